"""What the matcher looks at in a message: named blocks of features, each with its weight."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from seller_bot.intents.clauses import clauses, is_negative
from seller_bot.intents.concepts import Concepts
from seller_bot.intents.pinyin import syllable
from seller_bot.intents.tokens import Token, without_pauses

Block: TypeAlias = tuple[float, list[str]]

WORD, PAIR, GAP, LETTERS = 1.0, 0.5, 0.3, 3.0
CHARACTERS, SOUNDS = 2.0, 1.0
MEANING, NEARBY, DENIED, LAST_MEANING, LAST_WORD = 1.0, 0.5, 0.5, 0.5, 0.5
LETTER_SIZES = (2, 3, 4)


def blocks(sequence: Sequence[Token], concepts: Concepts) -> list[Block]:
    """Every feature of a message; a feature's first letter names its block, so equal text in two blocks stays apart."""
    return [*_spelling(without_pauses(sequence)), *_meaning(sequence, concepts)]


def _spelling(sequence: Sequence[Token]) -> list[Block]:
    words = [token for token in sequence if not token.is_han]
    stems = ["^", *(word.stem for word in words), "$"] if words else []
    return [
        (WORD, [f"w{stem}" for stem in stems[1:-1]]),
        (PAIR, [f"p{first} {second}" for first, second in pairwise(stems)]),
        (GAP, [f"g{first} {second}" for first, second in zip(stems[1:-1], stems[3:-1], strict=False)]),
        (LETTERS, [f"l{gram}" for word in words for gram in letters(word.text)]),
        (CHARACTERS, [f"c{gram}" for gram in characters(sequence)]),
        (SOUNDS, [f"s{gram}" for gram in sounds(sequence)]),
    ]


def _meaning(sequence: Sequence[Token], concepts: Concepts) -> list[Block]:
    parts = clauses(sequence)
    meanings = [list(concepts.find(part)) for part in parts]
    signs = ["-" if is_negative(part) else "+" for part in parts]
    denied = [
        f"d{sign}{meaning}" for sign, part in zip(signs, meanings, strict=True) for found in part for meaning in found
    ]
    inner = [("^",), *concepts.find(sequence), ("$",)]
    return [
        (MEANING, [f"m{meaning}" for found in inner[1:-1] for meaning in found]),
        (NEARBY, [f"n{gram}" for gram in neighbours(inner)] if inner[1:-1] else []),
        (DENIED, denied),
        (LAST_MEANING, [f"e{meaning}" for found in meanings[-1] for meaning in found] if parts else []),
        (LAST_WORD, [f"z{token.stem}" for token in parts[-1]] if parts else []),
    ]


def letters(word: str, sizes: Sequence[int] = LETTER_SIZES) -> Iterator[str]:
    """Pieces of a word, its edges marked, so that a slip of one letter leaves most of them whole."""
    marked = f" {word} "
    for size in sizes:
        for start in range(max(1, len(marked) - size + 1)):
            yield marked[start : start + size]


def characters(sequence: Sequence[Token], sizes: Sequence[int] = (1, 2, 3)) -> Iterator[str]:
    """One to three neighbours, a Latin or Russian word among them counting as one character."""
    stems = [token.stem for token in sequence]
    is_han = [token.is_han for token in sequence]
    for size in sizes:
        for start in range(len(stems) - size + 1):
            if True in is_han[start : start + size]:
                yield " ".join(stems[start : start + size])


def sounds(sequence: Sequence[Token]) -> Iterator[str]:
    """Syllables of one or two neighbouring characters: homophones are the usual typing error in Chinese."""
    syllables = [syllable(token.text) for token in sequence if token.is_han]
    yield from syllables
    yield from (f"{first} {second}" for first, second in pairwise(syllables))


def neighbours(meanings: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Which meaning stands before which, next to it or with one between: "not arrive" is not "arrive, not"."""
    for distance in (1, 2):
        for first, second in zip(meanings, meanings[distance:], strict=False):
            yield f"{distance} {'/'.join(first)} {'/'.join(second)}"
