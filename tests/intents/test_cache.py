"""A matcher is learnt once for each content of the phrases."""

from pathlib import Path

import pytest

from seller_bot.intents.cache import load_or_fit
from seller_bot.intents.lessons import Background, Phrases
from tests.intents.small import BACKGROUND, PHRASES


@pytest.fixture
def learnt(tmp_path: Path) -> Path:
    load_or_fit(PHRASES, BACKGROUND, tmp_path / "cache")
    return tmp_path / "cache"


def test_same_phrases_are_not_learnt_again(learnt: Path) -> None:
    """The second start reads what the first has written."""
    (kept,) = learnt.iterdir()
    written = kept.stat().st_mtime_ns
    assert load_or_fit(PHRASES, BACKGROUND, learnt).match("no code").intent == "code"
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("phrases", "background"),
    [
        ({"en": PHRASES["en"]}, BACKGROUND),
        (PHRASES, {}),
        (PHRASES | {"en": PHRASES["en"] | {"bye": ["good bye"]}}, BACKGROUND),
    ],
)
def test_other_phrases_are_another_matcher(learnt: Path, phrases: Phrases, background: Background) -> None:
    """A changed phrase never meets an old matcher."""
    load_or_fit(phrases, background, learnt)
    assert len(list(learnt.iterdir())) == 2


def test_broken_file_is_learnt_anew(learnt: Path) -> None:
    """What a crash cut short is written again."""
    (kept,) = learnt.iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert load_or_fit(PHRASES, BACKGROUND, learnt).match("no code").intent == "code"
    assert len(kept.read_bytes()) > 100


def test_directory_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """A read-only file system learns at every start."""
    (tmp_path / "cache").write_text("a file where a directory should be")
    assert load_or_fit(PHRASES, BACKGROUND, tmp_path / "cache").match("no code").intent == "code"
