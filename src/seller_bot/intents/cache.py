"""A fitted matcher kept on disk: learnt once for each content of the phrases, then read in milliseconds."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import opencc
import Stemmer

from seller_bot.intents.matcher import Matcher
from seller_bot.intents.phrases import phrase_files, read_knowledge
from seller_bot.intents.storage import UnreadableMatcher

SUFFIX = ".intents"
MOST_KEPT = 4  # Of 6 MB each: enough to go back and forth between a few states of the phrases.
LEARNT_WITH = (opencc.__version__, Stemmer.version())


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
    except (OSError, UnreadableMatcher):
        matcher = fit()
    with suppress(OSError):  # A directory that can't be written makes the next start slow, this one not impossible.
        keep(matcher, path)
        _forget_the_oldest(directory)
    return matcher


def keep(matcher: Matcher, path: Path) -> None:
    """Others may read and write it at the same time, so the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        part = Path(file.name)
    try:
        matcher.save(part)
        part.chmod(0o644)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _forget_the_oldest(directory: Path) -> None:
    matchers = sorted(directory.glob(f"*{SUFFIX}"), key=lambda path: -path.stat().st_mtime)
    for path in matchers[MOST_KEPT:]:
        path.unlink(missing_ok=True)


def _digest(content: Iterable[bytes]) -> str:
    """What is learnt depends on the phrases, on this package and on its libraries: a change is another matcher."""
    digest = hashlib.sha256(repr(LEARNT_WITH).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for part in content:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()[:24]
