"""What can be seen of a message's scores, before anybody says whether the answer was right."""

import numpy as np
from numpy.typing import NDArray

from seller_bot.intents.regression import softmax
from seller_bot.intents.vectors import Floats

Evidence = NDArray[np.float64]

SMALLEST = 1e-4


def evidence(scores: Floats, known: float, size: int, intents: int) -> Evidence:
    """Seven numbers of about unit size. The scores themselves are none of them: they grow with the number of phrases.

    `scores` has the unknown after the `intents` if it was learnt, `known` is a share 0-1, `size` counts tokens.
    """
    chances = softmax(scores).astype(np.float64)
    ranked = np.sort(chances[:intents])[::-1]
    second = ranked[1] if intents > 1 else 0.0
    unknown = chances[intents] if len(chances) > intents else 0.0
    return np.array(
        [
            1.0,
            log_odds(ranked[0]),
            np.log((ranked[0] + SMALLEST) / (second + SMALLEST)),
            log_odds(ranked[:3].sum()),
            log_odds(unknown),
            4 * known - 2,
            np.log1p(size) - 2,
        ]
    )


def log_odds(chance: float) -> float:
    """The logit, bounded."""
    bounded = min(max(float(chance), SMALLEST), 1 - SMALLEST)
    return float(np.log(bounded / (1 - bounded)))
