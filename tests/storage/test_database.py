"""What the database promises to those who use it at the same time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from seller_bot.deliveries.effects import CancelFollowUps, PlanFollowUp
from seller_bot.deliveries.queries import open_follow_ups
from seller_bot.partners.effects import RecordBinding, RecordUnbinding
from seller_bot.partners.models import Binding
from seller_bot.partners.queries import bound
from seller_bot.sellers.models import Seller
from seller_bot.sellers.queries import lock, lock_newcomer
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.turns.models import ReceivedUpdate, Standing
from seller_bot.turns.queries import answered, forget_received_before, keep_calls, receive, unanswered

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    migrate.upgrade(database_url)
    database = Database(database_url)
    async with database.unit_of_work() as session:
        session.add(Seller(id=1, first_name="Li", created_at=NOW, seen_at=NOW))
        session.add(Standing.of_newcomer(1, NOW))
    yield database
    await database.close()


async def test_500_concurrent_changes_of_one_row_are_all_kept(database: Database) -> None:
    """Each reads, adds one and writes; none may overwrite another's."""

    async def add_one() -> None:
        async with database.unit_of_work() as session:
            await lock(session, 1)
            standing = await session.get_one(Standing, 1)
            await asyncio.sleep(0)
            standing.visit += 1

    await asyncio.gather(*(add_one() for _ in range(500)))
    async with database.unit_of_work() as session:
        assert (await session.get_one(Standing, 1)).visit == 500


async def test_an_update_that_comes_twice_at_once_is_received_once(database: Database) -> None:
    """Telegram repeats itself, and two processes may hear it."""

    async def take() -> bool:
        async with database.unit_of_work() as session:
            return await receive(session, 77, 1, NOW)

    assert sorted(await asyncio.gather(*(take() for _ in range(20)))) == [False] * 19 + [True]


async def test_a_newcomer_who_writes_twice_at_once_is_one_seller(database: Database) -> None:
    async def meet() -> int:
        async with database.unit_of_work() as session:
            return (await lock_newcomer(session, 2, NOW)).id

    assert await asyncio.gather(*(meet() for _ in range(10))) == [2] * 10


async def test_what_a_unit_of_work_did_is_undone_when_it_fails(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.unit_of_work() as session:
            (await session.get_one(Seller, 1)).locale = "ru"
            raise RuntimeError
    async with database.unit_of_work() as session:
        assert (await session.get_one(Seller, 1)).locale is None


async def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    async with database.unit_of_work() as session:
        seen_at = (await session.get_one(Seller, 1)).seen_at
        assert (seen_at, seen_at.tzinfo) == (NOW, UTC)


async def test_an_update_is_unanswered_until_its_calls_are_made(database: Database) -> None:
    """What a crash leaves unsent is found again, in order, with the very calls."""
    calls = [{"method": "sendMessage", "parameters": {"chat_id": 1, "text": "绑定 ё"}}]
    async with database.unit_of_work() as session:
        for number in (8, 7):
            await receive(session, number, 1, NOW)
            await keep_calls(session, number, calls)
    async with database.unit_of_work() as session:
        assert [(update.id, update.calls) for update in await unanswered(session)] == [(7, calls), (8, calls)]
        await answered(session, 7, NOW)
    async with database.unit_of_work() as session:
        assert [update.id for update in await unanswered(session)] == [8]


async def test_old_updates_are_forgotten_but_never_an_unanswered_one(database: Database) -> None:
    async with database.unit_of_work() as session:
        for number, received_at in ((1, NOW - timedelta(days=4)), (2, NOW - timedelta(days=4)), (3, NOW)):
            await receive(session, number, 1, received_at)
        await answered(session, 1, NOW)
        await answered(session, 3, NOW)
        await forget_received_before(session, NOW - timedelta(hours=72))
        kept = await session.scalars(select(ReceivedUpdate.id).order_by(ReceivedUpdate.id))
        assert kept.all() == [2, 3]


async def test_a_binding_told_twice_is_recorded_once_and_ended_under_any_spelling(database: Database) -> None:
    async with database.unit_of_work() as session:
        seller = await session.get_one(Seller, 1)
        for name in ("Sunrise", "SUNRISE", "Полюс"):
            await RecordBinding(partner=name).apply(seller, session, NOW)
        assert [binding.partner for binding in await bound(session, 1)] == ["Sunrise", "Полюс"]
        await RecordUnbinding(partner="полюс").apply(seller, session, NOW)
        await RecordUnbinding(partner="Never recorded").apply(seller, session, NOW)
        assert [binding.partner for binding in await bound(session, 1)] == ["Sunrise"]
        ended = await session.scalars(select(Binding.partner).where(Binding.unbound_at.is_not(None)))
        assert sorted(ended) == ["Never recorded", "Полюс"]


async def test_about_one_thing_there_is_one_follow_up(database: Database) -> None:
    async with database.unit_of_work() as session:
        seller = await session.get_one(Seller, 1)
        for days, partner in ((1, "Sunrise"), (2, "Sunrise"), (1, "Полюс")):
            plan = PlanFollowUp(kind="confirmation", after=timedelta(days=days), about={"partner": partner})
            await plan.apply(seller, session, NOW)
        await CancelFollowUps(kind="confirmation", about={"partner": "Полюс"}).apply(seller, session, NOW)
        planned = await open_follow_ups(session, 1, "confirmation")
        assert [(plan.about, plan.due_at) for plan in planned] == [({"partner": "Sunrise"}, NOW + timedelta(days=2))]


async def test_a_deleted_seller_leaves_nothing_behind(database: Database) -> None:
    async with database.unit_of_work() as session:
        seller = await session.get_one(Seller, 1)
        await RecordBinding(partner="Sunrise").apply(seller, session, NOW)
        await session.flush()
        await session.delete(seller)
    async with database.unit_of_work() as session:
        assert (await session.scalars(select(Binding))).all() == []
        assert (await session.scalars(select(Standing))).all() == []
