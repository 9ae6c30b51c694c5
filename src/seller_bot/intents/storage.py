"""A model as bytes: a mark, the sizes, a JSON part, then the arrays as they lie in memory."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from seller_bot.intents.concepts import Concepts
from seller_bot.intents.languages import Languages
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.model import Model
from seller_bot.intents.vectors import Vocabulary

MARK = b"seller-bot intents 1\n"
LENGTH = struct.Struct("<Q")
ARRAYS = {
    "hashes": "<u4",
    "rarity": "<f4",
    "weights": "<f2",
    "intercepts": "<f4",
    "trust_in_first": "<f8",
    "trust_in_three": "<f8",
}


class UnreadableMatcher(ValueError):
    """The file is no matcher of this version, or was cut short."""


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
    return b"".join([MARK, LENGTH.pack(len(text)), text, *parts])


def unpacked(content: bytes) -> Model:
    """The model of such bytes; raises UnreadableMatcher where they are none."""
    start = len(MARK) + LENGTH.size
    if not content.startswith(MARK) or len(content) < start:
        raise UnreadableMatcher
    place = start + LENGTH.unpack_from(content, len(MARK))[0]
    try:
        head = json.loads(content[start:place])
    except ValueError as error:
        raise UnreadableMatcher from error
    if len(content) != place + sum(head["sizes"]):
        raise UnreadableMatcher
    arrays: dict[str, Any] = {}
    rest = memoryview(content)
    for (name, kind), size in zip(ARRAYS.items(), head["sizes"], strict=True):
        arrays[name] = np.frombuffer(rest[place : place + size], kind)
        place += size
    return _model(head, arrays)


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
