"""What goes to many: fixed at once, sent once each, paused, resumed and cancelled as one, and counted to the last."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Say
from seller_bot.deliveries import broadcasts
from seller_bot.deliveries.batches import Batch, BatchState
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery, State, WrongState
from seller_bot.deliveries.queries import next_of_batch
from seller_bot.sellers.models import Seller
from seller_bot.telegram.attempt import Sent
from seller_bot.telegram.contents import NO_OTHERS
from seller_bot.telegram.parcels import Parcel
from seller_bot.telegram.settling import Settled, settle, take_up
from tests.support.couriers import SAID, Ledger, ledger_on
from tests.support.databases import NewDatabase

SECOND = timedelta(seconds=1)
EVENING = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
"""Beijing sleeps, Moscow doesn't."""
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
"""It is nine in Beijing."""


@pytest_asyncio.fixture
async def ledger(database_url: str) -> AsyncIterator[Ledger]:
    async with ledger_on(database_url) as ledger:
        yield ledger


def start(ledger: Ledger, key: str = SAID) -> int:
    with ledger.database.unit_of_work() as session:
        readers = select(Seller.id).order_by(Seller.id)
        return broadcasts.start(session, readers, content_of(Say(key=key)), ledger.clock(), kind="notice").id


def batch(ledger: Ledger, batch_id: int) -> Batch:
    with ledger.database.unit_of_work() as session:
        return session.get_one(Batch, batch_id)


async def over(ledger: Ledger, batch_id: int) -> Batch:
    async with asyncio.timeout(30):
        while not (found := batch(ledger, batch_id)).is_over:
            await asyncio.sleep(0.02)
    return found


async def test_everybody_gets_it_once_and_the_batch_counts_how_each_ended(ledger: Ledger) -> None:
    people = [ledger.seller() for _ in range(12)]
    people[3].blocks()
    ledger.server.faults.cuts_after("sendMessage")
    batch_id = start(ledger)
    assert batch(ledger, batch_id).total == 12
    ledger.seller()  # Whoever comes later gets none.
    async with ledger.courier():
        ended = await over(ledger, batch_id)
    assert ended.state == BatchState.DONE
    assert (ended.sent, ended.blocked, ended.uncertain, ended.left) == (10, 1, 1, 0)
    assert [ledger.copies(person.id) for person in people] == [1, 1, 1, 0, *[1] * 8]
    assert len(ledger.rows()) == 12


async def test_a_paused_batch_sends_nothing_and_goes_on_where_it_stopped(ledger: Ledger) -> None:
    people = [ledger.seller() for _ in range(5)]
    batch_id = start(ledger)
    with ledger.database.unit_of_work() as session:
        broadcasts.locked(session, batch_id).pause(ledger.clock())
    async with ledger.courier() as courier:
        to_one = ledger.plan(people[0].id)
        assert await ledger.settled(to_one) == [State.SENT]
        assert [row.state for row in ledger.rows()[:5]] == [State.DUE] * 5
        with ledger.database.unit_of_work() as session:
            broadcasts.locked(session, batch_id).resume(ledger.clock())
        courier.wake()
        assert (await over(ledger, batch_id)).sent == 5
    assert [ledger.copies(person.id) for person in people] == [2, 1, 1, 1, 1]


async def test_of_a_cancelled_batch_nothing_more_is_sent_and_all_of_it_is_counted(ledger: Ledger) -> None:
    people = [ledger.seller() for _ in range(5)]
    batch_id = start(ledger)
    with ledger.database.unit_of_work() as session:
        broadcasts.cancel(session, batch_id, ledger.clock())
    async with ledger.courier():
        await ledger.settled(ledger.plan(people[0].id))
    found = batch(ledger, batch_id)
    assert (found.state, found.cancelled, found.left) == (BatchState.CANCELLED, 5, 0)
    with ledger.database.unit_of_work() as session, pytest.raises(WrongState):
        broadcasts.cancel(session, batch_id, ledger.clock())


async def test_a_call_in_hand_when_the_batch_is_cancelled_is_counted_as_it_ends(ledger: Ledger) -> None:
    ledger.seller()
    ledger.server.faults.slows(0.3, "sendMessage")
    batch_id = start(ledger)
    async with ledger.courier():
        await ledger.until(1, lambda row: row.state == State.SENDING)
        with ledger.database.unit_of_work() as session:
            broadcasts.cancel(session, batch_id, ledger.clock())
    found = batch(ledger, batch_id)
    assert (found.state, found.sent, found.cancelled) == (BatchState.CANCELLED, 1, 0)


async def test_a_batch_for_nobody_is_done_at_once(ledger: Ledger) -> None:
    assert batch(ledger, start(ledger)).state == BatchState.DONE


async def test_a_batch_that_many_wait_for_is_sent_to_those_whose_turn_it_is(ledger: Ledger) -> None:
    """Who is refused for a while keeps no other waiting, nor is forgotten."""
    people = [ledger.seller() for _ in range(3)]
    ledger.server.faults.refuses(429, "sendMessage", retry_after=1)
    batch_id = start(ledger)
    async with ledger.courier():
        await ledger.settled(2, 3)
        ledger.clock.advance(2 * SECOND)
        assert (await over(ledger, batch_id)).sent == 3
    assert [ledger.copies(person.id) for person in people] == [1, 1, 1]


async def test_readers_who_have_just_been_written_to_hold_up_nobody_behind_them(ledger: Ledger) -> None:
    people = [ledger.seller().id for _ in range(5)]
    batch_id = start(ledger)
    with ledger.database.unit_of_work() as session:
        found = next_of_batch(session, batch_id, ledger.clock(), limit=2, resting={people[0], people[1], people[3]})
        assert [one.chat_id for one in found] == [people[2], people[4]]


async def test_readers_who_sleep_keep_nobody_behind_them_waiting(ledger: Ledger) -> None:
    """They are put off thousands at once; it would take minutes to come past them at the pace of messages."""
    ledger.clock.now = EVENING
    asleep = {"first_name": "Li", "locale": "zh_Hans", "created_at": EVENING, "seen_at": EVENING}
    with ledger.database.unit_of_work() as session:
        session.execute(insert(Seller), [{"id": number, **asleep} for number in range(1, 6001)])
    awake = [ledger.seller("ru") for _ in range(10)]
    with ledger.database.unit_of_work() as session:
        readers = select(Seller.id).order_by(Seller.id)
        said = content_of(Say(key=SAID))
        broadcasts.start(session, readers, said, EVENING, kind="notice", is_patient=True)
    async with ledger.courier():
        await ledger.settled(*range(6001, 6011))
    assert [ledger.copies(person.id) for person in awake] == [1] * 10
    with ledger.database.unit_of_work() as session:
        waiting = Delivery.state == State.DUE, Delivery.due_at == MORNING
        assert session.scalars(select(func.count()).select_from(Delivery).where(*waiting)).one() == 6000


def is_answered(session: Session, delivery: Delivery, now: datetime) -> None:
    parcel = Parcel(
        delivery_id=delivery.id,
        chat_id=delivery.chat_id,
        message_thread_id=None,
        topic=None,
        calls=[],
        is_paid=False,
        may_be_gone=False,
    )
    settle(session, [Settled(parcel, Sent((5,)), now)], NO_OTHERS)


def is_left_behind(session: Session, delivery: Delivery, now: datetime) -> None:
    take_up(session, now, (), now, NO_OTHERS)


@pytest.mark.parametrize("ends", [is_answered, is_left_behind])
async def test_what_ends_while_its_batch_is_cancelled_waits_for_that(
    new_database: NewDatabase, ends: Callable[[Session, Delivery, datetime], None]
) -> None:
    """Both take the batch first, and then its deliveries: neither holds what the other one waits for."""
    async with ledger_on(new_database("postgresql")) as ledger:
        ledger.seller()
        now = ledger.clock()
        batch_id = start(ledger)
        with ledger.database.unit_of_work() as session:
            delivery = session.get_one(Delivery, 1)
            delivery.claim(now)
        with ledger.database.unit_of_work() as session:
            broadcasts.locked(session, batch_id)
            ending = asyncio.create_task(ledger.database.run(lambda other: ends(other, delivery, now)))
            await asyncio.sleep(0.3)
            broadcasts.cancel(session, batch_id, now)
        await ending
        ended = batch(ledger, batch_id)
    assert (ended.state, ended.left) == (BatchState.CANCELLED, 0)
