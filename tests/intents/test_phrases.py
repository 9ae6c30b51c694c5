"""The phrases that the matcher learns from are well-formed, and hold nothing that it is measured with."""

import re
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from seller_bot.intents.normalise import fold
from seller_bot.intents.phrases import UnusablePhrases, joined, read_knowledge
from seller_bot.places import locales_directory
from tests.intents.messages import DEV, HELD_OUT, UNSEEN

NEARLY_THE_SAME = 90
INTENTS = 19


def test_every_language_has_every_intent() -> None:
    """Nineteen questions in three languages, and background to tell them from."""
    known = read_knowledge(locales_directory())
    assert set(known.phrases) == {"en", "ru", "zh_Hans"}
    assert all(len(intents) == INTENTS for intents in known.phrases.values())
    assert all(len(texts) >= 100 for texts in known.background.values())


def test_nothing_measured_is_learnt() -> None:
    """No phrase is a measured message, nor nearly one in any order: the figures would mean nothing."""
    measured = [fold(message.text) for message in DEV + UNSEEN + HELD_OUT]
    known = read_knowledge(locales_directory())
    intents = [texts for intents in known.phrases.values() for texts in intents.values()]
    phrases = {fold(text) for texts in [*intents, *known.background.values()] for text in texts}
    near = [
        (text, found[0])
        for text in phrases
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
        if (found := process.extractOne(text, measured, scorer=scorer, score_cutoff=NEARLY_THE_SAME))
    ]
    assert near == []


def test_concepts_are_named_alike_in_all_languages() -> None:
    """A concept is one thing in three languages; a name that only one has joins nothing."""
    names = [set(concepts) for concepts in read_knowledge(locales_directory()).concepts.values()]
    assert names[0] == names[1] == names[2]


def document(**changes: Any) -> dict[str, Any]:
    entry = {"title": "How?", "phrases": [f"phrase {number}" for number in range(40)]} | changes
    return {"en": {"intents": {"how": entry}, "background": ["something else"]}}


def test_title_is_a_phrase_too() -> None:
    """Who types what the button says is understood."""
    assert joined(document(), {}).phrases["en"]["how"][0] == "How?"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, "en, how: the title has 1 to 40 characters"),
        ({"title": "x" * 41}, "en, how: the title has 1 to 40 characters"),
        ({"phrases": ["one"]}, "en, how: fewer than 40 phrases"),
        ({"phrases": "one"}, "en, how: is no list"),
        ({"phrases": None}, "en, how: is no list"),
        ({"phrases": ["fine"] * 40 + [False]}, "en, how: is no text, quote it: False"),  # `no` in YAML.
        ({"answer": "Like this"}, "en, how: needs a `title` and `phrases`, and nothing else"),
        ({"phrases": [f"phrase {number}" for number in range(40)] + ["Something else"]}, "in several places"),
    ],
)
def test_problems_are_named(changes: dict[str, Any], problem: str) -> None:
    """Whoever writes phrases is told where something is wrong, not that something is."""
    with pytest.raises(UnusablePhrases, match=re.escape(problem)):
        joined(document(**changes), {})


@pytest.mark.parametrize(
    ("phrases", "concepts", "problem"),
    [
        (document() | {"ru": {"intents": {}, "background": []}}, {}, "ru: how is missing"),
        (document() | {"ru": {"background": []}}, {}, "ru: `intents` is missing or empty"),
        ({"en": {"intents": None}}, {}, "en: `intents` is missing or empty"),
        ({"en": None}, {}, "en: only `intents` and `background` are known"),
        ({"en": document()["en"] | {"background": None}}, {}, "en, background: is no list"),
        (document(), {"en": ["code"]}, "en: concepts are words by name"),
        (document(), {"en": {"code": "otp"}}, "en, code: is no list"),
    ],
)
def test_whatever_is_wrong_with_a_file_is_named(
    phrases: dict[str, Any], concepts: dict[str, Any], problem: str
) -> None:
    """A key that was forgotten or left empty, or a question that is missing in a language."""
    with pytest.raises(UnusablePhrases, match=re.escape(problem)):
        joined(phrases, concepts)


def test_a_file_of_concepts_may_be_empty() -> None:
    """A language begins with phrases alone."""
    assert joined(document(), {"en": None}).concepts == {"en": {}}


def test_directory_without_phrases_is_refused(tmp_path: Path) -> None:
    """A wrong path must not become a bot that understands nothing."""
    with pytest.raises(UnusablePhrases):
        read_knowledge(tmp_path)
