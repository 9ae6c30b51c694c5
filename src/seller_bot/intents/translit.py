"""Russian in Latin letters, whatever the scheme: `ne prihodit`, `ne prixodit` and `ne prikhodit` are one spelling."""

import re
from functools import lru_cache

_SCHEME = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_cyrillic = str.maketrans(_SCHEME)

# From the longest to the shortest; capital letters are sounds of their own, so that no later rule takes them apart.
_RULES = [
    (r"4", "ch"),
    (r"6", "sh"),
    (r"shch|sch|sh", "S"),
    (r"ch", "C"),
    (r"zh", "Z"),
    (r"kh|x", "h"),
    (r"ts|tz|c", "T"),
    (r"w", "v"),
    (r"q", "k"),
    (r"[yij](?=[aou])", ""),
    (r"[yj]", "i"),
    (r"ie", "e"),
    (r"(.)\1+", r"\1"),
]
_rules = [(re.compile(pattern), replacement) for pattern, replacement in _RULES]

_LETTERS = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю", "iu": "ю",
    "ya": "я", "ja": "я", "ia": "я", "yo": "е", "jo": "е", "a": "а", "b": "б", "v": "в", "w": "в", "g": "г", "d": "д",
    "e": "е", "z": "з", "i": "и", "j": "й", "k": "к", "q": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "x": "х", "c": "ц", "y": "ы", "4": "ч", "6": "ш",
}  # fmt: skip
_letter = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


def latin(word: str) -> str:
    """A Cyrillic word in one Latin scheme of many."""
    return word.translate(_cyrillic)


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """What remains of a Latin word when the schemes' differences are taken away."""
    for rule, replacement in _rules:
        word = rule.sub(replacement, word)
    return word


def cyrillic(word: str) -> str:
    """A Latin word letter by letter, for words that no phrase knows."""
    return _letter.sub(lambda found: _LETTERS[found[0]], word)
