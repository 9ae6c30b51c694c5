"""Which schema a database has, told without Alembic: that is ten megabytes which only a change of it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from seller_bot.storage.database import DatabaseError, blocking_engine, parse_url, sqlite_file

MIGRATIONS = Path(__file__).parent / "migrations"


def revision(url: str) -> str | None:
    """The database's revision, None for an empty one. Raises DatabaseError."""
    with connection(url) as connected:
        return current(connected)


def ensure_current(url: str) -> None:
    """Raise DatabaseError unless the database has exactly the schema of this program."""
    if revision(url) != head():
        raise DatabaseError("The database has an older schema than this program: run `seller-bot migrate` first.")


def head() -> str:
    """The revision of this program: files are named for theirs, and it goes up."""
    return max(_revisions())


def current(connected: Connection) -> str | None:
    if not inspect(connected).has_table("alembic_version"):
        return None
    found: str | None = connected.scalar(text("SELECT version_num FROM alembic_version"))
    return found


@contextmanager
def connection(url: str) -> Iterator[Connection]:
    """A connection in one transaction, for changes of the schema; what goes wrong is said in one sentence."""
    parsed = parse_url(url)
    engine = blocking_engine(parsed)
    try:
        with engine.connect() as connected:
            # SQLite changes a table by making it anew: with foreign keys on, that deletes all that refers to it.
            if parsed.get_backend_name() == "sqlite":
                connected.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connected.begin():
                _refuse_newer(connected)
                yield connected
    except DBAPIError as error:
        raise DatabaseError(_explain(str(error.orig), parsed.render_as_string(), sqlite_file(parsed))) from error
    finally:
        engine.dispose()


def _refuse_newer(connected: Connection) -> None:
    found = current(connected)
    if found is not None and found not in _revisions():
        raise DatabaseError(
            f"The database is newer than this program (its revision {found} is unknown here): "
            "install the newer seller-bot, or name another database in DATABASE_URL."
        )


def _revisions() -> set[str]:
    return {file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _explain(reason: str, url: str, file: Path | None) -> str:
    """The database driver's reason as one sentence that says what to do."""
    if file is None:
        said = reason.splitlines()[0]
        return f"The database at {url} can't be used ({said}): check DATABASE_URL and that it is running."
    if "unable to open" in reason:
        return f"The database file {file} can't be opened: its folder must be there and writable for this user."
    if "readonly" in reason:
        return f"The database file {file} is read-only: make the file and its folder writable for this user."
    if "locked" in reason:
        return f"The database file {file} is locked by another program: stop that program first."
    return f"The file {file} can't be used as a database ({reason}): name another one in DATABASE_URL."
