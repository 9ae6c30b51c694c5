"""Refusals in Telegram's words: an error code, a description, and what the client should do about it."""

from typing import Any

PREFIXES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class Refused(Exception):
    """The call is answered with `{"ok": false, ...}`; `parameters` are Telegram's ResponseParameters."""

    def __init__(self, error_code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.parameters = parameters


def refused(error_code: int, reason: str) -> Refused:
    """A refusal whose first letter is lowered after the prefix, except in codes such as BUTTON_DATA_INVALID."""
    if len(reason) > 1 and not (reason[1] == "_" or reason[1].isupper()):
        reason = reason[0].lower() + reason[1:]
    return Refused(error_code, f"{PREFIXES[error_code]}: {reason}")


def bad_request(reason: str) -> Refused:
    return refused(400, reason)


def forbidden(reason: str) -> Refused:
    return refused(403, reason)


def conflict(reason: str) -> Refused:
    return refused(409, reason)


def too_many_requests(retry_after: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
