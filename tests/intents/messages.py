"""The labelled messages under this directory, and what counts as treating one rightly."""

from pathlib import Path

from seller_bot.intents import Match, Matcher
from tests.bench.labelled import Message, read

HERE = Path(__file__).parent
DEV = read(HERE / "dev.jsonl")
UNSEEN = read(HERE / "unseen.jsonl")
HELD_OUT = read(HERE / "held_out.jsonl")
"""Written without a look at the phrases, in as many other ways of writing as possible."""


def is_right(matcher: Matcher, message: Message) -> bool:
    """Answered with its intent; outside all intents, left unknown; at a boundary, offering the two is right as well."""
    match = matcher.match(message.text)
    if not message.intent:
        return match.decision == "unknown"
    if message.kind == "boundary" and match.decision == "offer":
        return is_offered(match, message.intent)
    return match.decision == "answer" and match.intent == message.intent


def is_offered(match: Match, intent: str) -> bool:
    """Whether the intent is among those that are shown."""
    return match.decision != "unknown" and intent in [candidate for candidate, _ in match.candidates[:3]]
