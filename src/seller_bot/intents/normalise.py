"""How a message is written down before anything is compared: one spelling for what means the same."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

LONGEST_MESSAGE = 500
HEAD = 300  # A long message says what it wants at its beginning or at its end.

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
TWO_SPELLINGS = {"帐": "账", "登陆": "登录"}  # Mainland writers mix them up in every other message.

_han = re.compile(f"[{HAN}]")
_runs = re.compile(r"([^\W\d_])\1{2,}")
_urls = re.compile(rf"(?:https?://|www\.)[^\s\u3000-\u303f{HAN}]+")  # Chinese follows an address without a blank.
_apostrophes = re.compile("[\u2019\u2018\u02bc`\u00b4]")
_can_not = re.compile(r"\bcan not\b")
_inner_apostrophes = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")  # pis'mo
_negation = re.compile(r"\b(ca|do|does|did|is|was|are|were|have|has|had|could|would|should|wo)n['; ]?t\b")
_short_forms = re.compile(r"\b(\w+)'(m|re|ve|ll|s|d)\b")
_SPELT_OUT = {"m": "am", "re": "are", "ve": "have", "ll": "will", "s": "s", "d": "would"}
_IRREGULAR = {"ca": "cannot", "wo": "will not"}


def shorten(text: str) -> str:
    """Bounds the work for a text of any length: its beginning and its end."""
    if len(text) <= LONGEST_MESSAGE:
        return text
    return f"{text[:HEAD]} {text[HEAD - LONGEST_MESSAGE :]}"


def fold(text: str) -> str:
    """One case, one width, one script of Chinese; punctuation stays, for on another keyboard layout it is letters."""
    text = text.encode("utf-8", "ignore").decode()  # Lone surrogates have no place in any language.
    text = unicodedata.normalize("NFKC", shorten(text)).casefold().replace("ё", "е")
    text = _urls.sub(" ", shorten(text))  # Again, for one character may have become eighteen.
    return simplify(text) if _han.search(text) else text


def simplify(text: str) -> str:
    """Traditional characters and words of Taiwan as the mainland writes them."""
    text = _converter().convert(text)
    for other, usual in TWO_SPELLINGS.items():
        text = text.replace(other, usual)
    return text


def spell_out(text: str) -> str:
    """English contractions in full and no letter more than twice in a row."""
    text = _apostrophes.sub("'", _runs.sub(r"\1\1", text))
    text = _negation.sub(lambda found: _IRREGULAR.get(found[1], f"{found[1]} not"), text)
    text = _can_not.sub("cannot", text)
    text = _short_forms.sub(lambda found: f"{found[1]} {_SPELT_OUT[found[2]]}", text)
    return _inner_apostrophes.sub("", text)


@cache
def _converter() -> OpenCC:
    return OpenCC("tw2sp")
