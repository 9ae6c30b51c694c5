"""What each feature adds to the score of each class."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul
from struct import Struct

from seller_bot.intents.vectors import Vector


@dataclass(frozen=True)
class Weights:
    """Rows of half floats, one number a class, as they lie in the file: most of them are never looked at."""

    content: bytes | memoryview
    intercepts: Sequence[float]

    @cached_property
    def row(self) -> Struct:
        return Struct(f"<{len(self.intercepts)}e")

    def scores(self, vector: Vector) -> list[float]:
        """The score of each class; of a message without known features, only the intercepts."""
        rows = [self.row.unpack_from(self.content, row * self.row.size) for row in vector.rows]
        columns = zip(*rows, strict=True) if rows else [()] * len(self.intercepts)
        return [
            intercept + sum(map(mul, vector.weights, column))
            for intercept, column in zip(self.intercepts, columns, strict=True)
        ]
