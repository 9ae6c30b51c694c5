"""A model as bytes: a mark, a checksum, the size of a JSON part, this part, then the arrays as they lie in memory."""

import json
import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any
from zlib import crc32

import numpy as np

from seller_bot.intents.concepts import Concepts
from seller_bot.intents.languages import Languages
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.model import Model
from seller_bot.intents.vectors import Vocabulary

MARK = b"seller-bot intents 2\n"
PREFIX = struct.Struct("<IQ")  # The checksum of all that follows it, and the length of the JSON part.
ARRAYS = {
    "hashes": "<u4",
    "rarity": "<f4",
    "weights": "<f2",
    "intercepts": "<f4",
    "trust_in_first": "<f8",
    "trust_in_three": "<f8",
}


class UnreadableMatcher(ValueError):
    """The file is no matcher of this version, or was cut short or damaged."""


def packed(model: Model) -> bytes:
    """Everything that `unpacked` needs."""
    arrays = [
        model.vocabulary.hashes,
        model.vocabulary.rarity,
        model.weights,
        model.intercepts,
        model.trust_in_first,
        model.trust_in_three,
    ]
    parts = [np.ascontiguousarray(array, kind).tobytes() for array, kind in zip(arrays, ARRAYS.values(), strict=True)]
    head = _head(model) | {"sizes": [len(part) for part in parts]}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"".join([text, *parts])
    return MARK + PREFIX.pack(crc32(body), len(text)) + body


def unpacked(content: bytes) -> Model:
    """The model of such bytes; raises UnreadableMatcher where they are none."""
    start = len(MARK) + PREFIX.size
    if not content.startswith(MARK) or len(content) < start:
        raise UnreadableMatcher
    checksum, length = PREFIX.unpack_from(content, len(MARK))
    body = memoryview(content)[start:]
    if crc32(body) != checksum:
        raise UnreadableMatcher
    try:
        head = json.loads(bytes(body[:length]))
        return _model(head, _arrays(body[length:], head["sizes"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableMatcher from error


def _arrays(content: memoryview, sizes: Sequence[int]) -> dict[str, Any]:
    ends = [*accumulate(sizes)]
    return {
        name: np.frombuffer(content[end - size : end], kind)
        for (name, kind), size, end in zip(ARRAYS.items(), sizes, ends, strict=True)
    }


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
    }


def _model(head: dict[str, Any], arrays: dict[str, Any]) -> Model:
    intents = tuple(head["intents"])
    terms, meanings = head["meanings"]
    return Model(
        intents=intents,
        lexicon=Lexicon(
            words=_from_values(head["words"], int),
            pairs=_from_values(head["pairs"], int),
            stems=frozenset(head["stems"].split("\n")),
            by_skeleton=_halves(head["skeletons"]),
            by_sound=_halves(head["sounds"]),
        ),
        languages=Languages(_from_values(head["languages"], str), head["scripts"]),
        concepts=Concepts(
            meanings=dict(zip(_terms(terms), map(tuple, meanings), strict=True)),
            courtesies=frozenset(_terms(head["courtesies"])),
        ),
        vocabulary=Vocabulary(arrays["hashes"], arrays["rarity"], head["rarity_of_unknown"]),
        weights=arrays["weights"].reshape(len(arrays["hashes"]), -1),
        intercepts=arrays["intercepts"],
        trust_in_first=arrays["trust_in_first"],
        trust_in_three=arrays["trust_in_three"],
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
        entries.update(dict.fromkeys(keys.split("\n"), kind(value)))
    return entries


def _halves(joined: str) -> dict[str, str]:
    lines = _lines(joined)
    return dict(zip(lines[: len(lines) // 2], lines[len(lines) // 2 :], strict=True))


def _terms(joined: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" ")) for line in _lines(joined)]


def _lines(joined: str) -> list[str]:
    return joined.split("\n") if joined else []
