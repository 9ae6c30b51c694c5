"""One process for each SQLite file."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from seller_bot.storage.database import DatabaseError


@contextlib.contextmanager
def alone_on(file: Path) -> Iterator[None]:
    """Refuse to run beside another process on the same SQLite file, under whatever name."""
    file = file.resolve()
    if not file.absolute().parent.is_dir():
        raise DatabaseError(f"The folder of {file} is missing: make it, or name another DATABASE_URL.")
    lock = FileLock(f"{file}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatabaseError(
            f"Another seller-bot runs on {file}: stop it first, or name another DATABASE_URL."
        ) from error
    except OSError as error:
        raise DatabaseError(f"{file}.lock can't be written ({error.strerror}): make its folder writable.") from error
    try:
        yield
    finally:
        lock.release()
