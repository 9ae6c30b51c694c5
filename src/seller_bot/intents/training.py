"""Learning from phrases: one regression over all languages together, and how far it can be trusted."""

import numpy as np

from seller_bot.intents.calibration import trust
from seller_bot.intents.concepts import Concepts
from seller_bot.intents.examples import Background, Phrases
from seller_bot.intents.kernel import INTERCEPT
from seller_bot.intents.languages import Languages
from seller_bot.intents.lessons import Lessons
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.model import Model
from seller_bot.intents.trials import trials
from seller_bot.intents.weights import Weights

ROUNDS = 100


def train(phrases: Phrases, background: Background, concepts: Concepts) -> Model:
    """A model of the phrases; two minutes and 1.1 GB for 13,000 phrases, growing with the square of their number."""
    lessons = Lessons.of(phrases, background, concepts)
    learnt = lessons.learnt(np.ones(len(lessons.vectors), bool), ROUNDS)
    trust_in_first, trust_in_three = trust(list(trials(lessons)), lessons.classes)
    return Model(
        intents=lessons.intents,
        lexicon=Lexicon.fit(lessons.sequences, concepts.stems),
        languages=Languages.fit(list(zip(lessons.languages, lessons.sequences, strict=True))),
        concepts=concepts,
        vocabulary=lessons.vocabulary,
        weights=Weights(
            content=lessons.weights(learnt).astype("<f2").tobytes(),
            intercepts=(np.float32(INTERCEPT) * learnt.sum(axis=0)).tolist(),
        ),
        trust_in_first=trust_in_first,
        trust_in_three=trust_in_three,
    )
