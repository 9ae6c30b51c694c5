"""Phrases made ready for learning."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from seller_bot.intents.concepts import Concepts
from seller_bot.intents.examples import Background, NothingToLearn, Phrases, examples
from seller_bot.intents.features import blocks
from seller_bot.intents.kernel import Floats, flat, kernel
from seller_bot.intents.normalise import fold
from seller_bot.intents.regression import Labels, Mask, Task, coefficients
from seller_bot.intents.tokens import Token, tokens
from seller_bot.intents.vectors import Vector, Vocabulary


@dataclass(frozen=True)
class Lessons:
    """Every phrase with its language, the index of its class (after the intents comes the unknown) and its vector.

    `sizes` are tokens without courtesies, as they are counted in a message.
    """

    languages: list[str]
    sequences: list[list[Token]]
    sizes: list[int]
    labels: Labels
    intents: tuple[str, ...]
    classes: int
    vocabulary: Vocabulary
    vectors: list[Vector]

    @classmethod
    def of(cls, phrases: Phrases, background: Background, concepts: Concepts) -> "Lessons":
        """Reads the phrases as messages are read, but for their repair."""
        taught = list(examples(phrases, background))
        intents = tuple(dict.fromkeys(intent for _, intent, _ in taught if intent))
        sequences = [tokens(fold(text)) for _, _, text in taught]
        bare = [concepts.without_courtesies(sequence) for sequence in sequences]
        features = [blocks(sequence, concepts) for sequence in bare]
        vocabulary = Vocabulary.fit(features)
        if not intents or not len(vocabulary.hashes):
            raise NothingToLearn
        number_of = {intent: number for number, intent in enumerate(intents)}
        return cls(
            languages=[language for language, _, _ in taught],
            sequences=sequences,
            sizes=[len(sequence) for sequence in bare],
            labels=np.array([number_of.get(intent, len(intents)) for _, intent, _ in taught]),
            intents=intents,
            classes=len(intents) + any(background.values()),
            vocabulary=vocabulary,
            vectors=[vocabulary.vector(found) for found in features],
        )

    @cached_property
    def similar(self) -> Floats:
        """The similarity of every two phrases."""
        return kernel(self.vectors, len(self.vocabulary.hashes))

    def learnt(self, taught: Mask, rounds: int) -> Floats:
        """What each of the `taught` phrases adds to the score of each class (phrases x classes)."""
        return coefficients(self.similar, Task.of(self.labels, self.classes, taught), rounds)

    def weights(self, learnt: Floats) -> Floats:
        """What each feature adds to the score of each class (features x classes)."""
        rows, weights, owners = flat(self.vectors)
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(len(self.vocabulary.hashes)))
        weights, owners = weights[order], owners[order]
        columns = [np.add.reduceat(weights * learnt[owners, column], starts) for column in range(self.classes)]
        return np.stack(columns, axis=1)
