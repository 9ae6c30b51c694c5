"""Characters that came apart: Telegram speaks UTF-8, which has no way to write half of one; Python and JSON have."""

import json
from typing import Any

from seller_bot.demo.errors import bad_request


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
    found = json.loads(text)
    if "\\ud" in text.lower():
        check_whole(json.dumps(found, ensure_ascii=False))
    return found
