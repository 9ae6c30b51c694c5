"""The database as a command of the shell uses it, beside a running bot or without one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from seller_bot.settings import DatabaseSettings, read
from seller_bot.storage import schema
from seller_bot.storage.database import blocking_engine, parse_url


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction on the database of this program's schema. Raises SettingsError or DatabaseError."""
    url = read(DatabaseSettings).database_url
    schema.ensure_current(url)
    engine = blocking_engine(parse_url(url))
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        engine.dispose()
