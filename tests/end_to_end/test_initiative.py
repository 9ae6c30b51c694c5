"""What the bot says by itself survives kill -9 between the commit and the answer, on either database."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from seller_bot.conversation.turn import Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery, Policy, State
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from tests.support.databases import DATABASES, NewDatabase
from tests.support.process import polling

A_MINUTE = timedelta(minutes=1)


def plan(database: Database, person: Person, policy: Policy) -> int:
    now = datetime.now(UTC)
    content = content_of(Say(key="repair.nothing_to_cancel"))
    with database.unit_of_work() as session:
        row = Delivery(chat_id=person.id, kind="test", policy=policy, content=content, planned_at=now, due_at=now)
        session.add(row)
        session.flush()
        return row.id


async def reached(database: Database, delivery_id: int, state: State) -> None:
    async with asyncio.timeout(30):
        while True:
            with database.unit_of_work() as session:
                if session.get_one(Delivery, delivery_id).state == state:
                    return
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("kind", DATABASES)
async def test_a_message_whose_call_was_cut_by_kill_9_is_sent_again_to_one_and_never_to_many(
    server: BotApiServer, tmp_path: Path, new_database: NewDatabase, kind: str
) -> None:
    migrate.upgrade(url := new_database(kind))
    database = Database(url)
    one, many = server.person("Li"), server.person("Wang")
    for person in (one, many):
        server.world.start(person.id)
        server.faults.slows(3.0, "sendMessage", chat_id=person.id)
    async with polling(server, tmp_path, DATABASE_URL=url) as bot:
        to_one = plan(database, one, Policy.TRANSACTIONAL)
        to_many = plan(database, many, Policy.BROADCAST)
        await reached(database, to_one, State.SENDING)
        await reached(database, to_many, State.SENDING)
        await bot.crash()
    with database.unit_of_work() as session:
        for row in session.scalars(select(Delivery)):
            # On PostgreSQL another process may still be at it: only after a while it is taken for a crash.
            row.claimed_at = row.planned_at - A_MINUTE
    async with polling(server, tmp_path, DATABASE_URL=url) as bot:
        await reached(database, to_one, State.SENT)
        await reached(database, to_many, State.UNCERTAIN)
        assert await bot.stop() == 0
    assert 1 <= len(one.messages) <= 2
    assert len(many.messages) <= 1
    await database.close()


async def test_messages_that_are_due_while_the_bot_is_killed_again_and_again_all_arrive(
    server: BotApiServer, tmp_path: Path
) -> None:
    """Each seller is told at least once; more than once only where a kill met the call."""
    migrate.upgrade(url := f"sqlite:///{tmp_path}/seller-bot.sqlite3")
    database = Database(url)
    people = [server.person(f"Seller {number}") for number in range(40)]
    for person in people:
        server.world.start(person.id)
    rows = [plan(database, person, Policy.TRANSACTIONAL) for person in people]
    kills = 0
    while kills < 6:
        before = sum(len(person.messages) for person in people)
        async with polling(server, tmp_path, DATABASE_URL=url) as bot:
            async with asyncio.timeout(20):
                while sum(len(person.messages) for person in people) == before and kills < 3:
                    await asyncio.sleep(0.001)
            await bot.crash()
        kills += 1
    async with polling(server, tmp_path, DATABASE_URL=url) as bot:
        for row in rows:
            await reached(database, row, State.SENT)
        assert await bot.stop() == 0
    told = [len(person.messages) for person in people]
    assert min(told) >= 1
    assert max(told) <= 1 + kills
    await database.close()


async def test_a_stop_while_telegram_cannot_be_reached_does_not_wait_for_it(
    server: BotApiServer, tmp_path: Path
) -> None:
    migrate.upgrade(url := f"sqlite:///{tmp_path}/seller-bot.sqlite3")
    database = Database(url)
    people = [server.person(f"Seller {number}") for number in range(5)]
    for person in people:
        server.world.start(person.id)
    server.faults.refuses(500, "sendMessage", times=1000)
    async with polling(server, tmp_path, DATABASE_URL=url) as bot:
        rows = [plan(database, person, Policy.BROADCAST) for person in people]
        await bot.says(r"(waiting_for_telegram)")
        assert await bot.stop() == 0
    with database.unit_of_work() as session:
        assert {session.get_one(Delivery, row).state for row in rows} == {State.DUE}
    await database.close()
