"""A model as bytes: a mark, a checksum, the size of a JSON part, this part, then the arrays as they lie in memory."""

import json
import mmap
import struct
import sys
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

from seller_bot.intents.concepts import Concepts
from seller_bot.intents.languages import Languages
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.model import Model
from seller_bot.intents.vectors import Vocabulary
from seller_bot.intents.weights import Weights

MARK = b"seller-bot intents 3\n"
PREFIX = struct.Struct("<IQ")  # The checksum of all that follows it, and the length of the JSON part.


class UnreadableMatcher(ValueError):
    """The file is no matcher of this version, or was cut short or damaged."""


def packed(model: Model) -> bytes:
    """Everything that `unpacked` needs."""
    parts = [_as_bytes(model.vocabulary.hashes), _as_bytes(model.vocabulary.rarity), bytes(model.weights.content)]
    head = _head(model) | {"sizes": [len(part) for part in parts]}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"".join([text, *parts])
    return MARK + PREFIX.pack(crc32(body), len(text)) + body


def mapped(path: Path) -> mmap.mmap:
    """The bytes of a file where they lie on the disk; only those that are looked at take memory."""
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # An empty file can't be mapped.
            raise UnreadableMatcher from error


def unpacked(content: mmap.mmap) -> Model:
    """The model of such bytes; raises UnreadableMatcher where they are none."""
    start = len(MARK) + PREFIX.size
    if content[: len(MARK)] != MARK or len(content) < start:
        raise UnreadableMatcher
    checksum, length = PREFIX.unpack_from(content, len(MARK))
    body = memoryview(content)[start:]
    if crc32(body) != checksum:
        raise UnreadableMatcher
    try:
        head = json.loads(bytes(body[:length]))
        model = _model(head, *_parts(body[length:], head["sizes"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableMatcher from error
    if hasattr(mmap, "MADV_DONTNEED"):  # Windows has none.
        content.madvise(mmap.MADV_DONTNEED)  # The checksum has looked at everything, once.
    return model


def _parts(content: memoryview, sizes: Sequence[int]) -> list[memoryview]:
    return [content[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]


def _as_bytes(numbers: "array[Any]") -> bytes:
    """Four bytes a number, the lowest first on every machine."""
    turned = numbers[:]
    if sys.byteorder == "big":
        turned.byteswap()
    return turned.tobytes()


def _from_bytes(kind: str, content: memoryview) -> "array[Any]":
    numbers: array[Any] = array(kind)
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _head(model: Model) -> dict[str, Any]:
    lexicon, concepts = model.lexicon, model.concepts
    return {
        "intents": model.intents,
        "words": _by_value(lexicon.words),
        "pairs": _by_value(lexicon.pairs),
        "stems": "\n".join(sorted(lexicon.stems)),
        "skeletons": "\n".join([*lexicon.by_skeleton.keys(), *lexicon.by_skeleton.values()]),
        "sounds": "\n".join([*lexicon.by_sound.keys(), *lexicon.by_sound.values()]),
        "languages": _by_value(model.languages.of_word),
        "scripts": model.languages.of_script,
        "meanings": ["\n".join(" ".join(term) for term in concepts.meanings), [*concepts.meanings.values()]],
        "courtesies": "\n".join(" ".join(term) for term in sorted(concepts.courtesies)),
        "rarity_of_unknown": model.vocabulary.rarity_of_unknown,
        "intercepts": model.weights.intercepts,
        "trust": [model.trust_in_first, model.trust_in_three],
    }


def _model(head: dict[str, Any], hashes: memoryview, rarity: memoryview, weights: memoryview) -> Model:
    intents = tuple(head["intents"])
    terms, meanings = head["meanings"]
    return Model(
        intents=intents,
        lexicon=Lexicon(
            words=_from_values(head["words"], int),
            pairs=_from_values(head["pairs"], int),
            stems=frozenset(_lines(head["stems"])),
            by_skeleton=_halves(head["skeletons"]),
            by_sound=_halves(head["sounds"]),
        ),
        languages=Languages(_from_values(head["languages"], str), head["scripts"]),
        concepts=Concepts(
            meanings=dict(zip(_terms(terms), map(tuple, meanings), strict=True)),
            courtesies=frozenset(_terms(head["courtesies"])),
        ),
        vocabulary=Vocabulary(_from_bytes("I", hashes), _from_bytes("f", rarity), head["rarity_of_unknown"]),
        weights=Weights(weights, head["intercepts"]),
        trust_in_first=head["trust"][0],
        trust_in_three=head["trust"][1],
    )


def _by_value(entries: Mapping[str, Any]) -> dict[str, str]:
    """Keys joined under their value: most words occur once, so this is short and quick to read."""
    keys: dict[str, list[str]] = {}
    for key, value in entries.items():
        keys.setdefault(str(value), []).append(key)
    return {value: "\n".join(entry) for value, entry in keys.items()}


def _from_values(joined: dict[str, str], kind: Any) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for value, keys in joined.items():
        entries.update(dict.fromkeys(_lines(keys), kind(value)))
    return entries


def _halves(joined: str) -> dict[str, str]:
    lines = _lines(joined)
    return dict(zip(lines[: len(lines) // 2], lines[len(lines) // 2 :], strict=True))


def _terms(joined: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" ")) for line in _lines(joined)]


def _lines(joined: str) -> list[str]:
    """A word that stands in several places is kept once."""
    return [*map(sys.intern, joined.split("\n"))] if joined else []
