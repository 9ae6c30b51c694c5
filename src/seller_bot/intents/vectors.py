"""Features as numbers: which ones the phrases know, how telling each is, and a message as a sparse vector.

Without numpy, like all that a match needs: some hundred features are counted about as quickly, and importing numpy
takes longer, and more memory, than everything else in the matcher.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import log, sqrt
from operator import mul
from typing import NamedTuple
from zlib import crc32

from seller_bot.intents.features import Block

TELLING = 0.7  # The power of the inverse document frequency; 1 overrates what was seen once.


class Vector(NamedTuple):
    """A message: the rows of the features known to the model, their weights (length at most 1), the known share 0-1."""

    rows: Sequence[int]
    weights: Sequence[float]
    known: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every feature of the phrases, by hash (32 bits) in ascending order, with its inverse document frequency."""

    hashes: "array[int]"
    rarity: "array[float]"
    rarity_of_unknown: float

    @classmethod
    def fit(cls, messages: Sequence[Sequence[Block]]) -> "Vocabulary":
        """Learns the features of all messages; of 200,000 features about five collide."""
        seen: Counter[int] = Counter()
        for blocks in messages:
            seen.update({feature for _, grams in blocks for feature in _hashes(grams)})
        hashes = sorted(seen)
        total = len(messages) + 1
        rarity = [(log(total / (1 + seen[feature])) + 1) ** TELLING for feature in hashes]
        return cls(array("I", hashes), array("f", rarity), (log(total) + 1) ** TELLING)

    def vector(self, blocks: Sequence[Block]) -> Vector:
        """Each block counts by its weight whatever its length; what is unknown in it takes its part of that weight."""
        filled = [(weight, grams) for weight, grams in blocks if grams]
        whole = sum(weight for weight, _ in filled)
        rows: list[int] = []
        weights: list[float] = []
        for weight, grams in filled:
            places, sizes, squares = self._weighed(grams)
            scale = sqrt(weight / whole / squares)
            rows += places
            weights += [size * scale for size in sizes]
        return Vector(rows, weights, sum(map(mul, weights, weights)))

    def knows(self, grams: Sequence[str]) -> float:
        """Which share of the features occurs in the phrases, 0-1."""
        if not grams:
            return 0.0
        return 1 - self._places([*_hashes(grams)]).count(None) / len(grams)

    def _weighed(self, grams: Sequence[str]) -> tuple[list[int], list[float], float]:
        """The places and weights of the known features, and the sum of the squared weights of all."""
        counts = Counter(_hashes(grams))
        places, sizes, squares = [], [], 0.0
        for place, count in zip(self._places([*counts]), counts.values(), strict=True):
            often = 1.0 if count == 1 else 1 + log(count)
            if place is None:
                squares += (often * self.rarity_of_unknown) ** 2
            else:
                places.append(place)
                sizes.append(often * self.rarity[place])
        return places, sizes, squares + sum(map(mul, sizes, sizes))

    def _places(self, features: Sequence[int]) -> list[int | None]:
        """The row of each feature, None for an unknown one."""
        hashes, end = self.hashes, len(self.hashes)
        places = map(bisect_left, repeat(hashes), features)
        return [
            place if place < end and hashes[place] == feature else None
            for place, feature in zip(places, features, strict=True)
        ]


def _hashes(grams: Iterable[str]) -> Iterable[int]:
    return map(crc32, map(str.encode, grams))
