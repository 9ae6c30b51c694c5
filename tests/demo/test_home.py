"""Where a demo lives: one at a time, with the same token until it is forgotten."""

from pathlib import Path

import pytest

from seller_bot.demo.home import AlreadyRunning, Home, Unwritable, usual_directory


def test_second_demo_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    """Its address while it runs; afterwards the place is free."""
    home = Home(tmp_path / "demo")
    with home.occupied():
        home.tell_address("http://127.0.0.1:8080")
        with pytest.raises(AlreadyRunning, match=r"http://127\.0\.0\.1:8080"), Home(tmp_path / "demo").occupied():
            pass
    with Home(tmp_path / "demo").occupied():
        assert home.told_address() == ""


def test_token_lasts_until_it_is_forgotten(tmp_path: Path) -> None:
    """Together with both databases and what SQLite keeps beside them; a stranger's file stays."""
    home = Home(tmp_path)
    token = home.token()
    assert Home(tmp_path).token() == token
    for name in ("telegram.sqlite3", "seller-bot.sqlite3", "seller-bot.sqlite3-wal", "notes.txt"):
        (tmp_path / name).touch()
    home.forget()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert home.token() != token


def test_directory_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where the directory should be."""
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match=r"can't be kept in .*file.demo"), Home(tmp_path / "file" / "demo").occupied():
        pass


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"XDG_DATA_HOME": "/data"}, "linux", Path("/data/seller-bot/demo")),
        ({"XDG_DATA_HOME": "/data"}, "win32", Path("/data/seller-bot/demo")),
        ({}, "linux", Path.home() / ".local/share/seller-bot/demo"),
        ({}, "darwin", Path.home() / "Library/Application Support/seller-bot/demo"),
        ({"LOCALAPPDATA": "/local"}, "win32", Path("/local/seller-bot/demo")),
    ],
)
def test_each_system_has_its_place(environment: dict[str, str], platform: str, expected: Path) -> None:
    """XDG_DATA_HOME wins everywhere."""
    assert usual_directory(environment, platform) == expected
