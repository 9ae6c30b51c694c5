"""What the database promises to those who use it at the same time."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Say
from seller_bot.deliveries.effects import CancelFollowUps, PlanFollowUp
from seller_bot.deliveries.models import Delivery, State
from seller_bot.partners.effects import RecordBinding, RecordUnbinding
from seller_bot.partners.models import Binding
from seller_bot.partners.queries import bound
from seller_bot.sellers.models import Seller
from seller_bot.sellers.queries import lock
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.turns.models import ReceivedUpdate, Standing
from seller_bot.turns.queries import Progress, forget_received_before, note, unanswered

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    migrate.upgrade(database_url)
    database = Database(database_url)
    with database.unit_of_work() as session:
        session.add(Seller(id=1, first_name="Li", created_at=NOW, seen_at=NOW))
        session.add(Standing.of_newcomer(1, NOW))
    yield database
    await database.close()


async def test_500_concurrent_changes_of_one_row_are_all_kept(database: Database) -> None:
    """Each reads, adds one and writes; none may overwrite another's."""

    def add_one(session: Session) -> None:
        lock(session, [1], NOW)
        session.get_one(Standing, 1).visit += 1

    await asyncio.gather(*(database.run(add_one) for _ in range(500)))
    with database.unit_of_work() as session:
        assert session.get_one(Standing, 1).visit == 500


async def test_processes_that_want_the_same_sellers_in_any_order_wait_for_each_other(database: Database) -> None:
    """Rows that are locked crosswise would make one of two transactions fail."""

    def add_ten(session: Session) -> None:
        sellers = lock(session, random.sample(range(2, 12), 10), NOW)
        for seller in sellers.values():
            seller.first_name += "+"

    await asyncio.gather(*(database.run(add_ten) for _ in range(50)))
    with database.unit_of_work() as session:
        assert {*session.scalars(select(Seller.first_name).where(Seller.id > 1))} == {"+" * 50}


async def test_a_newcomer_who_writes_twice_at_once_is_one_seller(database: Database) -> None:
    def meet(session: Session) -> int:
        return lock(session, [2], NOW)[2].id

    assert await asyncio.gather(*(database.run(meet) for _ in range(10))) == [2] * 10


async def test_what_a_unit_of_work_did_is_undone_when_it_fails(database: Database) -> None:
    with pytest.raises(RuntimeError), database.unit_of_work() as session:
        session.get_one(Seller, 1).locale = "ru"
        raise RuntimeError
    with database.unit_of_work() as session:
        assert session.get_one(Seller, 1).locale is None


async def test_what_only_reads_holds_up_no_change_and_makes_none(database: Database) -> None:
    """A unit of work is done in the middle of it."""
    loop = asyncio.get_running_loop()

    def look(session: Session) -> str | None:
        name = session.get_one(Seller, 1).first_name
        asyncio.run_coroutine_threadsafe(database.run(rename), loop).result(timeout=10)
        return name

    def rename(session: Session) -> None:
        session.get_one(Seller, 1).first_name = "Wu"

    def spoil(session: Session) -> None:
        session.get_one(Seller, 1).first_name = "Zhao"
        session.commit()

    assert await database.read(look) == "Li"
    with pytest.raises(DBAPIError):
        await database.read(spoil)


async def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    with database.unit_of_work() as session:
        seen_at = session.get_one(Seller, 1).seen_at
        assert (seen_at, seen_at.tzinfo) == (NOW, UTC)


async def test_an_update_is_unanswered_until_all_its_calls_are_made(database: Database) -> None:
    """What a crash leaves unsent is found again, in order, with the very calls and how many of them are out."""
    calls = [{"method": "sendMessage", "parameters": {"chat_id": 1, "text": "绑定 ё"}}] * 3
    with database.unit_of_work() as session:
        session.add_all(
            ReceivedUpdate(id=number, chat_id=1, received_at=NOW + timedelta(hours=number), calls=calls)
            for number in (8, 7)
        )
    with database.unit_of_work() as session:
        assert unanswered(session) == [(7, 1), (8, 1)]
        assert unanswered(session, NOW + timedelta(hours=8)) == [(7, 1)]
        note(session, [Progress(7, 3, NOW), Progress(8, 1, None)])
    with database.unit_of_work() as session:
        assert unanswered(session) == [(8, 1)]
        row = session.get_one(ReceivedUpdate, 8)
        assert (row.calls, row.sent) == (calls, 1)
        assert session.get_one(ReceivedUpdate, 7).calls == []


async def test_old_updates_are_forgotten_but_never_an_unanswered_one(database: Database) -> None:
    with database.unit_of_work() as session:
        for number, received_at, answered_at in (
            (1, NOW - timedelta(days=4), NOW),
            (2, NOW - timedelta(days=4), None),
            (3, NOW, NOW),
        ):
            session.add(
                ReceivedUpdate(id=number, chat_id=1, received_at=received_at, calls=[], answered_at=answered_at)
            )
        session.flush()
        forget_received_before(session, NOW - timedelta(hours=72))
        kept = session.scalars(select(ReceivedUpdate.id).order_by(ReceivedUpdate.id))
        assert kept.all() == [2, 3]


async def test_a_binding_told_twice_is_recorded_once_and_ended_under_any_spelling(database: Database) -> None:
    with database.unit_of_work() as session:
        seller = session.get_one(Seller, 1)
        for name in ("Sunrise", "SUNRISE", "Полюс"):
            RecordBinding(partner=name).apply(seller, session, NOW)
        assert [binding.partner for binding in bound(session, 1)] == ["Sunrise", "Полюс"]
        RecordUnbinding(partner="полюс").apply(seller, session, NOW)
        RecordUnbinding(partner="Never recorded").apply(seller, session, NOW)
        assert [binding.partner for binding in bound(session, 1)] == ["Sunrise"]
        ended = session.scalars(select(Binding.partner).where(Binding.unbound_at.is_not(None)))
        assert sorted(ended) == ["Never recorded", "Полюс"]


async def test_about_one_thing_there_is_one_follow_up(database: Database) -> None:
    with database.unit_of_work() as session:
        seller = session.get_one(Seller, 1)
        for days, partner in ((1, "Sunrise"), (2, "Sunrise"), (1, "Полюс")):
            plan = PlanFollowUp(kind="confirmation", days=days, about={"partner": partner}, says=Say(key=partner))
            plan.apply(seller, session, NOW)
        CancelFollowUps(kind="confirmation", about={"partner": "ПОЛЮС"}).apply(seller, session, NOW)
        planned = session.scalars(select(Delivery).where(Delivery.state == State.DUE)).all()
        assert [(plan.content["key"], plan.due_at) for plan in planned] == [("Sunrise", NOW + timedelta(days=2))]


async def test_a_deleted_seller_leaves_nothing_behind(database: Database) -> None:
    with database.unit_of_work() as session:
        seller = session.get_one(Seller, 1)
        RecordBinding(partner="Sunrise").apply(seller, session, NOW)
        session.flush()
        session.delete(seller)
    with database.unit_of_work() as session:
        assert session.scalars(select(Binding)).all() == []
        assert session.scalars(select(Standing)).all() == []
