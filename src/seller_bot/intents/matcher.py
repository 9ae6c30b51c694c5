"""Free text to one of the questions we can answer, or to the honest statement that it is none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from seller_bot.intents.concepts import Concepts, Terms
from seller_bot.intents.examples import Background, Phrases
from seller_bot.intents.model import Model
from seller_bot.intents.normalise import fold
from seller_bot.intents.readings import Readings
from seller_bot.intents.storage import mapped, packed, unpacked
from seller_bot.intents.tokens import Token, without_pauses, written

Decision = Literal["answer", "offer", "unknown"]

ANSWER_FROM = 0.7
OFFER_FROM = 0.5
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a message was taken for.

    `confidence` is the probability that `intent` is right, 0-1; `candidates` are the best intents with theirs;
    `language` is that of the message; `reading` is the text as it was understood.
    """

    decision: Decision
    intent: str
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    language: str | None
    reading: str


class Matcher:
    """Any set of intents, in one language or several."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._readings = Readings(model.lexicon, model.vocabulary, frozenset(model.languages.of_script))

    @classmethod
    def fit(cls, phrases: Phrases, background: Background | None = None, *, concepts: Terms | None = None) -> Self:
        """Learns from phrases by language and intent; `background` are messages of no intent, `concepts` synonyms.

        Raises NothingToLearn without a single phrase.
        """
        # Only learning needs numpy, whose import takes longer, and more memory, than all the rest of a start.
        from seller_bot.intents.training import train  # noqa: PLC0415

        return cls(train(phrases, background or {}, Concepts.read(concepts or {})))

    @classmethod
    def load(cls, path: Path) -> Self:
        """A matcher that was saved; raises UnreadableMatcher for a damaged file, or one of another version.

        It goes on reading from the file, which may be replaced or removed meanwhile, but not written into.
        """
        return cls(unpacked(mapped(path)))

    def save(self, path: Path) -> None:
        """Writes all that `load` needs: some 6 MB for the bot's own phrases."""
        path.write_bytes(packed(self.model))

    def match(self, text: str, language: str | None = None) -> Match:
        """What the message asks; `language` is the seller's own, for texts that do not show theirs. Never raises."""
        read = self._readings.choose(fold(text), self.model.languages.usual_script(language))
        sequence = self.model.lexicon.repair(read)
        candidates, decision = self._judged(sequence)
        return Match(
            decision=decision,
            intent=candidates[0][0],
            confidence=candidates[0][1],
            candidates=candidates,
            language=self.model.languages.of(read) or language,
            reading=written(sequence),
        )

    def _judged(self, sequence: Sequence[Token]) -> tuple[tuple[tuple[str, float], ...], Decision]:
        ranking, chances, among_three = self.model.judge(sequence)
        candidates = tuple((self.model.intents[number], chances[number]) for number in ranking[:MOST_CANDIDATES])
        if not without_pauses(sequence):
            return candidates, "unknown"
        if candidates[0][1] >= ANSWER_FROM:
            return candidates, "answer"
        return candidates, "offer" if among_three >= OFFER_FROM else "unknown"
