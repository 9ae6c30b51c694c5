"""One database for the process: the engine as each kind of database needs it, and the unit of work."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from seller_bot.errors import OperatorError

log = structlog.stdlib.get_logger()

T = TypeVar("T")

BUSY_TIMEOUT_MS = 30_000
CACHE_KB = 500
"""Pages that SQLite keeps for itself; the system keeps them too, and takes no more memory for that."""

CONNECTIONS = 10
PATIENCE = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "options": "-c lock_timeout=1s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s",
}
"""How long PostgreSQL may take: a server that says nothing any more must not hold up everything."""

LOCK_NOT_AVAILABLE = "55P03"

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Outrun(Exception):
    """Another transaction was faster with the same thing; whoever begins anew sees what it did."""


AWAY = (OperationalError, InterfaceError, InternalError, PoolTimeout, ConnectionError)
"""The database can't be reached, or can't be written to, for the time being."""


async def when_back(work: Callable[[], Awaitable[T]]) -> T:
    """Do the work, again and again as long as the database is away."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await work()
        except AWAY as error:
            log.warning("database_away", reason=brief(error), pause=pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def brief(error: Exception) -> str:
    """The first line of what a driver says, without the statement and its values."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def is_locked_row(error: Exception) -> bool:
    """Whether PostgreSQL gave up waiting for a row that somebody else has locked."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE


class DatabaseError(OperatorError):
    """The database can't be used."""


class Database:
    """The process's connections. `unit_of_work` is the only way to change something; `run` takes it off the event loop.

    `read` is for what takes long.
    """

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self.engine = blocking_engine(self.url, **_pool(self.url))
        self.sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = _reading_engine(self.url)
        threads = 1 if self.url.get_backend_name() == "sqlite" else CONNECTIONS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back by whatever leaves it."""
        with self.sessions.begin() as session:
            yield session

    async def run(self, work: Callable[[Session], T]) -> T:
        """Do the work in a unit of its own, on a thread of the database's; what it returns once that is committed.

        A thread for all statements of a unit, not a driver that goes to and fro for each of them: that costs a
        multiple of what the statements do.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._do, work)

    def _do(self, work: Callable[[Session], T]) -> T:
        with self.unit_of_work() as session:
            return work(session)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Do the work, which changes nothing, on a connection and a thread of its own: it holds up no unit."""
        return await asyncio.to_thread(self._read, work)

    def _read(self, work: Callable[[Session], T]) -> T:
        with Session(self._reading) as session:
            return work(session)

    async def close(self) -> None:
        """Wait for the units in hand, and leave the database."""
        await asyncio.to_thread(self._threads.shutdown)
        self.engine.dispose()


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


def with_driver(url: URL) -> URL:
    return url.set(drivername="sqlite+pysqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg")


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def blocking_engine(url: URL, **options: Any) -> Engine:
    """An engine that keeps SQLite's promises, and sellers' words out of the log: errors hold statements alone."""
    engine = create_engine(with_driver(url), hide_parameters=True, **options)
    configure(engine)
    return engine


def _reading_engine(url: URL) -> Engine:
    """An engine whose transactions can't write: SQLite's see the file as it was when they began, and lock nothing."""
    options: dict[str, Any] = {} if url.get_backend_name() == "sqlite" else {"connect_args": PATIENCE}
    engine = create_engine(with_driver(url), hide_parameters=True, poolclass=NullPool, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect_to_read)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        return engine
    return engine.execution_options(postgresql_readonly=True)


def configure(engine: Engine) -> None:
    """Make SQLite keep its promises: real transactions that take the write lock first, WAL, foreign keys."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _begin_immediate)


def _on_connect(connection: Any, record: object) -> None:
    # The driver's own transaction handling begins late and shares read locks, which loses concurrent updates.
    connection.isolation_level = None
    # SQLite's own knows the letters of ASCII alone.
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",  # What Telegram was told is done outlives a power failure.
        "foreign_keys = ON",
        f"cache_size = -{CACHE_KB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_connect_to_read(connection: Any, record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA query_only = ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _pool(url: URL) -> dict[str, Any]:
    """SQLite has one writer: one connection lets units wait in line instead of polling for the lock."""
    if url.get_backend_name() == "sqlite":
        return {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_TIMEOUT_MS / 1000}
    return {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_pre_ping": True, "connect_args": PATIENCE}
