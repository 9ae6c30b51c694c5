"""Links that invite: t.me/<bot>?start=join_<token>, and what is left of one when it is opened."""

JOIN = "join"
"""What the argument of such a link begins with."""


def payload(token: str) -> str:
    return f"{JOIN}_{token}"


def link(username: str, token: str) -> str:
    return f"https://t.me/{username}?start={payload(token)}"


def token_of(argument: str) -> str | None:
    """The token that a link's argument carries; None for another kind of link."""
    kind, _, token = argument.partition("_")
    return token if kind == JOIN else None
