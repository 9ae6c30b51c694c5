"""Characters that came apart: Telegram speaks UTF-8, which has no way to write half of one; Python and JSON have.

And JSON that is read more strictly than Python reads it.
"""

import json
from math import isfinite
from typing import Any

from seller_bot.demo.errors import bad_request

DEEPEST = 100
"""tdlib's json_decode."""


def whole(text: str) -> str:
    """The text as a client sends it: a half that stands alone becomes U+FFFD, two that meet become their character."""
    if is_whole(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def whole_json(value: Any) -> Any:
    """The same for every text in a JSON value."""
    text = json.dumps(value, ensure_ascii=False)
    return value if is_whole(text) else json.loads(whole(text))


def is_whole(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_whole(text: str) -> None:
    """The Bot API refuses what a client would mend."""
    if not is_whole(text):
        raise bad_request("strings must be encoded in UTF-8")


def loaded(text: str) -> Any:
    """A JSON value of a call, whose escapes may hold half a character too; a ValueError for what is no JSON."""
    found = parsed(text)
    if "\\ud" in text.lower():
        check_whole(json.dumps(found, ensure_ascii=False))
    return found


def parsed(text: str) -> Any:
    """JSON as Telegram reads it: a hundred levels deep, without NaN or numbers beyond all bounds; else a ValueError."""
    try:
        found = json.loads(text, parse_constant=no_number, parse_float=finite)
    except RecursionError:
        raise ValueError("too deep") from None
    if text.count("[") + text.count("{") > DEEPEST and is_too_deep(found):
        raise ValueError("too deep")
    return found


def no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def finite(digits: str) -> float:
    return found if isfinite(found := float(digits)) else no_number(digits)


def is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in inside(outer)]
    return bool(level)


def inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
