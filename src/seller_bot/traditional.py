"""The catalogue in traditional characters, converted from the simplified one when the texts are edited.

Not while the bot runs: the converter's dictionaries take 27 MB.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from babel.messages.catalog import Catalog
from opencc import OpenCC

SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"


def converted(simplified: Catalog) -> Catalog:
    """The same messages in the same order."""
    catalogue = Catalog(locale=TRADITIONAL)
    for message in simplified:
        if message.id:
            catalogue.add(message.id, _converted(message.string))
    return catalogue


def _converted(string: str | Sequence[str] | None) -> str | list[str]:
    return convert(string) if isinstance(string, str) else [convert(form) for form in string or ()]


# What the dictionaries leave or take for another word where characters meet by chance.
BEFORE = {"伙伴": "夥伴", "回复": "回覆"}
AFTER = {"後臺": "後台", "隻能": "只能", "賣傢": "賣家"}


def convert(text: str) -> str:
    return _replaced(_opencc().convert(_replaced(text, BEFORE)), AFTER)


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for word, other in words.items():
        text = text.replace(word, other)
    return text


@cache
def _opencc() -> OpenCC:
    return OpenCC("s2tw")
