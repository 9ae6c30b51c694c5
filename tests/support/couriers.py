"""A courier at work against the local Bot API server, on a real database, without the rest of the bot."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from telegram import Bot

from seller_bot.conversation.turn import Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.sellers.models import Seller
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.telegram.contents import NO_OTHERS, Contents
from seller_bot.telegram.courier import Courier
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.traffic import Rates
from seller_bot.telegram.transport import TimeLimits, Transport
from tests.support.running import TOKEN, SetClock

SAID = "repair.nothing_to_cancel"
"""A text without values."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The ledger as a test fills it and looks at it."""

    server: BotApiServer
    database: Database
    clock: SetClock

    def seller(self, locale: str = "en") -> Person:
        """Somebody who has pressed Start, and may be written to."""
        person = self.server.person("Li", language_code="en")
        self.server.world.start(person.id)
        with self.database.unit_of_work() as session:
            now = self.clock()
            session.add(Seller(id=person.id, first_name="Li", locale=locale, created_at=now, seen_at=now))
        return person

    def plan(self, chat_id: int, key: str = SAID, **more: Any) -> int:
        """Something that is due now."""
        row = {"kind": "test", "content": content_of(Say(key=key)), "planned_at": self.clock(), "due_at": self.clock()}
        with self.database.unit_of_work() as session:
            session.add(delivery := Delivery(chat_id=chat_id, **{**row, **more}))
            session.flush()
            return delivery.id

    def row(self, delivery_id: int) -> Delivery:
        with self.database.unit_of_work() as session:
            return session.get_one(Delivery, delivery_id)

    def rows(self) -> Sequence[Delivery]:
        with self.database.unit_of_work() as session:
            return session.scalars(select(Delivery).order_by(Delivery.id)).all()

    async def settled(self, *delivery_ids: int) -> list[str]:
        """Wait until these are neither due nor on their way; their states."""
        return [(await self.until(one, lambda row: not row.is_open)).state for one in delivery_ids]

    async def until(self, delivery_id: int, reached: Any) -> Delivery:
        async with asyncio.timeout(20):
            while not reached(row := self.row(delivery_id)):
                await asyncio.sleep(0.01)
        return row

    def copies(self, chat_id: int) -> int:
        """How often something stands in the chat."""
        return sum(message["from"]["is_bot"] for message in self.server.world.chats[chat_id].messages.values())

    @asynccontextmanager
    async def courier(
        self, contents: Contents = NO_OTHERS, url: str | None = None, rates: Rates | None = None
    ) -> AsyncIterator[Courier]:
        """At work until the block ends; then it finishes what it has in hand."""
        transport = Transport(TimeLimits(read=0.5))
        bot = Bot(TOKEN, f"{url or self.server.url}/bot", request=transport, get_updates_request=transport)
        await transport.initialize()
        courier = Courier(self.database, bot, Pacing(rates=rates), self.clock, contents)
        running = asyncio.create_task(courier.run())
        try:
            yield courier
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            await courier.drain()
            await transport.shutdown()


@asynccontextmanager
async def ledger_on(database_url: str) -> AsyncIterator[Ledger]:
    migrate.upgrade(database_url)
    async with BotApiServer(token=TOKEN) as server:
        database = Database(database_url)
        yield Ledger(server=server, database=database, clock=SetClock())
        await database.close()
        assert server.violations == []


SECOND = timedelta(seconds=1)
