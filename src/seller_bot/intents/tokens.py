"""What a folded message is made of: words, Chinese characters, numbers, and the pauses between them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from seller_bot.intents.normalise import HAN, spell_out

LATIN = "a-z\u00df-\u024f"
LONGEST_NUMBER = 6

_token = re.compile(
    rf"[{HAN}]"
    rf"|\d*[{LATIN}][{LATIN}\d]*"  # A word may begin with a digit: 3q, 4to.
    rf"|[^\W\d_{HAN}a-z]+"
    r"|\d+"
    r"|[,.;:!?\u2026\u3001\u3002\n]+|\s[-\u2013\u2014]+\s"
)
_english = Stemmer.Stemmer("english")
_russian = Stemmer.Stemmer("russian")


@dataclass(frozen=True, slots=True)
class Token:
    """One Chinese character, or one word with its stem; the stem of a number is its length."""

    text: str
    stem: str
    is_han: bool = False
    is_pause: bool = False


PAUSE = Token(",", ",", is_pause=True)


def tokens(text: str) -> list[Token]:
    """The tokens of a folded text, in order; of a text without words, its emoji.

    Made for scripts that write every sound as a letter: where vowels are marks (Hindi, Thai), a word falls apart.
    """
    found = [token_of(piece) if piece[0].isalnum() else PAUSE for piece in _token.findall(spell_out(text))]
    return found if without_pauses(found) else [Token(symbol, symbol) for symbol in _symbols(text)]


@lru_cache(maxsize=20_000)
def token_of(text: str) -> Token:
    """One word or character, whose script is that of its first letter."""
    if is_han(text):
        return Token(text, text, is_han=True)
    if text.isdigit():
        return Token(text[:LONGEST_NUMBER], "#" * min(len(text), LONGEST_NUMBER))
    return Token(text, (_russian if is_cyrillic(text) else _english).stemWord(text))


def without_pauses(sequence: Iterable[Token]) -> list[Token]:
    """The words and characters alone."""
    return [token for token in sequence if not token.is_pause]


def is_han(text: str) -> bool:
    """Whether a text begins with a Chinese character."""
    return "\u3400" <= text[0] <= "\u9fff"


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic, by its first letter."""
    return "\u0400" <= word[0] <= "\u04ff"


def written(sequence: Sequence[Token]) -> str:
    """Tokens as a person would write them."""
    text = ""
    for before, token in zip((None, *sequence), sequence, strict=False):
        joined = before is None or token.is_pause or (before.is_han and token.is_han)
        text += token.text if joined else f" {token.text}"
    return text


def _symbols(text: str) -> Iterable[str]:
    return dict.fromkeys(character for character in text if unicodedata.category(character) == "So")
