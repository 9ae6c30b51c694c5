"""Features as numbers: which ones the phrases know, how telling each is, and a message as a sparse vector."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from seller_bot.intents.features import Block

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

TELLING = 0.7  # The power of the inverse document frequency; 1 overrates what was seen once.


class Vector(NamedTuple):
    """A message: the rows of the features known to the model, their weights (length at most 1), the known share 0-1."""

    rows: Rows
    weights: Floats
    known: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every feature of the phrases, by hash in ascending order, with its inverse document frequency."""

    hashes: NDArray[np.uint32]
    rarity: Floats
    rarity_of_unknown: float

    @classmethod
    def fit(cls, messages: Sequence[Sequence[Block]]) -> "Vocabulary":
        """Learns the features of all messages; 32 bits, so two of 200,000 features collide about five times."""
        seen = [np.unique(_hashes([gram for _, grams in blocks for gram in grams])) for blocks in messages]
        hashes, counts = np.unique(np.concatenate([*seen, np.empty(0, np.uint32)]), return_counts=True)
        total = len(messages) + 1
        rarity = (np.log(total / (1 + counts)) + 1) ** TELLING
        return cls(hashes, rarity.astype(np.float32), float((np.log(total) + 1) ** TELLING))

    def vector(self, blocks: Sequence[Block]) -> Vector:
        """Each block counts by its weight whatever its length; what is unknown in it takes its part of that weight."""
        filled = [(weight, grams) for weight, grams in blocks if grams]
        if not filled:
            return Vector(np.empty(0, np.int32), np.empty(0, np.float32), 0.0)
        hashes = _hashes([gram for _, grams in filled for gram in grams])
        owners = np.repeat(np.arange(len(filled)), [len(grams) for _, grams in filled])
        hashes, first, counts = np.unique(hashes, return_index=True, return_counts=True)
        places, known = self._places(hashes)
        weights = (1 + np.log(counts)) * np.where(known, self.rarity[places], self.rarity_of_unknown)
        shares = np.array([weight for weight, _ in filled])
        lengths = np.bincount(owners[first], weights**2, minlength=len(filled))
        weights *= np.sqrt(shares / shares.sum() / lengths)[owners[first]]
        kept = weights[known].astype(np.float32)
        return Vector(places[known].astype(np.int32), kept, float(kept @ kept))

    def knows(self, grams: list[str]) -> float:
        """Which share of the features occurs in the phrases, 0-1."""
        if not grams:
            return 0.0
        return float(self._places(_hashes(grams))[1].mean())

    def _places(self, hashes: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return places, self.hashes[places] == hashes


def _hashes(grams: list[str]) -> NDArray[np.uint32]:
    return np.fromiter(map(crc32, map(str.encode, grams)), np.uint32, len(grams))
