"""A newsroom as tests play it, without the rest of the bot: a notice on its way, and members of the staff who watch."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from seller_bot.conversation.turn import Pressed
from seller_bot.deliveries.models import Delivery
from seller_bot.demo.people import Person
from seller_bot.notices import cards, sending
from seller_bot.notices.models import Category, Notice, NoticeState
from seller_bot.notices.rules import Rules
from seller_bot.staff.events import Actor
from seller_bot.staff.models import Role, StaffMember
from seller_bot.telegram.contents import Contents
from seller_bot.telegram.newsroom import board, presses
from seller_bot.telegram.newsroom.contents import contents_of_newsroom
from seller_bot.telegram.newsroom.editing import FLOW, Editing
from seller_bot.telegram.notices import CONTENTS
from seller_bot.telegram.outbound import Call
from tests.support.couriers import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Rules(approval_above=None, zone=ZONE)
A_WHILE = timedelta(seconds=3)
TEXTS = {"en": "Works on Sunday.", "ru": "Работы в воскресенье.", "zh_Hans": "周日维护。"}


@dataclass(frozen=True)
class Newsroom:
    """The ledger with a member of the support team who looks at notices."""

    ledger: Ledger
    anna: Person

    @property
    def contents(self) -> Contents:
        return Contents({**CONTENTS, **contents_of_newsroom(self.ledger.database, RULES, self.ledger.clock)})

    def sends(self, readers: Sequence[Person], **more: Any) -> int:
        """A notice to these, which Anna watches from the beginning."""
        actor, now = Actor(Role.SUPPORT, self.anna.id), self.ledger.clock()
        parts = {"title": "Works", "category": Category.NEWS, "is_for_all": False, "is_patient": False, "buttons": []}
        texts = {language: {"text": text, "entities": []} for language, text in TEXTS.items()}
        audience = {"ids": [person.id for person in readers]}
        written = {"texts": texts, "fallback": ["en"], "audience": audience, "attachments": [], "checks": {}}
        with self.ledger.database.unit_of_work() as session:
            draft = Notice(state=NoticeState.DRAFT, created_by=actor.id, created_at=now, **{**parts, **written, **more})
            sending.keep(session, draft, actor, now)
            cards.card_in(session, draft.id, self.anna.id)
            sending.send(session, draft.id, actor, now)
            return draft.id

    def looks(self) -> None:
        """The board's round."""
        with self.ledger.database.unit_of_work() as session:
            board.plan_refresh(session, self.ledger.clock())

    async def looks_later(self) -> None:
        """The board's round when cards may be changed again; what it plans is brought."""
        self.ledger.clock.advance(A_WHILE)
        self.looks()
        await self.quiet()

    def presses(self, notice_id: int, act: str, message_id: int | None = None) -> list[Call]:
        """A press of Anna's, as the newsroom's door hands it on; the calls that answer it."""
        with self.ledger.database.unit_of_work() as session:
            editing = Editing(
                session=session,
                now=self.ledger.clock(),
                actor=Actor(Role.SUPPORT, self.anna.id),
                chat_id=self.anna.id,
                locale="en",
                own_locale="en",
                zone=ZONE,
                thread=None,
                query_id="1",
                message_id=message_id,
                rules=RULES,
            )
            pressed = Pressed(flow=FLOW, step=act, visit=notice_id)
            return presses.press(editing, pressed)

    def toast(self, notice_id: int, act: str) -> str:
        """What appears over the chat after a press."""
        (said,) = (one for one in self.presses(notice_id, act, 1) if one["method"] == "answerCallbackQuery")
        return str(said["parameters"].get("text", ""))

    def corrects(self, notice_id: int, text: str) -> None:
        """Anna has written a correction in each language."""
        written = {language: {"text": text, "entities": []} for language in TEXTS}
        with self.ledger.database.unit_of_work() as session:
            sending.recall(session, notice_id, Actor(Role.SUPPORT, self.anna.id), self.ledger.clock(), written)

    def notice(self, notice_id: int) -> Notice:
        with self.ledger.database.unit_of_work() as session:
            return session.get_one(Notice, notice_id)

    def changes(self) -> Sequence[Delivery]:
        """All that was planned for cards."""
        return [row for row in self.ledger.rows() if row.kind == cards.CARD]

    def planned(self, kind: str) -> int:
        return sum(row.kind == kind for row in self.ledger.rows())

    async def quiet(self) -> None:
        """Wait until nothing is due but what was paused."""
        unpaused = select(Delivery.id).where(Delivery.state.in_(("due", "sending")), Delivery.batch_id.is_(None))
        await self.until(lambda: not self._ids(unpaused))

    async def over(self, notice_id: int, which: str = "batch_id") -> None:
        """Wait until the notice's batch, or its recall, has nothing left."""
        batch = getattr(self.notice(notice_id), which)
        left = select(Delivery.id).where(Delivery.state.in_(("due", "sending")), Delivery.batch_id == batch)
        await self.until(lambda: not self._ids(left))

    def _ids(self, query: Any) -> Sequence[int]:
        with self.ledger.database.unit_of_work() as session:
            found: Sequence[int] = session.scalars(query).all()
            return found

    async def until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not reached():
                await asyncio.sleep(0.01)

    @property
    def messages(self) -> Sequence[dict[str, Any]]:
        """What stands in Anna's chat, as Telegram has it."""
        return [one for one in self.ledger.server.world.chats[self.anna.id].messages.values() if one["from"]["is_bot"]]

    @property
    def card(self) -> str:
        """What the card says."""
        return str(next(one["text"] for one in self.messages if "text" in one))

    @property
    def acts(self) -> list[str]:
        """The buttons of the card, by what they do."""
        shown = next(one for one in self.messages if "text" in one)
        rows = shown.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"].split(":")[1] for row in rows for button in row]


@asynccontextmanager
async def newsroom_on(ledger: Ledger) -> AsyncIterator[Newsroom]:
    anna = ledger.seller("en")
    with ledger.database.unit_of_work() as session:
        session.add(StaffMember(id=anna.id, role=Role.SUPPORT, locale="en", joined_at=ledger.clock()))
    yield Newsroom(ledger, anna)
