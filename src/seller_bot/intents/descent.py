"""The memory of L-BFGS: in which direction to go, given the steps already taken."""

from collections import deque

import numpy as np

from seller_bot.intents.vectors import Floats

LONGEST_MEMORY = 30
LARGEST_MEMORY = 30_000_000  # Numbers kept altogether: 120 MB.

Lifted = tuple[Floats, Floats]  # A vector of coefficients, and its product with the kernel.


class History:
    """The last steps and how they turned the gradient; every inner product is one in the metric of the kernel."""

    def __init__(self, slope: Lifted) -> None:
        room = LARGEST_MEMORY // (4 * slope[0].size)
        self.steps: deque[tuple[Lifted, Lifted, float]] = deque(maxlen=min(max(room, 5), LONGEST_MEMORY))
        self.first_size = 1 / float(np.sqrt(np.vdot(*slope)) + 1)

    def learn(self, step: Lifted, before: Lifted, after: Lifted) -> None:
        """Remembers a step and the gradients at its ends."""
        turn = (after[0] - before[0], after[1] - before[1])
        curvature = float(np.vdot(step[0], turn[1]))
        if curvature > 0:
            self.steps.append((step, turn, curvature))

    def direction(self, slope: Lifted) -> Lifted:
        """Downhill, as far as the curvature seen so far tells (the two-loop recursion)."""
        ahead = (-slope[0], -slope[1])
        shares = []
        for step, turn, curvature in reversed(self.steps):
            shares.append(float(np.vdot(step[0], ahead[1])) / curvature)
            ahead = _added(ahead, turn, -shares[-1])
        ahead = _added((0 * ahead[0], 0 * ahead[1]), ahead, self._scale())
        for (step, turn, curvature), share in zip(self.steps, reversed(shares), strict=True):
            ahead = _added(ahead, step, share - float(np.vdot(turn[0], ahead[1])) / curvature)
        return ahead

    def _scale(self) -> float:
        if not self.steps:
            return self.first_size
        _, turn, curvature = self.steps[-1]
        return curvature / float(np.vdot(*turn))


def _added(vector: Lifted, other: Lifted, share: float) -> Lifted:
    return vector[0] + np.float32(share) * other[0], vector[1] + np.float32(share) * other[1]
