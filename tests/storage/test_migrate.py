"""The schema's history, and every way in which a database can't be used."""

from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, String, select, text
from sqlalchemy.orm import Session

from seller_bot import app
from seller_bot.conversation.step import Given
from seller_bot.deliveries.content import say_of
from seller_bot.deliveries.effects import PlanFollowUp
from seller_bot.deliveries.models import Delivery, State
from seller_bot.flows.confirmation import remind_tomorrow
from seller_bot.storage import database, migrate, schema
from seller_bot.storage.database import DatabaseError, blocking_engine, parse_url

assert app, "the composition root, which brings every mapped class with it"


def test_the_schema_goes_up_down_and_up_again_and_is_what_the_classes_say(database_url: str) -> None:
    migrate.upgrade(database_url)
    with schema.connection(database_url) as connection:
        command.check(migrate.configuration(connection))  # Raises where the classes differ from the database.
    migrate.downgrade(database_url, "base")
    assert schema.revision(database_url) is None
    assert schema.head() == ScriptDirectory(str(schema.MIGRATIONS)).get_current_head()
    migrate.upgrade(database_url)
    schema.ensure_current(database_url)


def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    migrate.upgrade(database_url)
    engine = blocking_engine(parse_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseError, match=r"newer than this program .* install the newer seller-bot"):
        migrate.upgrade(database_url)


def test_a_database_of_an_older_program_waits_for_migrate(database_url: str) -> None:
    with pytest.raises(DatabaseError, match="run `seller-bot migrate` first"):
        schema.ensure_current(database_url)


def test_a_locked_file_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    migrate.upgrade(url)
    other = blocking_engine(parse_url(url))
    with other.begin(), pytest.raises(DatabaseError, match=r"bot\.sqlite3 is locked by another program: stop that"):
        migrate.upgrade(url)
    other.dispose()


def test_a_folder_that_is_missing_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="can't be opened: its folder must be there"):
        migrate.upgrade(f"sqlite:///{tmp_path}/nowhere/bot.sqlite3")


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_text("not a database, but long enough to be looked at" * 50)
    with pytest.raises(DatabaseError, match="can't be used as a database"):
        migrate.upgrade(f"sqlite:///{tmp_path}/bot.sqlite3")


def test_a_server_that_is_away_is_told_in_one_sentence_without_the_password() -> None:
    with pytest.raises(DatabaseError, match="check DATABASE_URL and that it is running") as refused:
        migrate.upgrade("postgresql://bot:hidden-secret@127.0.0.1:1/bot")
    assert "hidden-secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://localhost/bot", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError, match="DATABASE_URL should look like"):
        parse_url(url)


def test_a_read_only_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    migrate.upgrade(url)
    with pytest.raises(DatabaseError, match="is read-only: make the file and its folder writable"):
        migrate.downgrade(f"sqlite:///file:{tmp_path}/bot.sqlite3?mode=ro&uri=true", "base")


def test_a_revision_that_is_unknown_is_told_in_one_sentence(tmp_path: Path) -> None:
    migrate.upgrade(url := f"sqlite:///{tmp_path}/bot.sqlite3")
    with pytest.raises(DatabaseError, match="The schema can't be changed so"):
        migrate.downgrade(url, "nosuch")


def test_a_table_can_be_made_anew_without_losing_what_refers_to_it(tmp_path: Path) -> None:
    """SQLite changes a table by dropping and making it again; foreign keys would delete its sellers' bindings."""
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    migrate.upgrade(url)
    with schema.connection(url) as connection:
        connection.execute(text("INSERT INTO sellers (id, first_name, created_at, seen_at) VALUES (1, 'Li', 0, 0)"))
        connection.execute(text("INSERT INTO bindings (seller_id, partner) VALUES (1, 'Sunrise')"))
    with schema.connection(url) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("sellers", recreate="always") as sellers:
            sellers.add_column(Column("note", String))
    with schema.connection(url) as connection:
        assert connection.execute(text("SELECT partner FROM bindings")).scalars().all() == ["Sunrise"]


def test_open_follow_ups_become_deliveries_and_back(database_url: str) -> None:
    """What was promised before the ledger was there is kept; what was settled is gone."""
    migrate.upgrade(database_url)
    migrate.downgrade(database_url, "0003")
    with schema.connection(database_url) as connection:
        now = "'2026-11-23 09:00:00+00'"
        connection.execute(
            text(f"INSERT INTO sellers (id, first_name, created_at, seen_at) VALUES (1, 'Li', {now}, {now})")
        )
        for partner, cancelled in (("Sunrise", "NULL"), ("Полюс", now)):
            connection.execute(
                text(
                    "INSERT INTO follow_ups (seller_id, kind, about, due_at, planned_at, cancelled_at) VALUES "
                    f"(1, 'binding_confirmation', '{{\"partner\": \"{partner}\"}}', {now}, {now}, {cancelled})"
                )
            )
    migrate.upgrade(database_url)
    with Session(engine := blocking_engine(parse_url(database_url))) as session:
        (row,) = session.scalars(select(Delivery))
        given = Given(answers={"partner": "Sunrise"})
        (expected,) = remind_tomorrow(given)
        assert isinstance(expected, PlanFollowUp)
        assert say_of(row.content, about=0) == expected.says
        assert (row.chat_id, row.state, row.reference) == (1, State.DUE, "binding_confirmation:1:sunrise")
    engine.dispose()
    migrate.downgrade(database_url, "0003")
    with schema.connection(database_url) as connection:
        assert connection.execute(text("SELECT seller_id, cancelled_at FROM follow_ups")).all() == [(1, None)]
