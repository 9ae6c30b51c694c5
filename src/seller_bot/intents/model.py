"""What is known once the phrases have been learnt: all that a match needs, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from seller_bot.intents.concepts import Concepts
from seller_bot.intents.evidence import Evidence, chance, evidence, shares
from seller_bot.intents.features import blocks
from seller_bot.intents.languages import Languages
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.tokens import Token
from seller_bot.intents.vectors import Vocabulary
from seller_bot.intents.weights import Weights


class Verdict(NamedTuple):
    """The intents, likeliest first; the probability of each (the rest to 1 is the unknown); that of the best three."""

    ranking: list[int]
    chances: list[float]
    among_three: float


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` are for classes: the intents, and after them the unknown if it was learnt."""

    intents: tuple[str, ...]
    lexicon: Lexicon
    languages: Languages
    concepts: Concepts
    vocabulary: Vocabulary
    weights: Weights
    trust_in_first: Evidence
    trust_in_three: Evidence

    def judge(self, sequence: Sequence[Token]) -> Verdict:
        """The verdict on a repaired message."""
        sequence = self.concepts.without_courtesies(sequence)
        vector = self.vocabulary.vector(blocks(sequence, self.concepts))
        everything = range(len(self.intents))
        if not vector.rows:
            return Verdict([*everything], [0.0] * len(self.intents), 0.0)  # Not a letter of it was ever seen.
        scores = self.weights.scores(vector)
        seen = evidence(scores, vector.known, len(sequence), len(self.intents))
        first = chance(seen, self.trust_in_first)
        among_three = max(first, chance(seen, self.trust_in_three))
        ranking = sorted(everything, key=lambda number: -scores[number])
        return Verdict(ranking, _shared(shares(scores)[: len(self.intents)], first), among_three)


def _shared(chances: Sequence[float], first: float) -> list[float]:
    """The best intent at the probability that was measured, the others keeping their parts of what remains."""
    best = max(range(len(chances)), key=chances.__getitem__)
    rest = 1 - chances[best]
    scale = (1 - first) / rest if rest > 1e-6 else 0.0
    shared = [min(chance * scale, first) for chance in chances]  # An intent is not likelier than the best one.
    shared[best] = first
    return shared
