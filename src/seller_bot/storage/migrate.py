"""Bringing a database to the schema of this program, or back."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from seller_bot.storage.database import DatabaseError
from seller_bot.storage.schema import MIGRATIONS, connection, current, head


def upgrade(url: str) -> None:
    """Bring the database to the newest revision; a SQLite file that is not there yet is made."""
    with connection(url) as connected, _one_sentence():
        if current(connected) != head():
            command.upgrade(configuration(connected), "head")


def downgrade(url: str, revision: str) -> None:
    with connection(url) as connected, _one_sentence():
        command.downgrade(configuration(connected), revision)


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise DatabaseError(f"The schema can't be changed so: {error}.") from error


def configuration(connected: Connection) -> Config:
    """Alembic's, for work on this connection."""
    config = Config(attributes={"connection": connected})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
