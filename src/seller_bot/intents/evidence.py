"""What can be seen of a message's scores, before anybody says whether the answer was right; and what it is worth."""

from collections.abc import Sequence
from math import exp, log, log1p
from operator import mul

Evidence = list[float]

SMALLEST = 1e-4


def evidence(scores: Sequence[float], known: float, size: int, intents: int) -> Evidence:
    """Nine numbers of about unit size. The scores themselves are none of them: they grow with the number of phrases.

    The odds also count by how much is known and how long the message is: odds of few known words are worth less, and
    of the words of an inflected language fewer are known than of Chinese characters, each of which is in some phrase.
    `scores` has the unknown after the `intents` if it was learnt, `known` is a share 0-1, `size` counts tokens.
    """
    chances = shares(scores)
    ranked = sorted(chances[:intents], reverse=True)
    second = ranked[1] if intents > 1 else 0.0
    unknown = chances[intents] if len(chances) > intents else 0.0
    odds, familiar, length = log_odds(ranked[0]), 4 * known - 2, log1p(size) - 2
    return [
        1.0,
        odds,
        log((ranked[0] + SMALLEST) / (second + SMALLEST)),
        log_odds(sum(ranked[:3])),
        log_odds(unknown),
        familiar,
        length,
        odds * familiar,
        odds * length,
    ]


def log_odds(chance: float) -> float:
    """The logit, bounded."""
    bounded = min(max(chance, SMALLEST), 1 - SMALLEST)
    return log(bounded / (1 - bounded))


def shares(scores: Sequence[float]) -> list[float]:
    """Scores as probabilities (softmax)."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def chance(seen: Evidence, trust: Evidence) -> float:
    """The probability 0-1 that such evidence is right, by what was measured."""
    return 1 / (1 + exp(-min(max(sum(map(mul, seen, trust)), -30), 30)))
