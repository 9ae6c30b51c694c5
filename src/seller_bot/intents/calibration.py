"""From evidence to probabilities that can be relied on: how often, with such evidence, an answer was right."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seller_bot.intents.evidence import Evidence
from seller_bot.intents.trials import Trial

Numbers = NDArray[np.float64]

PENALTY = 1.0
ROUNDS, ENOUGH = 30, 1e-6
FEWEST = 20  # With fewer phrases of intents to judge by, the weights would be those of chance.

# What part of the messages is expected to be of which kind. Where there is no background, the phrases of an intent that
# is left out stand for strangers; they are nearer than real strangers, so they count little.
SHARES = {"intent": 0.75, "background": 0.25}
SHARES_WITHOUT_BACKGROUND = {"intent": 0.93, "left out": 0.07}

# Weights where there is nothing to measure them on; the numbers are those of `evidence`.
UNMEASURED = [0.0, 1, 0, 0, 0, 1, 0, 0, 0]  # The probability that the scores give, and how much is known.
UNOPPOSED = [0.0, 0, 0, 0, 0, 0.35, 0, 0, 0]  # Of one class, how much is known: enough to offer, never to answer.


def trust(judged: Sequence[Trial], classes: int) -> tuple[Evidence, Evidence]:
    """Weights of the evidence: for the best intent being right, and for one of the best three."""
    counts = Counter(trial.kind for trial in judged)
    if classes == 1:
        return UNOPPOSED, UNOPPOSED
    if counts["intent"] < FEWEST:
        return UNMEASURED, UNMEASURED
    shares = SHARES if counts["background"] else SHARES_WITHOUT_BACKGROUND
    importance = np.array([shares[trial.kind] * len(judged) / counts[trial.kind] for trial in judged])
    seen = np.array([trial.seen for trial in judged])
    first = np.array([trial.first for trial in judged])
    among_three = np.array([trial.among_three for trial in judged])
    return _fit(seen, first, importance), _fit(seen, among_three, importance)


def _fit(seen: Numbers, right: NDArray[np.bool_], importance: Numbers) -> Evidence:
    """Logistic regression by Newton's method, a step being halved until it improves; the constant is all but free."""
    weights = np.zeros(seen.shape[1])
    penalty = np.full(seen.shape[1], PENALTY)
    penalty[0] = 1e-3
    for _ in range(ROUNDS):
        guessed = 1 / (1 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (importance * (guessed - right)) + penalty * weights
        bend = (seen * (importance * guessed * (1 - guessed))[:, None]).T @ seen + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        cost = _cost(seen, right, importance, penalty, weights)
        while np.abs(step).max() >= ENOUGH and not _cost(seen, right, importance, penalty, weights - step) < cost:
            step /= 2
        weights -= step
        if np.abs(step).max() < ENOUGH:
            break
    result: Evidence = weights.tolist()
    return result


def _cost(seen: Numbers, right: NDArray[np.bool_], importance: Numbers, penalty: Numbers, weights: Numbers) -> float:
    surprise = np.logaddexp(0, np.where(right, -1, 1) * (seen @ weights))
    return float(importance @ surprise + penalty @ weights**2 / 2)
