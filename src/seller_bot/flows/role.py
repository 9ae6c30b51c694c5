"""The role that binding and unbinding need, asked for in the same way by both.

bot:    <flow>.ask_role [admin | not_admin | unsure]
seller: [unsure]
bot:    role.look_up [admin | not_admin]
seller: [not_admin]
bot:    <flow>.request_to_administrator        to be forwarded
bot:    role.ask_administrator [granted | delegated | nobody]
seller: [nobody]
bot:    role.nobody
"""

from typing import Literal

from seller_bot.conversation.step import Given, Note, Step, Target

OWN_ROLE = "own_role"
"""The answer of a seller who comes from a guide that has just made sure of the role."""


def role_known(given: Given) -> Literal["known", "unknown"]:
    return "known" if given.answers.get(OWN_ROLE) in ("admin", "granted") else "unknown"


def role_steps(*, ask: str, request: str, then: str) -> tuple[Step, ...]:
    """The steps that make sure of the role; `request` is the text for the administrator, `then` where one goes on."""
    return (
        Step("arrival", decide=role_known, then={"known": then, "unknown": "role"}),
        Step("role", ask=ask, choices={"admin": then, "not_admin": "get_role", "unsure": "see_role"}),
        Step(
            "see_role",
            ask="role.look_up",
            picture="own_role",
            choices={"admin": then, "not_admin": "get_role"},
            beside="role",
        ),
        get_role("get_role", request=request, then=then, beside="role"),
        *without_role(),
    )


def without_role() -> tuple[Step, Step]:
    """Where a seller is left whose role is not going to change."""
    return (
        Step("delegated", ask="role.delegated", picture="useful_contacts", doors=("menu",)),
        Step("nobody", ask="role.nobody", picture="support_messages", doors=("contact", "menu")),
    )


def get_role(id: str, *, request: str, then: Target, beside: str) -> Step:
    """How to get the role; it may turn out only on the way that it is missing."""
    return Step(
        id,
        ask="role.ask_administrator",
        before=(Note(key=request),),
        choices={"granted": then, "delegated": "delegated", "nobody": "nobody"},
        keeps=OWN_ROLE,
        beside=beside,
    )
