"""Labelled messages for measuring, and phrases drawn from them."""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from seller_bot.intents.lines import OUR_LANGUAGE

OUTSIDE = {"oos", "out_of_scope"}
FEWEST = 4  # An intent with fewer messages can't both teach and test.

Phrases = dict[str, dict[str, Sequence[str]]]


class Message(NamedTuple):
    """One labelled message; the intent is "" outside all intents."""

    language: str
    text: str
    intent: str
    kind: str
    split: str


def read(path: Path, language: str | None = None) -> list[Message]:
    """The messages of a JSONL file, of one language if asked."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_message(row) for row in rows if language in (None, row["lang"])]


def drawn(messages: Iterable[Message], examples: int, seed: int) -> tuple[Phrases, list[Message]]:
    """So many phrases an intent to learn from, and all messages to test on; without a split, at most half teach."""
    chance = random.Random(seed)
    pools: dict[tuple[str, str], list[Message]] = defaultdict(list)
    tests = []
    for message in messages:
        if message.intent and message.split in ("train", "all"):
            pools[message.language, message.intent].append(message)
        elif message.split == "test" or (not message.intent and message.split == "all"):
            tests.append(message)
    phrases: Phrases = defaultdict(dict)
    for (language, intent), pool in sorted(pools.items()):
        is_split = pool[0].split == "train"
        if len(pool) >= FEWEST:
            chance.shuffle(pool)
            taught = examples if is_split else min(examples, len(pool) // 2)
            phrases[language][intent] = [message.text for message in pool[:taught]]
            tests += [] if is_split else pool[taught:]
    return phrases, tests


def _message(row: dict[str, str]) -> Message:
    intent = "" if row["intent"] in OUTSIDE else row["intent"]
    language = OUR_LANGUAGE.get(row["lang"], row["lang"])
    return Message(language, row["text"], intent, row.get("kind", "all"), row.get("split", "test"))
