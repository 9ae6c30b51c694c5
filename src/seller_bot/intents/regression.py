"""Multinomial logistic regression over a kernel, in numpy alone.

The gradient is taken in the metric of the kernel: a round of L-BFGS costs one product with it, the line search none.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seller_bot.intents.descent import History, Lifted
from seller_bot.intents.kernel import Floats

STRICTNESS = 100.0  # C of the regression: the weight of an error against that of a large coefficient.
SHORTEST_STEP = 1e-6
ENOUGH = 1e-6  # A round that improves the loss by a smaller part of it is the last one.

Labels = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Task:
    """Which class each phrase belongs to, and what an error costs: nothing for a phrase that is held back."""

    labels: Labels
    wanted: Floats
    cost: Floats

    @classmethod
    def of(cls, labels: Labels, classes: int, taught: Mask) -> "Task":
        cost = np.where(taught, np.float32(STRICTNESS), np.float32(0))
        return cls(labels, np.eye(classes, dtype=np.float32)[labels], cost)

    def loss(self, point: Lifted) -> float:
        top = point.scores.max(axis=1)
        spread = top + np.log(np.exp(point.scores - top[:, None]).sum(axis=1))
        errors = spread - point.scores[np.arange(len(self.labels)), self.labels]
        return 0.5 * float(np.vdot(point.values, point.scores)) + float(self.cost @ errors)

    def slope(self, point: Lifted) -> Floats:
        return point.values + self.cost[:, None] * (softmax(point.scores) - self.wanted)


def coefficients(similar: Floats, task: Task, rounds: int) -> Floats:
    """What each phrase adds to the score of each class."""
    point = Lifted(np.zeros_like(task.wanted), np.zeros_like(task.wanted))
    slope = _lifted(similar, task.slope(point))
    history = History(slope)
    loss = task.loss(point)
    for _ in range(rounds):
        step = history.direction(slope)
        size = _step_size(task, point, step, loss, float(np.vdot(step.values, slope.scores)))
        if size < SHORTEST_STEP:
            break
        point, before = point.plus(step, size), loss
        fresh = _lifted(similar, task.slope(point))
        history.learn(step.times(size), slope, fresh)
        slope, loss = fresh, task.loss(point)
        if before - loss < ENOUGH * before:
            break
    return point.values


def softmax(scores: Floats) -> Floats:
    """Scores of each row as probabilities."""
    powers: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result


def _lifted(similar: Floats, values: Floats) -> Lifted:
    return Lifted(values, similar @ values)


def _step_size(task: Task, point: Lifted, step: Lifted, loss: float, descent: float) -> float:
    size = 1.0
    while size >= SHORTEST_STEP and not task.loss(point.plus(step, size)) <= loss + 1e-4 * size * descent:
        size /= 2
    return size
