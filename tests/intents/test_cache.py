"""A matcher is learnt once for each content of the phrases."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from seller_bot import knowledge
from seller_bot.errors import OperatorError
from seller_bot.intents import Matcher
from seller_bot.intents.cache import MOST_KEPT, SUFFIX, keep, load_or_fit_locales
from tests.intents.test_matcher import SMALL

INTENTS = {
    intent: {"title": title, "phrases": [f"{title} number {number}" for number in range(40)]}
    for intent, title in {"code": "no code", "refund": "money back"}.items()
}


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    directory = tmp_path / "locales"
    write(directory, "phrases.yaml", {"intents": INTENTS, "background": ["what a day"]})
    write(directory, "concepts.yaml", {"code": ["code", "otp"]})
    return directory


@pytest.fixture
def models(tmp_path: Path, locales: Path) -> Path:
    load_or_fit_locales(locales, tmp_path / "models")
    return tmp_path / "models"


def write(locales: Path, name: str, document: object) -> None:
    (locales / "en").mkdir(parents=True, exist_ok=True)
    (locales / "en" / name).write_text(yaml.safe_dump(document), encoding="utf-8")


def test_same_phrases_are_not_learnt_again(locales: Path, models: Path) -> None:
    """The second start reads what the first has written."""
    (kept,) = models.iterdir()
    written = kept.stat().st_mtime_ns
    assert load_or_fit_locales(locales, models).match("no code").intent == "code"
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("phrases.yaml", {"intents": INTENTS, "background": ["what a night"]}),
        ("phrases.yaml", {"intents": {"code": INTENTS["code"]}}),
        ("concepts.yaml", {"code": ["code"]}),
    ],
)
def test_other_phrases_are_another_matcher(locales: Path, models: Path, name: str, document: object) -> None:
    """A changed phrase or concept never meets an old matcher."""
    write(locales, name, document)
    load_or_fit_locales(locales, models)
    assert len(list(models.iterdir())) == 2


def test_old_matchers_are_removed(locales: Path, models: Path) -> None:
    """Enough stay to go back and forth between a few states of the phrases."""
    for number in range(MOST_KEPT):
        old = models / f"{number}{SUFFIX}"
        old.write_bytes(b"")
        os.utime(old, (number, number))
    write(models.parent / "locales", "concepts.yaml", {})
    load_or_fit_locales(locales, models)
    assert len(list(models.iterdir())) == MOST_KEPT
    assert not (models / f"0{SUFFIX}").exists()


@pytest.mark.parametrize(
    "damage", [lambda content: content[:100], lambda content: content[:-1] + b"\xff", lambda _: b""]
)
def test_broken_file_is_learnt_anew(locales: Path, models: Path, damage: Callable[[bytes], bytes]) -> None:
    """What a crash cut short or a disk garbled is written again."""
    (kept,) = models.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert load_or_fit_locales(locales, models).match("no code").intent == "code"
    assert kept.read_bytes() == whole


def test_directory_that_cannot_be_written_costs_only_time(tmp_path: Path, locales: Path) -> None:
    """A read-only file system learns at every start."""
    (tmp_path / "models").write_text("a file where a directory should be")
    assert load_or_fit_locales(locales, tmp_path / "models").match("no code").intent == "code"


def test_several_may_write_the_same_matcher_while_another_reads_it(tmp_path: Path) -> None:
    """Threads of a process, and processes of the same number in two containers: a reader finds a whole file."""
    path = tmp_path / f"matcher{SUFFIX}"
    keep(SMALL, path)
    with ThreadPoolExecutor(4) as pool:
        written = [pool.submit(keep, SMALL, path) for _ in range(60)]
        read = [pool.submit(Matcher.load, path) for _ in range(60)]
    assert [done.exception() for done in written + read] == [None] * 120
    assert [*tmp_path.iterdir()] == [path]


def test_installed_model_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """The operator is told which file to put right."""
    path = tmp_path / "intents.model"
    path.write_bytes(b"of another version")
    with pytest.raises(OperatorError, match=str(path)):
        knowledge.installed(path)
