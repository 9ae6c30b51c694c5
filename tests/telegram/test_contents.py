"""Contents that are no texts: what is sent and changed is how things are when its turn comes, and what became of it
is learnt by whoever planned it.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery, State
from seller_bot.deliveries.queries import plan_unless_due
from seller_bot.demo.people import Person
from seller_bot.demo.samples import DOCUMENT, PHOTO
from seller_bot.telegram.contents import Content, Contents, Ended, Rendered
from seller_bot.telegram.outbound import Call
from tests.support.couriers import SECOND, Ledger, ledger_on


@dataclass
class Board(Content):
    """A message that shows a text, which others change: sent once, then edited."""

    text: str | None = "one"
    topic: str | None = None
    thread: int | None = None
    message_id: int | None = None
    calls: Sequence[Call] | None = None
    ends: list[tuple[str, Sequence[int], bool]] = field(default_factory=list)
    moves: list[tuple[int | None, int | None]] = field(default_factory=list)

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        if self.text == "broken":
            raise KeyError(self.text)
        calls = self.calls if self.calls is not None else [self.call(delivery)] if self.text else []
        return Rendered(calls=calls, message_thread_id=self.thread, topic=self.topic)

    def call(self, delivery: Delivery) -> Call:
        words: dict[str, Any] = {"chat_id": delivery.chat_id, "text": self.text}
        if self.message_id is None:
            return {"method": "sendMessage", "parameters": words}
        return {"method": "editMessageText", "parameters": {**words, "message_id": self.message_id}}

    def ended(self, session: Session, ended: Ended) -> None:
        self.ends.append((ended.delivery.state, tuple(ended.message_ids), ended.is_gone))
        if ended.delivery.state == State.SENT:
            self.message_id = ended.message_ids[-1]
        if ended.is_gone:
            self.message_id = None
            session.add(due(ended.delivery))

    def moved_to_topic(self, session: Session, delivery: Delivery, old: int | None, new: int | None) -> None:
        self.moves.append((old, new))
        self.thread = new

    def moved_to_chat(self, session: Session, old: int, new: int) -> None:
        self.moves.append((old, new))


def due(like: Delivery) -> Delivery:
    moments = {"planned_at": like.planned_at, "due_at": like.due_at}
    return Delivery(chat_id=like.chat_id, kind=like.kind, content=like.content, reference=like.reference, **moments)


@pytest_asyncio.fixture
async def ledger(database_url: str) -> AsyncIterator[Ledger]:
    async with ledger_on(database_url) as ledger:
        yield ledger


def show(ledger: Ledger, chat_id: int, **more: Any) -> int:
    return ledger.plan(chat_id, content={"board": 7}, reference="board:7", **more)


async def test_it_is_sent_once_and_then_edited_to_what_it_is_by_then(ledger: Ledger) -> None:
    person, board = ledger.seller(), Board()
    async with ledger.courier(Contents(board=board)):
        assert await ledger.settled(show(ledger, person.id)) == [State.SENT]
        board.text = "two"
        assert await ledger.settled(show(ledger, person.id)) == [State.SENT]
    (message,) = person.messages
    assert (message.text, message.message_id) == ("two", board.message_id)
    assert board.ends == [(State.SENT, (message.message_id,), False)] * 2


async def test_an_edit_that_changes_nothing_is_done(ledger: Ledger) -> None:
    person, board = ledger.seller(), Board()
    async with ledger.courier(Contents(board=board)):
        rows = [show(ledger, person.id), show(ledger, person.id)]
        assert await ledger.settled(*rows) == [State.SENT] * 2
    assert ledger.row(rows[1]).message_id == board.message_id
    assert ledger.copies(person.id) == 1


async def test_what_somebody_has_deleted_is_learnt_and_can_be_sent_anew(ledger: Ledger) -> None:
    person, board = ledger.seller(), Board()
    async with ledger.courier(Contents(board=board)):
        await ledger.settled(show(ledger, person.id))
        ledger.server.world.delete(person.chat, [board.message_id or 0])
        board.text = "two"
        row = show(ledger, person.id)
        assert await ledger.settled(row, row + 1) == [State.FAILED, State.SENT]
    assert board.ends[1] == (State.FAILED, (), True)
    assert [message.text for message in person.messages] == ["two"]


async def test_where_nothing_is_left_to_be_said_no_call_is_made(ledger: Ledger) -> None:
    person, board = ledger.seller(), Board(text=None)
    async with ledger.courier(Contents(board=board)):
        row = show(ledger, person.id)
        assert await ledger.settled(row) == [State.CANCELLED]
    assert (ledger.row(row).attempts, person.messages) == (0, [])


async def test_of_many_changes_one_edit_is_due(ledger: Ledger) -> None:
    """What is due says how things are then; what is on its way may not know of the newest change."""
    person, now = ledger.seller(), ledger.clock()

    def plan() -> None:
        with ledger.database.unit_of_work() as session:
            row = Delivery(chat_id=person.id, kind="test", content={"board": 7}, reference="board:7")
            row.planned_at, row.due_at = now, now
            plan_unless_due(session, [row])

    plan()
    plan()
    assert len(ledger.rows()) == 1
    with ledger.database.unit_of_work() as session:
        session.get_one(Delivery, 1).claim(now)
    plan()
    plan()
    assert [row.state for row in ledger.rows()] == [State.SENDING, State.DUE]


async def test_whoever_blocks_the_bot_is_learnt_of(ledger: Ledger) -> None:
    person, board = ledger.seller(), Board()
    person.blocks()
    async with ledger.courier(Contents(board=board)):
        await ledger.settled(show(ledger, person.id))
    assert board.ends == [(State.BLOCKED, (), False)]


async def test_what_cannot_be_rendered_ends_and_is_learnt_of(ledger: Ledger) -> None:
    person, board = ledger.seller(), Board(text="broken")
    async with ledger.courier(Contents(board=board)):
        assert await ledger.settled(show(ledger, person.id), ledger.plan(person.id)) == [State.FAILED, State.SENT]
    assert board.ends == [(State.FAILED, (), False)]


async def test_files_and_copies_go_by_their_ids(ledger: Ledger) -> None:
    """A photo, a document and an album by the ids of files, a message and an album by the ids of messages."""
    person, reader = ledger.seller(), ledger.seller()
    photo, document = await files_of(person)
    album = await messages_of(person)
    to = {"chat_id": reader.id}
    parts = [{"type": "photo", "media": photo, "caption": "both"}, {"type": "photo", "media": photo}]
    source = {**to, "from_chat_id": person.id}
    calls = [
        {"method": "sendPhoto", "parameters": {**to, "photo": photo, "caption": "<b>one</b>", "parse_mode": "HTML"}},
        {"method": "sendDocument", "parameters": {**to, "document": document}},
        {"method": "sendMediaGroup", "parameters": {**to, "media": parts}},
        {"method": "copyMessage", "parameters": {**source, "message_id": album[0], "caption": "copied"}},
        {"method": "copyMessages", "parameters": {**source, "message_ids": album}},
    ]
    board = Board(calls=calls)
    async with ledger.courier(Contents(board=board)):
        assert await ledger.settled(show(ledger, reader.id)) == [State.SENT]
    seen = reader.messages
    assert board.ends == [(State.SENT, tuple(message.message_id for message in seen), False)]
    assert [message.text for message in seen] == ["one", "", "both", "", "copied", "words", ""]
    albums = [message.json.get("media_group_id") for message in seen]
    assert albums[2] == albums[3] != albums[5] == albums[6] is not None


async def files_of(person: Person) -> tuple[str, str]:
    await person.sends_photo(PHOTO)
    await person.sends_document(DOCUMENT)
    photo, document = person.messages[-2:]
    return photo.json["photo"][-1]["file_id"], document.json["document"]["file_id"]


async def messages_of(person: Person) -> list[int]:
    await person.sends_album(caption="words")
    return [message.message_id for message in person.messages[-2:]]


async def test_a_topic_is_made_when_it_is_first_needed(ledger: Ledger) -> None:
    owner, board = ledger.seller(), Board(topic="E-1042")
    group = ledger.server.group("Managers", [owner], forum=True, bot="administrator")
    async with ledger.courier(Contents(board=board)):
        assert await ledger.settled(show(ledger, group.id)) == [State.SENT]
        board.text = "two"
        assert await ledger.settled(show(ledger, group.id)) == [State.SENT]
    ((thread, topic),) = group.chat.topics.items()
    assert (topic.name, board.thread, board.moves) == ("E-1042", thread, [(None, thread)])
    assert (await owner.sees("two", chat=group)).json["message_thread_id"] == thread


async def test_a_topic_that_somebody_deleted_is_made_anew_with_all_that_was_for_it(ledger: Ledger) -> None:
    """Its messages went with it; those that wait for the old topic go to the new one."""
    owner, board = ledger.seller(), Board(topic="E-1042")
    group = ledger.server.group("Managers", [owner], forum=True, bot="administrator")
    async with ledger.courier(Contents(board=board)):
        await ledger.settled(show(ledger, group.id))
        gone = board.thread
        group.deletes_topic(gone or 0)
        later = ledger.plan(group.id, message_thread_id=gone, due_at=ledger.clock() + SECOND)
        row = show(ledger, group.id)
        assert (await ledger.settled(row)) == [State.FAILED]
        async with asyncio.timeout(10):
            while board.message_id is None:
                await asyncio.sleep(0.01)
    ((thread, topic),) = group.chat.topics.items()
    assert (topic.name, board.moves) == ("E-1042", [(None, gone), (gone, thread)])
    assert ledger.row(later).message_thread_id == thread


async def test_a_group_without_topics_gets_all_in_one_place(ledger: Ledger) -> None:
    """No forum, or one that lets the bot make none: it is asked once, and again after a while."""
    owner, board = ledger.seller(), Board(topic="E-1042")
    group = ledger.server.group("Managers", [owner])
    async with ledger.courier(Contents(board=board)):
        assert await ledger.settled(show(ledger, group.id), show(ledger, group.id)) == [State.SENT] * 2
    asked = [call for call in ledger.server.calls if call.method == "createForumTopic"]
    assert len(asked) == 1


async def test_a_group_that_moves_is_learnt_of(ledger: Ledger) -> None:
    owner, board = ledger.seller(), Board()
    group = ledger.server.group("Managers", [owner], basic=True)
    upgraded = group.migrates(owner.user)
    async with ledger.courier(Contents(board=board)):
        assert await ledger.settled(show(ledger, group.id)) == [State.SENT]
    assert board.moves == [(group.id, upgraded.id)]
