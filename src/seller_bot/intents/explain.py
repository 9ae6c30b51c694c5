"""A match as a person can read it."""

from seller_bot.intents.matcher import ANSWER_FROM, OFFER_FROM, Match

WIDTH = 30
DECISIONS = {
    "answer": f"answer: sure enough (from {ANSWER_FROM:.0%})",
    "offer": f"offer: one of the first three, probably (from {OFFER_FROM:.0%})",
    "unknown": "unknown: none of our questions, as far as can be told",
}


def explained(text: str, match: Match) -> str:
    """The message, how it was read, the candidates with bars, and what follows."""
    longest = max(len(intent) for intent, _ in match.candidates)
    lines = [f"{intent:<{longest}}  {_bar(chance)}  {chance:5.1%}" for intent, chance in match.candidates]
    head = [
        f"message   {text.strip()}",
        f"reading   {match.reading}",
        f"language  {match.language or 'cannot be told'}",
    ]
    return "\n".join([*head, "", *lines, "", DECISIONS[match.decision]])


def _bar(chance: float) -> str:
    filled = round(chance * WIDTH)
    return "█" * filled + "░" * (WIDTH - filled)
