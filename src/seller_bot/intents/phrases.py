"""What the matcher learns from: `locales/<lang>/phrases.yaml` and, beside it, `concepts.yaml`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PHRASES, CONCEPTS = "phrases.yaml", "concepts.yaml"
FEWEST_PHRASES = 40
LONGEST_TITLE = 40  # Characters that a button of Telegram shows on a phone.


class UnusablePhrases(ValueError):
    """The phrases can't be learnt from: {0}"""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """By language: phrases of each intent, its title among them; messages of no intent; words of one meaning."""

    phrases: Mapping[str, Mapping[str, Sequence[str]]]
    background: Mapping[str, Sequence[str]]
    concepts: Mapping[str, Mapping[str, Sequence[str]]]


def phrase_files(locales: Path) -> list[Path]:
    """The files to learn from, in a fixed order."""
    return sorted(path for name in (PHRASES, CONCEPTS) for path in locales.glob(f"*/{name}"))


def read_knowledge(locales: Path) -> Knowledge:
    """Reads every language under a directory; raises UnusablePhrases with all that is wrong."""
    documents = {path: _document(path) for path in phrase_files(locales)}
    phrases = {path.parent.name: document for path, document in documents.items() if path.name == PHRASES}
    concepts = {path.parent.name: document for path, document in documents.items() if path.name == CONCEPTS}
    return joined(phrases, concepts)


def joined(phrases: Mapping[str, Any], concepts: Mapping[str, Any]) -> Knowledge:
    """The documents of all languages as one whole; raises UnusablePhrases with all that is wrong."""
    problems = [*_problems_of_phrases(phrases), *_problems_of_concepts(concepts)]
    if problems:
        raise UnusablePhrases(problems)
    return Knowledge(
        phrases={
            language: {intent: [entry["title"], *entry["phrases"]] for intent, entry in document["intents"].items()}
            for language, document in phrases.items()
        },
        background={language: document.get("background", []) for language, document in phrases.items()},
        concepts={language: document or {} for language, document in concepts.items()},
    )


def _document(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, yaml.CSafeLoader)


def _problems_of_phrases(phrases: Mapping[str, Any]) -> Iterator[str]:
    if not phrases:
        yield f"no {PHRASES} found"
    expected = {str(intent) for document in phrases.values() for intent in _intents(document)}
    for language, document in phrases.items():
        if not isinstance(document, dict) or not set(document) <= {"intents", "background"}:
            yield f"{language}: only `intents` and `background` are known"
            continue
        if not _intents(document):
            yield f"{language}: `intents` is missing or empty"
        yield from (f"{language}: {intent} is missing" for intent in sorted(expected - set(_intents(document))))
        for intent, entry in _intents(document).items():
            yield from (f"{language}, {intent}: {problem}" for problem in _problems_of_intent(entry))
        yield from (
            f"{language}, background: {problem}" for problem in _problems_of_lines(document.get("background", []))
        )
        yield from (f"{language}: in several places: {text}" for text in _repeated(document))


def _problems_of_intent(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict) or set(entry) != {"title", "phrases"}:
        yield "needs a `title` and `phrases`, and nothing else"
        return
    title = entry["title"]
    if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE:
        yield f"the title has 1 to {LONGEST_TITLE} characters"
    yield from _problems_of_lines(entry["phrases"])
    if isinstance(entry["phrases"], list) and len(entry["phrases"]) < FEWEST_PHRASES:
        yield f"fewer than {FEWEST_PHRASES} phrases"


def _problems_of_lines(lines: Any) -> Iterator[str]:
    if not isinstance(lines, list):
        yield "is no list"
        return
    yield from (f"is no text, quote it: {line!r}" for line in lines if not isinstance(line, str) or not line.strip())


def _problems_of_concepts(concepts: Mapping[str, Any]) -> Iterator[str]:
    for language, document in concepts.items():
        if not isinstance(document, dict | None):
            yield f"{language}: concepts are words by name"
            continue
        for concept, words in (document or {}).items():
            yield from (f"{language}, {concept}: {problem}" for problem in _problems_of_lines(words))


def _repeated(document: Mapping[str, Any]) -> list[str]:
    places = [entry.get("phrases") for entry in _intents(document).values() if isinstance(entry, dict)]
    lists = [place for place in [*places, document.get("background")] if isinstance(place, list)]
    lines = (str(line).casefold() for place in lists for line in set(map(str, place)))
    return sorted(line for line, count in Counter(lines).items() if count > 1)


def _intents(document: Any) -> dict[str, Any]:
    intents = document.get("intents") if isinstance(document, dict) else None
    return intents if isinstance(intents, dict) else {}
