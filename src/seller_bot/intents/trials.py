"""Phrases judged as if they were new messages: what the trust in an answer is measured on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seller_bot.intents.evidence import Evidence, evidence
from seller_bot.intents.kernel import INTERCEPT, Floats
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
    fold = _folds(lessons)
    for number in range(FOLDS):
        yield from _judged(lessons, fold == number)
    if lessons.classes > len(lessons.intents):
        return
    fold_of_intent = np.random.default_rng(0).permutation(len(lessons.intents)) % FOLDS_OF_INTENTS
    for number in range(FOLDS_OF_INTENTS):
        yield from _left_out(lessons, fold_of_intent[lessons.labels] == number)


def _judged(lessons: Lessons, tested: Mask) -> Iterator[Trial]:
    """A phrase whose class nothing else teaches is no trial: no evidence could speak for it."""
    is_taught = np.isin(lessons.labels, lessons.labels[~tested])
    for phrase, scores, seen in _seen(lessons, tested):
        label = lessons.labels[phrase]
        best = np.argsort(-scores[: len(lessons.intents)])[:3]
        if is_taught[phrase]:
            kind = "background" if label == len(lessons.intents) else "intent"
            yield Trial(seen, bool(best[0] == label), label in best, kind)


def _left_out(lessons: Lessons, tested: Mask) -> Iterator[Trial]:
    """Whatever is said of an intent that was not taught, it is wrong."""
    for _, _, seen in _seen(lessons, tested):
        yield Trial(seen, first=False, among_three=False, kind="left out")


def _seen(lessons: Lessons, tested: Mask) -> Iterator[tuple[int, Floats, Evidence]]:
    """The number, the scores and the evidence of each phrase that is `tested`, when the others are taught."""
    if tested.all() or not tested.any():
        return
    learnt = lessons.learnt(~tested, ROUNDS)
    known = _known(lessons, ~tested)
    for phrase in map(int, np.flatnonzero(tested)):
        vector = lessons.vectors[phrase]
        scores: Floats = lessons.similar[phrase] @ learnt
        share = sum(weight * weight for row, weight in zip(vector.rows, vector.weights, strict=True) if known[row])
        yield phrase, scores, evidence(scores.tolist(), share, lessons.sizes[phrase], len(lessons.intents))


def _known(lessons: Lessons, taught: Mask) -> Mask:
    known = np.zeros(len(lessons.vocabulary.hashes), bool)
    for phrase in np.flatnonzero(taught):
        known[np.array(lessons.vectors[phrase].rows, np.intp)] = True
    return known


def _folds(lessons: Lessons) -> Labels:
    """The fold of each phrase: like ones together, the phrases of a class spread over all folds."""
    groups = _groups(lessons)
    firsts = np.unique(groups)
    by_chance = np.random.default_rng(0).random(len(firsts))
    by_class = firsts[np.lexsort((by_chance, lessons.labels[firsts]))]
    fold = np.empty(len(groups), np.intp)
    fold[by_class] = np.arange(len(by_class)) % FOLDS
    return fold[groups]


def _groups(lessons: Lessons) -> Labels:
    """The first of the phrases that each is like, through others as well."""
    groups = np.arange(len(lessons.vectors))
    for phrase in range(1, len(groups)):
        alike = np.flatnonzero(lessons.similar[phrase, :phrase] >= ALIKE + INTERCEPT)
        joined = np.unique(groups[alike])
        if len(joined):
            groups[phrase] = joined[0]
            groups[:phrase][np.isin(groups[:phrase], joined)] = joined[0]
    return groups
