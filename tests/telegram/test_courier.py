"""The courier and the ledger agree, whatever Telegram answers and whatever the network does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Say
from seller_bot.deliveries import broadcasts
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery, Policy, State
from seller_bot.deliveries.queries import cancel_about
from seller_bot.sellers.models import Seller
from seller_bot.telegram.contents import Content, Contents, Rendered
from seller_bot.telegram.methods import Upload
from seller_bot.texts import Texts
from tests.support.couriers import SAID, SECOND, Ledger, ledger_on
from tests.support.databases import NewDatabase


@pytest_asyncio.fixture
async def ledger(database_url: str) -> AsyncIterator[Ledger]:
    async with ledger_on(database_url) as ledger:
        yield ledger


def is_due_again(row: Delivery) -> bool:
    return row.state == State.DUE and row.attempts == 1


async def test_what_is_due_is_sent_in_the_language_of_its_reader(ledger: Ledger) -> None:
    """The text is made when it is sent; what is not due yet stays where it is."""
    person = ledger.seller("ru")
    async with ledger.courier():
        later = ledger.plan(person.id, due_at=ledger.clock() + SECOND)
        sent = ledger.plan(person.id)
        assert await ledger.settled(sent) == [State.SENT]
        message = await person.sees()
        assert message.text == Texts("ru").plain(SAID)
        assert ledger.row(sent).message_id == message.message_id
        assert ledger.row(later).state == State.DUE
        ledger.clock.advance(SECOND)
        assert await ledger.settled(later) == [State.SENT]


async def test_in_a_chat_all_comes_in_the_order_in_which_it_was_due(ledger: Ledger) -> None:
    """Also where the first one has to be tried twice."""
    person = ledger.seller()
    keys = (SAID, "repair.press_a_button", "sent.photo")
    for number, key in enumerate(reversed(keys)):
        ledger.plan(person.id, key, due_at=ledger.clock() - number * SECOND)
    ledger.server.faults.refuses(500, method="sendMessage")
    async with ledger.courier():
        await ledger.until(3, is_due_again)
        assert {row.state for row in ledger.rows()} == {State.DUE}
        ledger.clock.advance(SECOND)
        assert await ledger.settled(1, 2, 3) == [State.SENT] * 3
    assert [(await person.sees()).text for _ in keys] == [Texts("en").plain(key) for key in keys]


async def test_one_person_is_not_kept_waiting_by_a_broadcast(ledger: Ledger) -> None:
    people = [ledger.seller() for _ in range(40)]
    with ledger.database.unit_of_work() as session:
        content, an_hour_ago = content_of(Say(key=SAID)), ledger.clock() - timedelta(hours=1)
        broadcasts.start(session, select(Seller.id), content, an_hour_ago, kind="notice")
    to_one = ledger.plan(people[-1].id, key="repair.press_a_button")
    async with ledger.courier():
        assert await ledger.settled(to_one) == [State.SENT]
        assert (await people[-1].sees()).text == Texts("en").plain("repair.press_a_button")
        assert any(row.state == State.DUE for row in ledger.rows())
        await ledger.settled(*(row.id for row in ledger.rows()))
    assert [ledger.copies(person.id) for person in people] == [1] * 39 + [2]


@pytest.mark.parametrize("policy", Policy)
async def test_a_chat_that_is_written_to_too_fast_gets_it_later(ledger: Ledger, policy: Policy) -> None:
    person = ledger.seller()
    ledger.server.faults.refuses(429, method="sendMessage", retry_after=1)
    async with ledger.courier():
        sent = ledger.plan(person.id, policy=policy)
        row = await ledger.until(sent, is_due_again)
        assert row.retry_at == ledger.clock() + SECOND
        ledger.clock.advance(SECOND)
        assert await ledger.settled(sent) == [State.SENT]
    assert ledger.copies(person.id) == 1


@pytest.mark.parametrize("policy", Policy)
async def test_what_telegram_itself_refuses_for_now_is_tried_again(ledger: Ledger, policy: Policy) -> None:
    person = ledger.seller()
    ledger.server.faults.refuses(500, method="sendMessage")
    async with ledger.courier():
        sent = ledger.plan(person.id, policy=policy)
        row = await ledger.until(sent, is_due_again)
        assert row.error == "Internal Server Error"
        ledger.clock.advance(SECOND)
        assert await ledger.settled(sent) == [State.SENT]
    assert ledger.copies(person.id) == 1


async def test_what_a_cut_leaves_in_doubt_is_repeated_to_one_person(ledger: Ledger) -> None:
    """Whether it was cut before or after it took effect can't be told: twice beats never."""
    before, after, slow, page = (ledger.seller() for _ in range(4))
    ledger.server.faults.cuts_before("sendMessage", chat_id=before.id)
    ledger.server.faults.cuts_after("sendMessage", chat_id=after.id)
    ledger.server.faults.slows(1.5, "sendMessage", chat_id=slow.id)
    ledger.server.faults.refuses(502, "sendMessage", chat_id=page.id)
    people = (before, after, slow, page)
    async with ledger.courier():
        rows = [ledger.plan(person.id) for person in people]
        for row in rows:
            assert (await ledger.until(row, is_due_again)).error
        ledger.clock.advance(SECOND)
        assert await ledger.settled(*rows) == [State.SENT] * 4
        async with asyncio.timeout(10):
            while ledger.copies(slow.id) < 2:
                await asyncio.sleep(0.01)
    assert [ledger.copies(person.id) for person in people] == [1, 2, 2, 1]


async def test_what_a_cut_leaves_in_doubt_is_never_repeated_to_many(ledger: Ledger) -> None:
    before, after, page = (ledger.seller() for _ in range(3))
    ledger.server.faults.cuts_before("sendMessage", chat_id=before.id)
    ledger.server.faults.cuts_after("sendMessage", chat_id=after.id)
    ledger.server.faults.refuses(502, "sendMessage", chat_id=page.id)
    people = (before, after, page)
    async with ledger.courier():
        rows = [ledger.plan(person.id, policy=Policy.BROADCAST) for person in people]
        assert await ledger.settled(*rows) == [State.UNCERTAIN] * 3
        ledger.clock.advance(timedelta(days=1))
        probe = ledger.plan(ledger.seller().id)
        assert await ledger.settled(probe) == [State.SENT]
    assert [ledger.copies(person.id) for person in people] == [0, 1, 0]


async def test_what_never_went_out_waits_for_the_network_and_counts_as_no_attempt(ledger: Ledger) -> None:
    """Nobody listens at the address: even a broadcast is surely not out, and goes as soon as somebody does."""
    people = [ledger.seller() for _ in range(5)]
    rows = [ledger.plan(person.id, policy=Policy.BROADCAST) for person in people]
    async with ledger.courier(url="http://127.0.0.1:9") as courier:
        async with asyncio.timeout(20):
            while not courier.is_in_trouble:
                await asyncio.sleep(0.01)
    assert {(row.state, row.attempts) for row in ledger.rows()} == {(State.DUE, 0)}
    async with ledger.courier():
        assert await ledger.settled(*rows) == [State.SENT] * 5


async def test_whoever_has_blocked_the_bot_is_marked_and_spoils_nothing(ledger: Ledger) -> None:
    person, other = ledger.seller(), ledger.seller()
    person.blocks()
    async with ledger.courier():
        rows = ledger.plan(person.id), ledger.plan(other.id)
        assert await ledger.settled(*rows) == [State.BLOCKED, State.SENT]
    with ledger.database.unit_of_work() as session:
        assert session.get_one(Seller, person.id).has_blocked
        assert not session.get_one(Seller, other.id).has_blocked


async def test_a_chat_that_telegram_does_not_know_is_a_blocked_one(ledger: Ledger) -> None:
    async with ledger.courier():
        row = ledger.plan(424242)
        assert await ledger.settled(row) == [State.BLOCKED]
    assert ledger.row(row).error == "Chat not found"


async def test_what_telegram_does_not_take_has_failed_in_its_words(ledger: Ledger) -> None:
    person = ledger.seller()
    ledger.server.faults.refuses(400, "sendMessage", description="Bad Request: BUTTON_DATA_INVALID")
    async with ledger.courier():
        refused, following = ledger.plan(person.id), ledger.plan(person.id)
        assert await ledger.settled(refused, following) == [State.FAILED, State.SENT]
    assert ledger.row(refused).error == "Button_data_invalid"


async def test_what_cannot_be_made_into_a_message_spoils_no_other(ledger: Ledger) -> None:
    person = ledger.seller()
    async with ledger.courier():
        rows = ledger.plan(person.id, key="no.such_text"), ledger.plan(person.id)
        assert await ledger.settled(*rows) == [State.FAILED, State.SENT]
    assert ledger.row(rows[0]).error == "UnknownText"


class Unmakeable(Content):
    """A picture that can't be drawn."""

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        async def draw() -> bytes:
            raise OSError("cannot open resource")

        parameters = {"chat_id": delivery.chat_id, "photo": Upload("report.png", draw)}
        return Rendered(calls=[{"method": "sendPhoto", "parameters": parameters}])


async def test_a_file_that_cannot_be_made_fails_at_once_and_blocks_no_chat(ledger: Ledger) -> None:
    person = ledger.seller()
    async with ledger.courier(Contents({"picture": Unmakeable()})):
        rows = ledger.plan(person.id, content={"picture": 1}), ledger.plan(person.id)
        assert await ledger.settled(*rows) == [State.FAILED, State.SENT]
    assert ledger.row(rows[0]).error == "report.png could not be made: OSError"


async def test_a_group_that_became_a_supergroup_gets_it_there(ledger: Ledger) -> None:
    owner = ledger.seller()
    group = ledger.server.group("Managers", [owner], basic=True)
    upgraded = group.migrates(owner.user)
    later = ledger.plan(group.id, due_at=ledger.clock() + SECOND)
    async with ledger.courier():
        row = ledger.plan(group.id)
        assert await ledger.settled(row) == [State.SENT]
        assert {row.chat_id for row in ledger.rows()} == {upgraded.id}
        assert ledger.row(later).state == State.DUE
    assert (await owner.sees(chat=upgraded)).text == Texts("en").plain(SAID)


async def test_a_topic_that_is_gone_fails_what_was_to_be_said_there(ledger: Ledger) -> None:
    owner = ledger.seller()
    group = ledger.server.group("Managers", [owner], forum=True, bot="administrator")
    topic = group.opens_topic("E-1042", owner.user)
    group.deletes_topic(topic)
    async with ledger.courier():
        row = ledger.plan(group.id, message_thread_id=topic)
        assert await ledger.settled(row) == [State.FAILED]
    assert ledger.row(row).error == "Message thread not found"


async def test_what_is_cancelled_before_it_is_due_again_is_not_sent(ledger: Ledger) -> None:
    person = ledger.seller()
    ledger.server.faults.refuses(500, method="sendMessage")
    async with ledger.courier():
        row = ledger.plan(person.id, reference="case 7")
        await ledger.until(row, is_due_again)
        with ledger.database.unit_of_work() as session:
            cancel_about(session, "case 7", ledger.clock())
        ledger.clock.advance(SECOND)
        assert await ledger.settled(row, ledger.plan(ledger.seller().id)) == [State.CANCELLED, State.SENT]
    assert ledger.copies(person.id) == 0


async def test_what_is_cancelled_during_its_call_is_not_repeated(ledger: Ledger) -> None:
    person = ledger.seller()
    ledger.server.faults.slows(1.5, "sendMessage", chat_id=person.id)
    async with ledger.courier():
        row = ledger.plan(person.id, reference="case 7")
        await ledger.until(row, lambda row: row.state == State.SENDING)
        with ledger.database.unit_of_work() as session:
            cancel_about(session, "case 7", ledger.clock())
        assert await ledger.settled(row) == [State.CANCELLED]


async def test_a_courier_that_is_stopped_finishes_the_call_in_hand(ledger: Ledger) -> None:
    person = ledger.seller()
    ledger.server.faults.slows(0.3, "sendMessage")
    async with ledger.courier():
        row = ledger.plan(person.id)
        await ledger.until(row, lambda row: row.state == State.SENDING)
    assert ledger.row(row).state == State.SENT


@pytest.mark.parametrize(("policy", "ends"), [(Policy.TRANSACTIONAL, State.SENT), (Policy.BROADCAST, State.UNCERTAIN)])
async def test_what_a_crash_left_on_its_way_is_in_doubt(ledger: Ledger, policy: Policy, ends: State) -> None:
    """On PostgreSQL another process may be making the call, so there it is believed after a minute only."""
    person = ledger.seller()
    row = ledger.plan(person.id, policy=policy)
    with ledger.database.unit_of_work() as session:
        session.get_one(Delivery, row).claim(ledger.clock())
    ledger.clock.advance(timedelta(minutes=2))
    async with ledger.courier():
        await ledger.until(row, lambda row: row.error is not None)
        ledger.clock.advance(SECOND)
        assert await ledger.settled(row) == [ends]


async def test_a_clock_that_was_set_back_keeps_nobody_waiting(ledger: Ledger) -> None:
    """What was sent last lies in the future then: no more than the usual rest is kept after it."""
    person = ledger.seller()
    ledger.plan(person.id, state=State.SENT, settled_at=ledger.clock() + timedelta(hours=3))
    async with ledger.courier():
        assert await ledger.settled(ledger.plan(person.id)) == [State.SENT]


async def test_two_couriers_on_one_server_send_each_message_once(new_database: NewDatabase) -> None:
    """A SQLite file has one process only."""
    async with ledger_on(new_database("postgresql")) as ledger:
        people = [ledger.seller() for _ in range(20)]
        rows = [ledger.plan(person.id) for person in people for _ in range(2)]
        async with ledger.courier(), ledger.courier():
            assert {*await ledger.settled(*rows)} == {State.SENT}
        assert [ledger.copies(person.id) for person in people] == [2] * 20
