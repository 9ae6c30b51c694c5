"""What is no text: the word that fits it, and what is offered beside it; never the same words twice running."""

import re
import unicodedata

EMOJI, BLANK, NUMBER = "emoji", "blank", "number"
"""Texts that say nothing in words: signs alone, nothing that can be seen, a number or address to reach somebody by."""

WORDS = {
    "photo": "sent.photo",
    "livephoto": "sent.photo",
    "document": "sent.document",
    "video": "sent.video",
    "animation": "sent.video",
    "videonote": "sent.video_note",
    "voice": "sent.voice",
    "audio": "sent.voice",
    "sticker": "sent.sticker",
    "dice": "sent.dice",
    "location": "sent.location",
    "venue": "sent.location",
    "contact": "sent.contact",
    "poll": "sent.poll",
    "story": "sent.story",
    EMOJI: "sent.emoji",
    BLANK: "sent.blank",
    NUMBER: "sent.number",
}
AGAIN = "sent.again"

KEYCAP = re.compile(r"[0-9#*]\ufe0f?\u20e3")
INVISIBLE = re.compile(r"[\u2800\u115f\u1160\u3164\uffa0]")
"""To Unicode these are a sign and letters, though nothing of them is seen."""

LIGHT = frozenset({"sticker", "dice", EMOJI, BLANK})
"""After these the step is only a button away: who sends them has most likely just read it."""

FOR_PEOPLE = frozenset({"photo", "livephoto", "document"})
"""What a person can look at, in a case."""


def word_for(kind: str, last: str | None) -> str:
    """The key of what is said to something of that kind, where `last` was said a moment ago."""
    word = WORDS.get(kind, "sent.other")
    return AGAIN if word == last else word


def wordless(text: str) -> str | None:
    """EMOJI or BLANK for a text without a letter or a number; None for any other."""
    seen = INVISIBLE.sub("", text)
    if any(letter.isalnum() for letter in KEYCAP.sub("", seen)):
        return None
    is_sign = KEYCAP.search(seen) or any(unicodedata.category(letter) == "So" for letter in seen)
    return EMOJI if is_sign else BLANK
