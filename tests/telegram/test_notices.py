"""What a notice may bring: files of each kind, arriving whole, corrected in the right place, and taken back whole."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from seller_bot.conversation.turn import Pressed
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import State
from seller_bot.demo import samples
from seller_bot.demo.people import Person
from seller_bot.notices import sending
from seller_bot.notices.models import Category, Notice, OptOut
from seller_bot.staff.events import COMMAND_LINE
from seller_bot.telegram.keyboards import encode
from seller_bot.telegram.notices import CONTENTS, calls_of, contents_of_notices
from seller_bot.telegram.traffic import Rates
from tests.support.couriers import Ledger, ledger_on
from tests.support.notices import notice, sent, text
from tests.support.running import SetClock

LONG = "The seller cabinet is down on Sunday. " * 100
LINK = {"url": "https://seller.ozon.ru/app", "text": {"en": "Open"}}


@pytest_asyncio.fixture
async def ledger(database_url: str) -> AsyncIterator[Ledger]:
    async with ledger_on(database_url) as ledger:
        yield ledger


@dataclass(frozen=True)
class Form:
    """What a notice is made of; the kinds of messages that it arrives as, and which of them holds its text."""

    kinds: tuple[str, ...]
    said: str
    has_link: bool
    arrives_as: tuple[str, ...]
    text_at: int


FORMS = {
    "a photo": Form(("photo",), "Hello", True, ("photo",), 0),
    "a document": Form(("document",), "Hello", True, ("document",), 0),
    "a video, and a text too long for a caption": Form(("video",), LONG, True, ("video", "text"), 1),
    "an album": Form(("photo", "video"), "Hello", False, ("photo", "video"), 0),
    "an album with a link": Form(("photo", "video"), "Hello", True, ("photo", "video", "text"), 2),
    "documents, and a long text": Form(("document",) * 3, LONG, False, (*["document"] * 3, "text"), 3),
}


def draft(ledger: Ledger, form: Form, **more: Any) -> Notice:
    uploads = {"photo": samples.PHOTO, "document": samples.DOCUMENT, "video": samples.VIDEO}
    files = [(kind, uploads[kind]) for kind in form.kinds]
    keep = ledger.server.world.files.keep
    kept = [(kind, keep(kind, file.file_name, file.content, file.mime_type).json()) for kind, file in files]
    attachments = [{"type": kind, "media": file["file_id"]} for kind, file in kept]
    buttons = [LINK] if form.has_link else []
    return notice(ledger.clock(), texts={"en": text(form.said)}, attachments=attachments, buttons=buttons, **more)


def send(ledger: Ledger, made: Notice) -> int:
    with ledger.database.unit_of_work() as session:
        return sent(session, made, ledger.clock())


def recall(ledger: Ledger, number: int, correction: dict[str, Any] | None = None) -> None:
    with ledger.database.unit_of_work() as session:
        sending.recall(session, number, COMMAND_LINE, ledger.clock(), correction)


async def over(ledger: Ledger, number: int, which: str = "batch_id") -> Batch:
    async with asyncio.timeout(30):
        while True:
            with ledger.database.unit_of_work() as session:
                batch = session.get_one(Batch, getattr(session.get_one(Notice, number), which))
            if batch.is_over:
                return batch
            await asyncio.sleep(0.02)


def arrived(ledger: Ledger, person: Person) -> list[dict[str, Any]]:
    return [one for one in ledger.server.world.chats[person.id].messages.values() if one["from"]["is_bot"]]


def said(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_it_arrives_whole_and_is_taken_back_whole(ledger: Ledger, form: Form) -> None:
    person, other = ledger.seller(), ledger.seller()
    async with ledger.courier(CONTENTS) as courier:
        number = send(ledger, draft(ledger, form))
        courier.wake()
        assert (await over(ledger, number)).sent == 2
        messages = arrived(ledger, person)
        assert len(messages) == len(form.arrives_as)
        assert all(kind in one for kind, one in zip(form.arrives_as, messages, strict=True))
        assert [said(one) for one in messages if said(one)] == [form.said.strip()]
        assert said(messages[form.text_at])
        assert ("reply_markup" in messages[form.text_at]) == form.has_link
        other.deletes(arrived(ledger, other)[0]["message_id"])
        recall(ledger, number)
        courier.wake()
        assert (await over(ledger, number, "recall_id")).sent == 2
    assert (arrived(ledger, person), arrived(ledger, other)) == ([], [])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_its_text_is_corrected_where_it_stands(ledger: Ledger, form: Form) -> None:
    """Whoever has deleted it needs no correction: that counts as done, too."""
    person, other = ledger.seller(), ledger.seller()
    async with ledger.courier(CONTENTS) as courier:
        number = send(ledger, draft(ledger, form))
        courier.wake()
        await over(ledger, number)
        other.deletes(*(one["message_id"] for one in arrived(ledger, other)))
        recall(ledger, number, {"en": text("On Monday.")})
        courier.wake()
        corrected = await over(ledger, number, "recall_id")
        assert (corrected.sent, corrected.failed) == (2, 0)
    messages = arrived(ledger, person)
    assert len(messages) == len(form.arrives_as)
    assert [said(one) for one in messages if said(one)] == ["On Monday."]
    assert said(messages[form.text_at]) == "On Monday."
    assert ("reply_markup" in messages[form.text_at]) == form.has_link


@pytest.mark.parametrize(("is_for_all", "copies"), [(False, 0), (True, 1)])
async def test_whoever_switches_the_category_off_in_between_gets_no_more_of_it(
    ledger: Ledger, is_for_all: bool, copies: int
) -> None:
    """The readers were fixed before; what comes to all comes to them, too."""
    one, other = ledger.seller(), ledger.seller()
    number = send(ledger, notice(ledger.clock(), is_for_all=is_for_all))
    with ledger.database.unit_of_work() as session:
        session.add(OptOut(seller_id=one.id, category=Category.NEWS, since=ledger.clock()))
        session.add(OptOut(seller_id=other.id, category=Category.SERVICE, since=ledger.clock()))
    async with ledger.courier(CONTENTS):
        ended = await over(ledger, number)
    assert (ended.sent, ended.cancelled) == (1 + copies, 1 - copies)
    assert (len(arrived(ledger, one)), len(arrived(ledger, other))) == (copies, 1)


async def test_a_text_that_telegram_puts_off_follows_its_album_all_the_same(ledger: Ledger) -> None:
    person = ledger.seller()
    ledger.server.faults.refuses(429, "sendMessage", retry_after=1)
    async with ledger.courier(CONTENTS) as courier:
        number = send(ledger, draft(ledger, FORMS["an album with a link"]))
        courier.wake()
        assert (await over(ledger, number)).sent == 1
    assert len(arrived(ledger, person)) == 3


@pytest.mark.parametrize(
    ("code", "error"), [(400, "Button_data_invalid"), (403, "Forbidden: bot was blocked by the user")]
)
async def test_what_telegram_has_taken_a_part_of_is_in_doubt_and_that_part_is_taken_back(
    ledger: Ledger, code: int, error: str
) -> None:
    """Of the album and its text only the album is out: that is known, and kept for whoever takes it back."""
    person, other = ledger.seller(), ledger.seller()
    description = {400: "Bad Request: BUTTON_DATA_INVALID"}.get(code, error)
    ledger.server.faults.refuses(code, "sendMessage", description=description)
    async with ledger.courier(CONTENTS) as courier:
        number = send(ledger, draft(ledger, FORMS["an album with a link"]))
        courier.wake()
        ended = await over(ledger, number)
        assert (ended.sent, ended.uncertain) == (1, 1)
        (row,) = [row for row in ledger.rows() if row.state == State.UNCERTAIN]
        broken = person if row.chat_id == person.id else other
        assert row.message_ids == [one["message_id"] for one in arrived(ledger, broken)]
        assert (row.message_id, row.error) == (row.message_ids[-1], error)
        recall(ledger, number)
        courier.wake()
        assert (await over(ledger, number, "recall_id")).total == 2
    assert (arrived(ledger, person), arrived(ledger, other)) == ([], [])


async def test_what_a_cut_leaves_of_it_is_taken_back_as_far_as_it_is_known(ledger: Ledger) -> None:
    """Nobody knows of the text, which the cut kept from the reader: the album was answered."""
    person = ledger.seller()
    ledger.server.faults.cuts_before("sendMessage")
    async with ledger.courier(CONTENTS) as courier:
        number = send(ledger, draft(ledger, FORMS["an album with a link"]))
        courier.wake()
        assert (await over(ledger, number)).uncertain == 1
        assert len(arrived(ledger, person)) == 2
        recall(ledger, number)
        courier.wake()
        await over(ledger, number, "recall_id")
    assert arrived(ledger, person) == []


async def test_a_part_that_goes_out_while_it_is_taken_back_is_taken_back_too(ledger: Ledger) -> None:
    person = ledger.seller()
    ledger.server.faults.slows(0.3, "sendMediaGroup")
    ledger.server.faults.refuses(400, "sendMessage", description="Bad Request: BUTTON_DATA_INVALID")
    async with ledger.courier(CONTENTS) as courier:
        number = send(ledger, draft(ledger, FORMS["an album with a link"]))
        courier.wake()
        await ledger.until(1, lambda row: row.state == State.SENDING)
        recall(ledger, number)
        assert await ledger.settled(1) == [State.UNCERTAIN]
        courier.wake()
        assert await ledger.settled(2) == [State.SENT]
    assert arrived(ledger, person) == []


async def test_it_is_paid_for_only_where_the_operator_says_so(ledger: Ledger) -> None:
    ledger.seller()
    ledger.server.world.pays_for_broadcasts = True
    for contents in (CONTENTS, contents_of_notices(is_paid=True)):
        async with ledger.courier(contents, rates=Rates(paid=1000)) as courier:
            number = send(ledger, draft(ledger, FORMS["an album with a link"]))
            courier.wake()
            await over(ledger, number)
    sending_calls = [call for call in ledger.server.calls if call.method.startswith("send")]
    assert [call.method for call in sending_calls] == ["sendMediaGroup", "sendMessage"] * 2
    assert ["allow_paid_broadcast" in call.params for call in sending_calls] == [False, False, True, True]


async def test_where_telegram_takes_no_payment_all_arrives_unpaid(ledger: Ledger) -> None:
    """The operator has set it, but the bot's owner has not allowed it, or its balance is too low."""
    people = [ledger.seller() for _ in range(3)]
    async with ledger.courier(contents_of_notices(is_paid=True), rates=Rates(paid=1000)) as courier:
        number = send(ledger, draft(ledger, FORMS["an album with a link"]))
        courier.wake()
        assert (await over(ledger, number)).sent == 3
        asked = len(ledger.server.calls)
        unpaid = send(ledger, draft(ledger, FORMS["a photo"]))
        courier.wake()
        assert (await over(ledger, unpaid)).sent == 3
    assert [len(arrived(ledger, person)) for person in people] == [4, 4, 4]
    assert all("allow_paid_broadcast" not in call.params for call in ledger.server.calls[asked:])


def test_a_reader_without_a_text_gets_nothing_and_one_without_a_label_no_link() -> None:
    made = notice(SetClock()(), id=7, texts={"ru": text("Привет")}, fallback=[], buttons=[LINK], asks_receipt=True)
    (call,) = calls_of(made, 1, "ru")
    got_it = encode(Pressed(flow="notices", step="receipt", visit=7))
    assert call["parameters"]["reply_markup"] == {"inline_keyboard": [[{"text": "Понятно", "callback_data": got_it}]]}
    assert calls_of(made, 1, "en") == []
