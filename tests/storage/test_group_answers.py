"""Who addresses the bot in a group is answered by one process, whichever of them hears of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.orm import Session

from seller_bot.clock import system_clock
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.turns.groups import ONCE_IN, may_answer
from tests.support.databases import NewDatabase

GROUP, LI = -1001, 7
NOW = system_clock()
WAITING_FOR_A_LOCK = text(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> AsyncIterator[Database]:
    """PostgreSQL: on SQLite one process writes at a time."""
    url = new_database("postgresql")
    migrate.upgrade(url)
    database = Database(url)
    yield database
    await database.close()


async def at_once(database: Database) -> list[bool]:
    """What two processes are told of the same person, the second of them while the first has not committed."""

    def ask(session: Session) -> bool:
        return may_answer(session, GROUP, LI, NOW)

    with database.unit_of_work() as session:
        first = ask(session)
        second = asyncio.create_task(database.run(ask))
        async with asyncio.timeout(10):
            while not await database.run(lambda other: other.execute(WAITING_FOR_A_LOCK).first()):
                await asyncio.sleep(0.01)
    return [first, await second]


async def test_of_two_who_hear_a_newcomer_at_once_one_answers(database: Database) -> None:
    assert await at_once(database) == [True, False]


async def test_of_two_who_hear_at_once_somebody_answered_long_ago_one_answers(database: Database) -> None:
    with database.unit_of_work() as session:
        assert may_answer(session, GROUP, LI, NOW - ONCE_IN - timedelta(seconds=1))
    assert await at_once(database) == [True, False]
