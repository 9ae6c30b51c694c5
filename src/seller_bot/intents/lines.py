"""Messages in and matches out, one JSON object a line."""

import json
from typing import Any

from seller_bot.intents.matcher import Match, Matcher

OUR_LANGUAGE = {"en": "en", "ru": "ru", "zh": "zh_Hans"}  # Lines name a language as the rest of the world does.
THEIR_LANGUAGE = {ours: theirs for theirs, ours in OUR_LANGUAGE.items()}
FALLBACK = "en"  # Of a message that is in no language: an emoji, a number.


class UnreadableLine(ValueError):
    """A line is no JSON object with a `text`."""


def matched_line(matcher: Matcher, line: str) -> str:
    """The match for a line like `{"text": "не могу зайти", "lang": "ru"}`; raises UnreadableLine."""
    text, language = _message(line)
    return json.dumps(as_json(matcher.match(text, language)), ensure_ascii=False)


def as_json(match: Match) -> dict[str, Any]:
    """A match as plain values."""
    return {
        "decision": match.decision,
        "intent": match.intent,
        "confidence": round(match.confidence, 4),
        "candidates": [{"intent": intent, "probability": round(chance, 4)} for intent, chance in match.candidates],
        "lang": THEIR_LANGUAGE.get(match.language or "", FALLBACK),
    }


def _message(line: str) -> tuple[str, str | None]:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise UnreadableLine from error
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        raise UnreadableLine
    language = str(message.get("lang")).casefold().replace("_", "-")
    return message["text"], OUR_LANGUAGE.get(language.partition("-")[0])
