"""Whoever delivers is told of each plan when it is committed, and of nothing else."""

from datetime import UTC, datetime

import pytest

from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.news import tell_of_plans
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.turns.queries import count_failed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def test_a_plan_is_told_of_when_it_is_committed(database_url: str) -> None:
    migrate.upgrade(database_url)
    database, told = Database(database_url), list[str]()
    tell_of_plans(database.sessions, lambda: told.append("told"))
    with pytest.raises(RuntimeError), database.unit_of_work() as session:
        session.add(planned())
        session.flush()
        raise RuntimeError
    with database.unit_of_work() as session:
        count_failed(session)
    assert told == []
    with database.unit_of_work() as session:
        session.add_all([planned(), planned()])
        session.flush()
        assert told == []
    assert told == ["told"]
    await database.run(lambda session: session.add(planned()))
    assert told == ["told"] * 2
    await database.close()


def planned() -> Delivery:
    return Delivery(chat_id=1, kind="test", content={}, planned_at=NOW, due_at=NOW)
