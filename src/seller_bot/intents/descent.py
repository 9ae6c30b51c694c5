"""The memory of L-BFGS: in which direction to go, given the steps already taken."""

from collections import deque
from typing import NamedTuple

import numpy as np

from seller_bot.intents.kernel import Floats

LONGEST_MEMORY = 30
LARGEST_MEMORY = 30_000_000  # Numbers kept altogether: 120 MB.


class Lifted(NamedTuple):
    """Coefficients (phrases x classes), and their product with the kernel: the scores that they give to the phrases."""

    values: Floats
    scores: Floats

    def plus(self, other: "Lifted", share: float) -> "Lifted":
        return Lifted(self.values + np.float32(share) * other.values, self.scores + np.float32(share) * other.scores)

    def times(self, share: float) -> "Lifted":
        return Lifted(np.float32(share) * self.values, np.float32(share) * self.scores)


class History:
    """The last steps and how they turned the gradient; every inner product is one in the metric of the kernel."""

    def __init__(self, slope: Lifted) -> None:
        room = LARGEST_MEMORY // (4 * slope.values.size)
        self.steps: deque[tuple[Lifted, Lifted, float]] = deque(maxlen=min(max(room, 5), LONGEST_MEMORY))
        self.first_size = 1 / float(np.sqrt(np.vdot(*slope)) + 1)

    def learn(self, step: Lifted, before: Lifted, after: Lifted) -> None:
        """Remembers a step and the gradients at its ends."""
        turn = after.plus(before, -1)
        curvature = float(np.vdot(step.values, turn.scores))
        if curvature > 0:
            self.steps.append((step, turn, curvature))

    def direction(self, slope: Lifted) -> Lifted:
        """Downhill, as far as the curvature seen so far tells (the two-loop recursion)."""
        ahead = slope.times(-1)
        shares = []
        for step, turn, curvature in reversed(self.steps):
            shares.append(float(np.vdot(step.values, ahead.scores)) / curvature)
            ahead = ahead.plus(turn, -shares[-1])
        ahead = ahead.times(self._scale())
        for (step, turn, curvature), share in zip(self.steps, reversed(shares), strict=True):
            ahead = ahead.plus(step, share - float(np.vdot(turn.values, ahead.scores)) / curvature)
        return ahead

    def _scale(self) -> float:
        if not self.steps:
            return self.first_size
        _, turn, curvature = self.steps[-1]
        return curvature / float(np.vdot(*turn))
