"""One polling process for each database."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, NullPool, text

from seller_bot.storage.database import DatabaseError, blocking_engine, sqlite_file

KEY = 0x5E11E2B07
"""PostgreSQL's advisory locks are numbers; this one is ours."""

WHAT_TO_DO = "stop it first, or name another DATABASE_URL"


@contextlib.contextmanager
def alone_on(url: URL) -> Iterator[None]:
    """Refuse to run beside another process on the same database: both would send what is left to be sent."""
    file = sqlite_file(url)
    with _alone_on_file(file) if file else _alone_on_server(url):
        yield


@contextlib.contextmanager
def _alone_on_file(file: Path) -> Iterator[None]:
    """Under whatever name the file is known."""
    file = file.resolve()
    if not file.absolute().parent.is_dir():
        raise DatabaseError(f"The folder of {file} is missing: make it, or name another DATABASE_URL.")
    lock = FileLock(f"{file}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatabaseError(f"Another seller-bot runs on {file}: {WHAT_TO_DO}.") from error
    except OSError as error:
        raise DatabaseError(f"{file}.lock can't be written ({error.strerror}): make its folder writable.") from error
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _alone_on_server(url: URL) -> Iterator[None]:
    engine = blocking_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        is_ours = connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY})
        connection.commit()  # The lock stays as long as the connection.
        if not is_ours:
            raise DatabaseError(f"Another seller-bot runs on {url.render_as_string()}: {WHAT_TO_DO}.")
        yield
