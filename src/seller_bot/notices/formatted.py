"""Formatted texts as notices keep them: {"text", "entities"}, offsets and lengths in UTF-16 code units."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from seller_bot.traditional import convert

Formatted = dict[str, Any]


def in_traditional(formatted: Mapping[str, Any]) -> Formatted:
    """The same in traditional characters; the conversion may change lengths, so each stretch is converted by itself."""
    text = formatted["text"].encode("utf-16-le")
    places = {place for one in formatted["entities"] for place in (one["offset"], one["offset"] + one["length"])}
    cuts = sorted({0, *places, len(text) // 2})
    moved, converted = {0: 0}, ""
    for begin, end in pairwise(cuts):
        converted += convert(text[2 * begin : 2 * end].decode("utf-16-le"))
        moved[end] = len(converted.encode("utf-16-le")) // 2
    entities = [
        {**one, "offset": moved[one["offset"]], "length": moved[one["offset"] + one["length"]] - moved[one["offset"]]}
        for one in formatted["entities"]
    ]
    return {"text": converted, "entities": entities}
