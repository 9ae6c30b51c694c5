"""The card of a notice on its way: how far it is, what can be done with it, and the report at its end."""

import csv
import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest_asyncio
from sqlalchemy import select

from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import State
from seller_bot.notices import cards, sending
from seller_bot.notices.models import Notice, NoticeState, Receipt, Writer
from seller_bot.notices.report import Reader
from seller_bot.staff.events import COMMAND_LINE
from seller_bot.staff.models import StaffMember
from seller_bot.telegram.newsroom import report_table
from seller_bot.telegram.newsroom.report_files import PICTURE, TABLE
from seller_bot.telegram.wording import Wording
from tests.support.couriers import ledger_on
from tests.support.newsrooms import A_WHILE, RULES, Newsroom, newsroom_on

SECOND = timedelta(seconds=1)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def room(database_url: str) -> AsyncIterator[Newsroom]:
    async with ledger_on(database_url) as ledger, newsroom_on(ledger) as room:
        yield room


async def test_a_card_is_changed_at_most_once_in_three_seconds(room: Newsroom) -> None:
    """Something happens every half second, and the board looks each time."""
    number = room.sends([room.ledger.seller()])
    room.presses(number, "pause")
    async with room.ledger.courier(room.contents):
        await room.quiet()
        for _ in range(15):
            room.ledger.clock.advance(SECOND / 2)
            with room.ledger.database.unit_of_work() as session:
                session.get_one(Batch, room.notice(number).batch_id).version += 1
            room.looks()
            await room.quiet()
    moments = [row.settled_at for row in room.changes()]
    assert len(moments) == 3
    assert all(later - earlier >= A_WHILE for earlier, later in pairwise(filter(None, moments)))


async def test_the_board_plans_nothing_where_nothing_has_changed(room: Newsroom) -> None:
    number = room.sends([room.ledger.seller()])
    room.presses(number, "pause")
    async with room.ledger.courier(room.contents):
        await room.looks_later()
        before = len(room.changes())
        for _ in range(3):
            await room.looks_later()
        assert len(room.changes()) == before


async def test_the_card_counts_what_has_happened_so_far(room: Newsroom) -> None:
    people = [room.ledger.seller() for _ in range(3)]
    people[1].blocks()
    number = room.sends(people)
    async with room.ledger.courier(room.contents):
        await room.over(number)
        with room.ledger.database.unit_of_work() as session:
            batch = session.get_one(Batch, session.get_one(Notice, number).batch_id)
            batch.state, batch.ended_at, batch.total = "running", None, 10
        await room.looks_later()
        assert "is being sent" in room.card
        assert "▓▓▓░░░░░░░░░ 30%" in room.card
        assert "Sent: 2 of 10\nBlocked the bot: 1\nFailed: 0\nUncertain: 0\nLeft: 7" in room.card
        assert "Speed: 0.7 a second\nTime to go: 10 seconds" in room.card
        room.ledger.clock.advance(timedelta(minutes=2))
        room.presses(number, "refresh")
        await room.quiet()
        assert "Nothing has gone out in the last minute" in room.card


async def test_a_notice_is_paused_resumed_and_stopped_by_its_buttons(room: Newsroom) -> None:
    people = [room.ledger.seller() for _ in range(2)]
    number = room.sends(people)
    assert room.toast(number, "pause") == "The notice is paused"
    async with room.ledger.courier(room.contents):
        await room.quiet()
        assert "is paused" in room.card
        assert room.acts == ["resume", "stop"]
        assert room.toast(number, "resume") == "The notice is being sent"
        await room.over(number)
    stopped = room.sends(people)
    room.presses(stopped, "pause")
    assert room.toast(stopped, "stop_yes") == "The notice was stopped"
    assert [room.ledger.copies(person.id) for person in people] == [1, 1]


async def test_an_old_press_says_how_the_notice_stands_and_changes_nothing(room: Newsroom) -> None:
    """One press too many is answered like the first."""
    number = room.sends([room.ledger.seller()])
    assert [room.toast(number, "pause") for _ in range(2)] == ["The notice is paused"] * 2
    async with room.ledger.courier(room.contents):
        room.presses(number, "resume")
        await room.over(number)
        for act in ("pause", "resume", "stop", "send"):
            assert room.toast(number, act) == "The notice has been sent"
        await room.quiet()
        assert "has been sent" in room.card


async def test_taking_back_is_asked_once_more_and_shows_its_own_progress(room: Newsroom) -> None:
    people = [room.ledger.seller() for _ in range(3)]
    number = room.sends(people)
    async with room.ledger.courier(room.contents):
        await room.over(number)
        _, question = room.presses(number, "recall")
        assert "3 sellers have it" in question["parameters"]["text"]
        assert room.notice(number).recall_id is None
        answered = room.presses(number, "recall_yes", 7)
        assert [call["method"] for call in answered] == ["answerCallbackQuery", "editMessageText"]
        assert room.toast(number, "recall_yes").startswith("The notice ")
        await room.over(number, "recall_id")
        await room.looks_later()
        await room.looks_later()
        assert "has been taken back" in room.card
        assert "Deleted: 3 of 3\nCould not be deleted: 0" in room.card
        assert {"recall", "correct"}.isdisjoint(room.acts)
    assert [room.ledger.copies(person.id) for person in people] == [0, 0, 0]


async def test_what_was_on_its_way_when_a_notice_was_taken_back_is_taken_back_too(room: Newsroom) -> None:
    person = room.ledger.seller()
    room.ledger.server.faults.slows(0.3, "sendMessage")
    number = room.sends([person])
    async with room.ledger.courier(room.contents):
        await room.ledger.until(1, lambda row: row.state == State.SENDING)
        room.presses(number, "pause")
        with room.ledger.database.unit_of_work() as session:
            sending.recall(session, number, COMMAND_LINE, room.ledger.clock())
        await room.over(number)
        assert room.ledger.copies(person.id) == 1
        await room.quiet()
    assert room.ledger.copies(person.id) == 0


async def test_who_thinks_better_of_it_takes_nothing_back(room: Newsroom) -> None:
    person = room.ledger.seller()
    number = room.sends([person])
    async with room.ledger.courier(room.contents):
        await room.over(number)
        room.presses(number, "recall")
        room.presses(number, "recall_no", 7)
    assert room.notice(number).recall_id is None
    assert room.ledger.copies(person.id) == 1


async def test_after_48_hours_a_notice_can_only_be_corrected(room: Newsroom) -> None:
    number = room.sends([room.ledger.seller()])
    async with room.ledger.courier(room.contents):
        await room.over(number)
        room.presses(number, "recall")
        room.ledger.clock.advance(timedelta(hours=48))
        assert "48 hours" in room.toast(number, "recall")
        assert "48 hours" in room.toast(number, "recall_yes")
        await room.quiet()
        assert "recall" not in room.acts
        assert "correct" in room.acts
    assert room.notice(number).recall_id is None


async def test_a_correction_is_asked_for_and_shows_its_own_progress(room: Newsroom) -> None:
    people = [room.ledger.seller(), room.ledger.seller()]
    number = room.sends(people)
    async with room.ledger.courier(room.contents):
        await room.over(number)
        room.presses(number, "correct")
        with room.ledger.database.unit_of_work() as session:
            writer = session.get_one(Writer, room.anna.id)
            assert (writer.notice_id, writer.awaits) == (number, "correction:en")
        room.corrects(number, "On Monday.")
        await room.over(number, "recall_id")
        await room.looks_later()
        assert "has been corrected" in room.card
        assert "Corrected: 2 of 2" in room.card
        assert room.toast(number, "correct") == "The notice has been corrected"


async def test_the_report_names_the_uncertain_and_never_tries_the_blocked_again(room: Newsroom) -> None:
    people = [room.ledger.seller() for _ in range(4)]
    people[3].blocks()
    room.ledger.server.faults.cuts_after("sendMessage")
    number = room.sends(people, asks_receipt=True)
    async with room.ledger.courier(room.contents):
        await room.over(number)
        doubtful = next(row.chat_id for row in room.ledger.rows() if row.state == State.UNCERTAIN)
        reader = next(one.id for one in people[:3] if one.id != doubtful)
        with room.ledger.database.unit_of_work() as session:
            session.add(Receipt(notice_id=number, seller_id=reader, given_at=room.ledger.clock()))
        await room.looks_later()
        assert "2 sellers have received it." in room.card
        assert "1 seller was not reached: the bot is blocked there. It won't be tried again." in room.card
        assert f"1 seller may or may not have it: {doubtful}" in room.card
        assert "1 seller has pressed “Got it”." in room.card
        assert room.acts == ["again", "picture", "csv", "refresh", "correct", "recall"]


async def test_the_uncertain_get_a_draft_of_their_own_once(room: Newsroom) -> None:
    person = room.ledger.seller()
    room.ledger.server.faults.cuts_after("sendMessage")
    number = room.sends([person])
    async with room.ledger.courier(room.contents):
        await room.over(number)
    assert room.toast(number, "again") == "A draft for 1 seller is ready"
    assert room.toast(number, "again") == "A draft for 1 seller is ready"
    with room.ledger.database.unit_of_work() as session:
        (draft,) = session.scalars(select(Notice).where(Notice.state == NoticeState.DRAFT)).all()
        assert draft.audience == {"uncertain_of": number}
        assert [card.chat_id for card in cards.cards(session, draft.id)] == [room.anna.id]
        draft.state = NoticeState.SENT
    assert "has been sent again" in room.toast(number, "again")


async def test_picture_and_table_come_once_with_the_end(room: Newsroom) -> None:
    people = [room.ledger.seller(locale) for locale in ("en", "ru", "zh_Hans")]
    number = room.sends(people)
    async with room.ledger.courier(room.contents):
        await room.over(number)
        for _ in range(4):
            await room.looks_later()
        assert (room.planned(PICTURE), room.planned(TABLE)) == (1, 1)
        photo = next(one for one in room.messages if "photo" in one)
        table = next(one for one in room.messages if "document" in one)
        assert table["document"]["file_name"] == f"notice-{number}.csv"
        assert "all 3 recipients" in table["caption"]
        assert (photo["photo"][-1]["width"], photo["photo"][-1]["height"]) == (1280, 960)
        room.presses(number, "picture")
        room.presses(number, "picture")
        await room.quiet()
        assert sum("photo" in one for one in room.messages) == 2


async def test_a_report_opened_later_brings_no_files_by_itself(room: Newsroom) -> None:
    number = room.sends([room.ledger.seller()])
    async with room.ledger.courier(room.contents):
        await room.over(number)
        with room.ledger.database.unit_of_work() as session:
            cards.card_in(session, number, room.anna.id).shown = None
        await room.looks_later()
    assert "has been sent" in room.card
    assert room.planned(PICTURE) == 0


async def test_a_deleted_card_is_sent_anew(room: Newsroom) -> None:
    number = room.sends([room.ledger.seller()])
    room.presses(number, "pause")
    async with room.ledger.courier(room.contents):
        await room.quiet()
        old = room.messages[0]["message_id"]
        room.ledger.server.world.chats[room.anna.id].messages.clear()
        room.presses(number, "stop_yes")
        await room.quiet()
    assert "was stopped" in room.card
    assert room.messages[0]["message_id"] != old


async def test_who_works_here_no_more_sees_no_more_of_it(room: Newsroom) -> None:
    number = room.sends([room.ledger.seller()])
    room.presses(number, "pause")
    with room.ledger.database.unit_of_work() as session:
        session.get_one(StaffMember, room.anna.id).revoked_at = room.ledger.clock()
    async with room.ledger.courier(room.contents):
        await room.looks_later()
    assert room.messages == []


async def test_the_table_has_a_line_for_each_reader_as_excel_opens_it() -> None:
    wording = Wording("ru", RULES.zone, MORNING)
    lines = [Reader(100, "ru", "sent", MORNING, None), Reader(200, None, "blocked", MORNING, "Forbidden, really")]
    write, suffix, _ = report_table.form_for(2)
    made = write("notice-1.csv", lines, wording)
    assert made.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig")))
    assert head == ["ID чата", "Язык", "Результат", "Время (Asia/Shanghai)", "Ответ Telegram"]
    assert rows == [
        ["100", "русский", "Отправлено", "2026-11-23 17:00:00", ""],
        ["200", "язык не выбран", "Бот заблокирован", "2026-11-23 17:00:00", "Forbidden, really"],
    ]
    assert suffix == ".csv"


async def test_a_long_table_is_packed() -> None:
    write, suffix, _ = report_table.form_for(report_table.MOST_PLAIN + 1)
    wording = Wording("en", RULES.zone, MORNING)
    packed = write("notice-1.csv", (Reader(one, "en", "sent", MORNING, None) for one in range(1000)), wording)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("notice-1.csv").count(b"\r\n") == 1001
    assert suffix == ".zip"
