"""Telegram's own parser of formatted text, where its library (tdjson) is installed."""

import json
from typing import Any

try:
    from tdjson import td_execute
except ImportError:  # A development dependency: an installed bot does without it.
    td_execute = None  # type: ignore[assignment]


class NotAccepted(ValueError):
    """Telegram refuses the text; the message is Telegram's."""


def is_installed() -> bool:
    return td_execute is not None


def parse_html(text: str) -> str:
    """What a reader sees of a text in Telegram's HTML. Raises NotAccepted."""
    _execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    parsed = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}})
    if parsed["@type"] == "error":
        raise NotAccepted(parsed["message"])
    return str(parsed["text"])


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(td_execute(json.dumps(request).encode()) or b"{}")
    return answer
