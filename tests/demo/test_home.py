"""Where a demo lives: one at a time, with the same token until it is forgotten."""

from pathlib import Path

import pytest

from seller_bot.demo.home import AlreadyRunning, Foreign, Home, Unwritable, usual_directory


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
    """Together with both databases and what SQLite keeps beside them; files of others stay, whatever their names."""
    home = Home(tmp_path)
    token = home.token()
    assert Home(tmp_path).token() == token
    foreign = {
        "notes.txt",
        "telegram.sqlite3.backup",
        "demo-bot.sqlite3~",
        "seller-bot.sqlite3",
        "seller-bot.sqlite3-wal",
    }
    for name in ("telegram.sqlite3", "demo-bot.sqlite3", "demo-bot.sqlite3-wal", "demo-bot.sqlite3.lock", *foreign):
        (tmp_path / name).touch()
    home.forget()
    assert {path.name for path in tmp_path.iterdir()} == foreign
    assert home.token() != token


@pytest.mark.parametrize("content", [b"", b"\n", b"1234567890:half", b"\xff\xfe", b"no token at all"])
def test_file_that_holds_no_token_gets_a_new_one(tmp_path: Path, content: bytes) -> None:
    """A demo that was killed while it wrote, or a full disk."""
    (tmp_path / "token").write_bytes(content)
    token = Home(tmp_path).token()
    assert token != content.decode(errors="replace")
    assert Home(tmp_path).token() == token == (tmp_path / "token").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["token"]


def test_directory_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    """A file stands where the directory should be."""
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match=r"can't be kept in .*file.demo"), Home(tmp_path / "file" / "demo").occupied():
        pass


def test_directory_of_something_else_is_refused(tmp_path: Path) -> None:
    """The directory of a real bot, say: its database stays as it is, and nothing is put beside it."""
    (tmp_path / "seller-bot.sqlite3").write_text("sellers")
    with pytest.raises(Foreign, match=r"holds other files and no demo"), Home(tmp_path).occupied():
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["seller-bot.sqlite3"]


def test_directory_that_is_empty_or_held_a_demo_is_taken(tmp_path: Path) -> None:
    """A hidden file of a file manager is nothing; a demo's own files may have company."""
    (tmp_path / ".DS_Store").touch()
    with Home(tmp_path).occupied():
        (tmp_path / "telegram.sqlite3").touch()
    (tmp_path / "notes.txt").touch()
    with Home(tmp_path).occupied():
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
