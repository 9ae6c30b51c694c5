"""What is known once the phrases have been learnt: all that a match needs, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seller_bot.intents.calibration import chance
from seller_bot.intents.concepts import Concepts
from seller_bot.intents.evidence import Evidence, evidence
from seller_bot.intents.features import blocks
from seller_bot.intents.languages import Languages
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.regression import softmax
from seller_bot.intents.tokens import Token
from seller_bot.intents.vectors import Floats, Vocabulary


class Verdict(NamedTuple):
    """The intents, likeliest first; the probability of each (the rest to 1 is the unknown); that of the best three."""

    ranking: NDArray[np.intp]
    chances: Floats
    among_three: float


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` are features x classes; the classes are the intents, and after them the unknown if it was learnt."""

    intents: tuple[str, ...]
    lexicon: Lexicon
    languages: Languages
    concepts: Concepts
    vocabulary: Vocabulary
    weights: NDArray[np.float16]
    intercepts: Floats
    trust_in_first: Evidence
    trust_in_three: Evidence

    def judge(self, sequence: Sequence[Token]) -> Verdict:
        """The verdict on a repaired message."""
        sequence = self.concepts.without_courtesies(sequence)
        vector = self.vocabulary.vector(blocks(sequence, self.concepts))
        if not len(vector.rows):
            nothing = np.zeros(len(self.intents), np.float32)  # Not a letter of it was ever seen.
            return Verdict(np.arange(len(nothing)), nothing, 0.0)
        scores: Floats = vector.weights @ self.weights[vector.rows].astype(np.float32) + self.intercepts
        seen = evidence(scores, vector.known, len(sequence), len(self.intents))
        first = float(chance(seen, self.trust_in_first))
        among_three = max(first, float(chance(seen, self.trust_in_three)))
        chances = softmax(scores)[: len(self.intents)]
        return Verdict(np.argsort(-scores[: len(self.intents)], kind="stable"), _shared(chances, first), among_three)


def _shared(chances: Floats, first: float) -> Floats:
    """The best intent at the probability that was measured, the others keeping their parts of what remains."""
    best = int(chances.argmax())
    rest = 1 - float(chances[best])
    shared: Floats = chances * np.float32((1 - first) / rest if rest > 1e-6 else 0)
    shared = np.minimum(shared, np.float32(first))  # An intent is not likelier than the best one.
    shared[best] = first
    return shared
