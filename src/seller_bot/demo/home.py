"""Where a demo lives between two starts: its directory, its token, and the mark of the one that runs there now."""

import os
import re
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "running.lock"
ADDRESS = "running.txt"
TOKEN = "token"  # noqa: S105 - the name of a file.
TOKEN_FORM = re.compile(r"[0-9]{10}:[A-Za-z0-9_-]{35}")
WORLD = "telegram.sqlite3"
BOT = "demo-bot.sqlite3"
"""A name of its own: `seller-bot run` keeps a real bot's database under another one."""
OURS = (LOCK, WORLD, BOT)
BESIDE = ("", "-wal", "-shm", "-journal", ".lock")
"""What SQLite and the bot's lock add to a database's name."""

BOT_SECONDS = 15


class AlreadyRunning(Exception):
    """Another demo runs in this directory; the message is its address, if it has told one yet."""


class Unwritable(OSError):
    """The directory can't be made or written to; the message names it."""


class Foreign(Unwritable):
    """The directory holds other things, and no demo: nothing is written into it."""


class Home:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.world = directory / WORLD
        self.bot_database = directory / BOT

    @contextmanager
    def occupied(self) -> Iterator[None]:
        """The directory, made if need be, for this process alone."""
        lock = FileLock(self.directory / LOCK, blocking=False)
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            self.refuse_foreign()
            lock.acquire()
        except Timeout:
            raise AlreadyRunning(self.told_address()) from None
        except Foreign:
            raise
        except OSError as reason:
            raise Unwritable(f"The demo can't be kept in {self.directory} ({reason.strerror})") from None
        try:
            yield
        finally:
            (self.directory / ADDRESS).unlink(missing_ok=True)
            lock.release()

    def refuse_foreign(self) -> None:
        """Somebody's own directory, named by mistake. Hidden files are what file managers leave everywhere."""
        names = {path.name for path in self.directory.iterdir() if not path.name.startswith(".")}
        if names and not names.intersection(OURS):
            raise Foreign(f"{self.directory} holds other files and no demo")

    def wait_for_bot(self) -> None:
        """A demo that was killed has left its bot a moment to end; a Timeout if that one stays."""
        with FileLock(f"{self.bot_database}.lock", timeout=BOT_SECONDS):
            pass

    def tell_address(self, address: str) -> None:
        (self.directory / ADDRESS).write_text(address, encoding="utf-8")

    def told_address(self) -> str:
        return told(self.directory / ADDRESS)

    def token(self) -> str:
        """The bot's token, the same at every start; it opens nothing but this demo."""
        path = self.directory / TOKEN
        if not TOKEN_FORM.fullmatch(told(path)):
            # Whole or not at all: a demo that is killed while it writes leaves no half of a token.
            beside = path.with_suffix(".new")
            beside.write_text(new_token(), encoding="utf-8")
            beside.replace(path)
        return told(path)

    def forget(self) -> None:
        """Everything that happened here; files that are not the demo's own stay."""
        (self.directory / TOKEN).unlink(missing_ok=True)
        self.forget_files(WORLD)
        self.forget_bot()

    def forget_bot(self) -> None:
        """A bot that remembers updates of another world would take those of a new one, numbered alike, for known."""
        self.forget_files(BOT)

    def forget_files(self, name: str) -> None:
        for suffix in BESIDE:
            (self.directory / f"{name}{suffix}").unlink(missing_ok=True)


def told(path: Path) -> str:
    """What the file says; nothing if it is not there or can't be read."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def new_token() -> str:
    return f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(27)[:35]}"


def usual_directory(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where programs of this system keep their data; XDG_DATA_HOME says so on every one of them."""
    if data := environment.get("XDG_DATA_HOME"):
        base = Path(data)
    elif platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path.home() / ".local" / "share"
    return base / "seller-bot" / "demo"
