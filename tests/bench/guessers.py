"""Ways to match a message: ours, and those that people use instead."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from seller_bot.intents import Matcher
from tests.bench.labelled import Phrases


class Guess(NamedTuple):
    """The intent put first, how sure, what would be done with it, and the intents that would be offered."""

    intent: str
    sureness: float
    decision: str = "answer"
    offered: tuple[str, ...] = ()


Guesser = Callable[[str], Guess]


def ours(matcher: Matcher) -> Guesser:
    def guess(text: str) -> Guess:
        match = matcher.match(text)
        offered = tuple(intent for intent, _ in match.candidates[:3])
        return Guess(match.intent, match.confidence, match.decision, offered)

    return guess


def others(phrases: Phrases, background: Mapping[str, Sequence[str]]) -> dict[str, Guesser]:
    """The usual ways, taught by the same phrases; of rapidfuzz, the nearest phrase wins."""
    lines = [*_lines(phrases), *((text, "") for texts in background.values() for text in texts)]
    return {
        "rapidfuzz WRatio": _nearest(lines, fuzz.WRatio),
        "rapidfuzz token_set_ratio": _nearest(lines, fuzz.token_set_ratio),
        "TF-IDF + LR": _tfidf(lines),
    }


def _lines(phrases: Phrases) -> Iterator[tuple[str, str]]:
    for intents in phrases.values():
        for intent, texts in intents.items():
            yield from ((text, intent) for text in texts)


def _nearest(lines: Sequence[tuple[str, str]], scorer: Callable[..., float]) -> Guesser:
    texts = [text for text, _ in lines]

    def guess(text: str) -> Guess:
        found: Any = process.extractOne(text, texts, scorer=scorer)
        return Guess(lines[found[2]][1], found[1] / 100)

    return guess


def _tfidf(lines: Sequence[tuple[str, str]]) -> Guesser:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(vectorizer, LogisticRegression(C=30, max_iter=300))
    model.fit([text for text, _ in lines], [intent for _, intent in lines])

    def guess(text: str) -> Guess:
        chances = model.predict_proba([text])[0]
        return Guess(str(model.classes_[chances.argmax()]), float(chances.max()))

    return guess
