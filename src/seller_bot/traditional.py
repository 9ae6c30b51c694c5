"""The catalogue in traditional characters, converted from the simplified one when the texts are edited.

Not while the bot runs: the converter's dictionaries take 27 MB.
"""

from collections.abc import Sequence
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


def convert(text: str) -> str:
    # OpenCC leaves 伙 inside longer words; a partner is 夥伴 wherever it stands.
    return str(_opencc().convert(text.replace("伙伴", "夥伴")))


@cache
def _opencc() -> OpenCC:
    return OpenCC("s2t")
