"""One database for the process: the engine as each kind of database needs it, and the unit of work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from seller_bot.errors import OperatorError

log = structlog.stdlib.get_logger()

BUSY_TIMEOUT_MS = 30_000

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class NotTaken(Exception):
    """Nothing could be written, not even that something failed."""


AWAY = (OperationalError, InterfaceError, InternalError, PoolTimeout, ConnectionError, NotTaken)
"""The database can't be reached, or can't be written to, for the time being."""


async def when_back(work: Callable[[], Awaitable[None]]) -> None:
    """Do the work, again and again as long as the database is away."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await work()
        except AWAY as error:
            log.warning("database_away", reason=str(error).splitlines()[0], pause=pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


class DatabaseError(OperatorError):
    """The database can't be used."""


class Database:
    """The process's connections. `unit_of_work` is the only way to a session."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        # What sellers typed is in the parameters of statements, and errors go to the log.
        self.engine: AsyncEngine = create_async_engine(
            with_driver(self.url, asynchronous=True), hide_parameters=True, **_pool(self.url)
        )
        configure(self.engine.sync_engine)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end of the block, rolled back by whatever leaves it."""
        async with self._sessions() as session, session.begin():
            yield session

    async def close(self) -> None:
        await self.engine.dispose()


def parse_url(url: str) -> URL:
    """The URL of a SQLite file or of a PostgreSQL database; anything else raises DatabaseError."""
    form = "DATABASE_URL should look like sqlite:///seller-bot.sqlite3 or postgresql://user:password@host/database"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseError(f"{form}.") from error
    name = {"postgres": "postgresql"}.get(parsed.get_backend_name(), parsed.get_backend_name())
    if name not in ("sqlite", "postgresql") or (name == "sqlite" and parsed.database in (None, "", ":memory:")):
        raise DatabaseError(f"{form}.")
    return parsed.set(drivername=name)


def with_driver(url: URL, *, asynchronous: bool) -> URL:
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite+aiosqlite" if asynchronous else "sqlite+pysqlite")
    return url.set(drivername="postgresql+psycopg")


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def blocking_engine(url: URL) -> Engine:
    """An engine without asyncio, for migrations and the command line."""
    engine = create_engine(with_driver(url, asynchronous=False), hide_parameters=True)
    configure(engine)
    return engine


def configure(engine: Engine) -> None:
    """Make SQLite keep its promises: real transactions that take the write lock first, WAL, foreign keys."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _begin_immediate)


def _on_connect(connection: Any, record: object) -> None:
    # The driver's own transaction handling begins late and shares read locks, which loses concurrent updates.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _pool(url: URL) -> dict[str, Any]:
    """SQLite has one writer: one connection lets turns wait in line instead of polling for the lock."""
    if url.get_backend_name() == "sqlite":
        return {"pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_TIMEOUT_MS / 1000}
    return {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}
