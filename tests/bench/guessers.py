"""Ways to match a message: ours, and those that people use instead."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from seller_bot.intents import Matcher
from tests.bench.labelled import Phrases

STRANGER = ""


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
    """The usual ways, taught by the same phrases; as we do, each names its best intent, however near the background."""
    lines = [*_lines(phrases)]
    strangers = [text for texts in background.values() for text in texts]
    return {
        "rapidfuzz WRatio": _nearest(lines, strangers, fuzz.WRatio),
        "rapidfuzz token_set_ratio": _nearest(lines, strangers, fuzz.token_set_ratio),
        "TF-IDF + LR": _tfidf([*lines, *((text, STRANGER) for text in strangers)]),
    }


def _lines(phrases: Phrases) -> Iterator[tuple[str, str]]:
    for intents in phrases.values():
        for intent, texts in intents.items():
            yield from ((text, intent) for text in texts)


def _nearest(lines: Sequence[tuple[str, str]], strangers: Sequence[str], scorer: Callable[..., float]) -> Guesser:
    """The nearest phrase wins, the surer the farther the nearest stranger is."""
    texts = [text for text, _ in lines]

    def guess(text: str) -> Guess:
        found: Any = process.extractOne(text, texts, scorer=scorer)
        other: Any = process.extractOne(text, strangers, scorer=scorer)
        return Guess(lines[found[2]][1], (found[1] - (other[1] if other else 0)) / 100)

    return guess


def _tfidf(lines: Sequence[tuple[str, str]]) -> Guesser:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(vectorizer, LogisticRegression(C=30, max_iter=300))
    model.fit([text for text, _ in lines], [intent for _, intent in lines])

    def guess(text: str) -> Guess:
        chances = model.predict_proba([text])[0] * (model.classes_ != STRANGER)
        return Guess(str(model.classes_[chances.argmax()]), float(chances.max()))

    return guess
