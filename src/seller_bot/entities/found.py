"""What Telegram finds in a text by itself: mentions, commands, hashtags, cashtags, addresses, phone numbers.

The rules are those of tdlib (MessageEntity.cpp); phone numbers, which only Telegram's data centre finds, are an
approximation.
"""

import re
from collections.abc import Iterator

from seller_bot.entities.addresses import found_addresses
from seller_bot.entities.formatted import Entity, utf16_length

LETTER = r"\w\u200c\u0d80-\u0dff"
AT_NAME = r"(?:@[a-zA-Z0-9_]{3,32}+)?+"
COMMAND = r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}+(?:@[a-zA-Z0-9_]{3,32}+(?![\w/<>])|(?![\w/<>@]))"
HASHTAG = rf"(?<![{LETTER}])#(?=[{LETTER}]{{0,255}}[^\W\d_])[{LETTER}]{{1,256}}(?![{LETTER}]*#){AT_NAME}(?!#)"
PATTERNS = (
    ("mention", re.compile(r"(?<!\w)@(?:[a-zA-Z0-9_]{4,32}|gif|vid|pic)(?!\w)", re.IGNORECASE)),
    ("bot_command", re.compile(COMMAND)),
    ("hashtag", re.compile(HASHTAG)),
    ("cashtag", re.compile(rf"(?<![{LETTER}$])\$(?:1INCH|[A-Z]{{1,8}})(?![{LETTER}$]){AT_NAME}")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{5,17}\d(?!\w)")),
)
INTERESTING = re.compile(r"[@/#$+.:]")


def found_entities(text: str) -> list[Entity]:
    """In the order of the text; of two that overlap the first, the longer of two that begin together."""
    if not INTERESTING.search(text):
        return []
    found: list[Entity] = []
    for kind, begin, end in sorted(spans(text), key=lambda span: (span[1], -span[2])):
        offset = utf16_length(text[:begin])
        if not found or offset >= found[-1].end:
            found.append(Entity(kind, offset, utf16_length(text[begin:end])))
    return found


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
    yield from found_addresses(text)
