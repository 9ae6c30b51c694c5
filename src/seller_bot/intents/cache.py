"""A fitted matcher kept on disk: learnt once for each content of the phrases, then read in milliseconds."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from seller_bot.intents.concepts import Terms
from seller_bot.intents.lessons import Background, Phrases
from seller_bot.intents.matcher import Matcher
from seller_bot.intents.phrases import phrase_files, read_knowledge
from seller_bot.intents.storage import UnreadableMatcher

SUFFIX = ".intents"


def load_or_fit(
    phrases: Phrases, background: Background, cache_directory: Path, *, concepts: Terms | None = None
) -> Matcher:
    """The matcher for these phrases, from the cache if it is there."""
    content = json.dumps([phrases, background, concepts or {}], ensure_ascii=False, sort_keys=False)
    return _cached(cache_directory, [content.encode()], lambda: Matcher.fit(phrases, background, concepts=concepts))


def load_or_fit_locales(locales: Path, cache_directory: Path) -> Matcher:
    """The matcher for `<lang>/phrases.yaml` under a directory; the files are parsed only when one has changed."""

    def fit() -> Matcher:
        known = read_knowledge(locales)
        return Matcher.fit(known.phrases, known.background, concepts=known.concepts)

    files = phrase_files(locales)
    parts = (part for path in files for part in (str(path.relative_to(locales)).encode(), path.read_bytes()))
    return _cached(cache_directory, parts, fit)


def _cached(directory: Path, content: Iterable[bytes], fit: Callable[[], Matcher]) -> Matcher:
    path = directory / f"{_digest(content)}{SUFFIX}"
    try:
        return Matcher.load(path)
    except (FileNotFoundError, NotADirectoryError, UnreadableMatcher):
        matcher = fit()
    with suppress(OSError):  # A directory that can't be written makes the next start slow, this one not impossible.
        _keep(matcher, path)
    return matcher


def _keep(matcher: Matcher, path: Path) -> None:
    """Another process may read at the same time, so the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    matcher.save(part)
    part.replace(path)


def _digest(content: Iterable[bytes]) -> str:
    """What is learnt depends on the phrases and on this package: a change of either is another matcher."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for part in content:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()[:24]
