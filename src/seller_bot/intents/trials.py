"""Phrases judged as if they were new messages: what the trust in an answer is measured on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seller_bot.intents.evidence import Evidence, evidence
from seller_bot.intents.kernel import INTERCEPT
from seller_bot.intents.lessons import Lessons
from seller_bot.intents.regression import Labels, Mask

ROUNDS = 70
FOLDS, FOLDS_OF_INTENTS = 5, 4
ALIKE = 0.85  # Phrases so similar are judged together: the one would give the other away.


@dataclass(frozen=True, slots=True)
class Trial:
    """One phrase: its evidence, and whether the best intent was right, or one of the best three."""

    seen: Evidence
    first: bool
    among_three: bool
    kind: str  # "intent", "background", or "left out": of an intent that was not taught.


def trials(lessons: Lessons) -> Iterator[Trial]:
    """Every phrase without its like; where no background shows what strangers are, also without its whole intent."""
    generator = np.random.default_rng(0)
    groups = _groups(lessons)
    fold_of_group = generator.integers(FOLDS, size=len(groups))
    nothing = np.zeros(lessons.classes, bool)
    for number in range(FOLDS):
        yield from _judged(lessons, fold_of_group[groups] == number, nothing)
    if lessons.classes > len(lessons.intents):
        return
    fold_of_intent = generator.permutation(len(lessons.intents)) % FOLDS_OF_INTENTS
    for number in range(FOLDS_OF_INTENTS):
        left_out = nothing.copy()
        left_out[: len(lessons.intents)] = fold_of_intent == number
        yield from _judged(lessons, left_out[lessons.labels], left_out)


def _judged(lessons: Lessons, tested: Mask, left_out: Mask) -> Iterator[Trial]:
    if tested.all() or not tested.any():
        return
    learnt = lessons.learnt(~tested, ROUNDS)
    known = _known(lessons, ~tested)
    for phrase in np.flatnonzero(tested):
        vector, label = lessons.vectors[phrase], lessons.labels[phrase]
        scores = lessons.similar[phrase] @ learnt
        share = float((vector.weights[known[vector.rows]] ** 2).sum())
        seen = evidence(scores, share, len(lessons.sequences[phrase]), len(lessons.intents))
        best = np.argsort(-scores[: len(lessons.intents)])[:3]
        kind = "background" if label == len(lessons.intents) else "left out" if left_out.any() else "intent"
        yield Trial(seen, bool(best[0] == label), label in best, kind)


def _known(lessons: Lessons, taught: Mask) -> Mask:
    known = np.zeros(len(lessons.vocabulary.hashes), bool)
    for phrase in np.flatnonzero(taught):
        known[lessons.vectors[phrase].rows] = True
    return known


def _groups(lessons: Lessons) -> Labels:
    groups = np.arange(len(lessons.vectors))
    for phrase in range(1, len(groups)):
        alike = np.flatnonzero(lessons.similar[phrase, :phrase] >= ALIKE + INTERCEPT)
        if len(alike):
            groups[phrase] = groups[alike[0]]
    return groups
