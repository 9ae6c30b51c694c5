"""What is learnt from: phrases by language and intent, and messages of no intent."""

from collections.abc import Iterator, Mapping, Sequence

Phrases = Mapping[str, Mapping[str, Sequence[str]]]  # By language and intent.
Background = Mapping[str, Sequence[str]]  # By language: messages outside all intents.


class NothingToLearn(ValueError):
    """The phrases hold no intent, or not a word."""


def examples(phrases: Phrases, background: Background) -> Iterator[tuple[str, str, str]]:
    """Each text with its language and its intent, "" for none."""
    for language, intents in phrases.items():
        for intent, texts in intents.items():
            yield from ((language, intent, text) for text in texts)
    for language, texts in background.items():
        yield from ((language, "", text) for text in texts)
