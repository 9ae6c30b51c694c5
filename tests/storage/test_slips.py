"""What has happened stands on slips that outlive the process, at whatever moment it dies."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from seller_bot.storage import slips
from seller_bot.storage.slips import Slips


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "slips"


def opened(file: Path) -> "closing[Slips]":
    return closing(Slips(file))


def found(file: Path) -> Mapping[int, int]:
    with opened(file) as slips:
        return slips.all()


def test_the_next_process_finds_what_the_database_was_not_told(file: Path) -> None:
    with opened(file) as first:
        first.write(7, 1)
        first.write(8, 1)
        first.write(8, 2)
    assert found(file) == {7: 1, 8: 2}


def test_a_slip_that_was_torn_off_spoils_no_other(file: Path) -> None:
    file.write_bytes(b"7 1\n8 2\n9 1")
    with opened(file) as kept:
        kept.write(10, 1)
    assert found(file) == {7: 1, 8: 2, 10: 1}


def test_a_file_that_has_grown_is_written_anew_without_what_the_database_knows(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slips, "MOST_BYTES", 100)
    with opened(file) as kept:
        for number in range(100):
            kept.write(number, 1)
            kept.drop([number - 1])
        assert file.stat().st_size < 110
        kept.write(100, 1)
    assert found(file).keys() >= {99, 100}


def test_the_slips_are_in_the_file_at_every_moment_of_its_being_written_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another file takes its place: this one is never emptied, so a kill can't fall on the moment in which it is."""
    monkeypatch.setattr(slips, "MOST_BYTES", 10)
    with opened(file) as kept, file.open("rb") as before:
        kept.write(7, 1)
        kept.write(8, 1)
        kept.write(9, 1)
        kept.drop([9])
        assert before.read() == b"7 1\n8 1\n9 1\n"
    assert file.read_bytes() == b"7 1\n8 1\n"
    assert [*file.parent.iterdir()] == [file]


def test_where_nothing_can_be_written_anew_the_slips_stay_as_they_are(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder takes no new file: the slips that are there are read, and new ones are added to them."""
    monkeypatch.setattr(slips, "MOST_BYTES", 5)
    file.write_bytes(b"7 1\n")
    Path(f"{file}-new").mkdir()
    with opened(file) as kept:
        kept.write(8, 1)
        kept.drop([8])
        kept.write(9, 1)
    assert found(file) == {7: 1, 8: 1, 9: 1}


def test_without_a_file_they_end_with_the_process() -> None:
    kept = Slips(None)
    kept.write(7, 1)
    assert kept.all() == {7: 1}
    kept.drop([7])
    assert kept.all() == {}
