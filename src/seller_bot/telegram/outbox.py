"""Replies on their way: per chat in order, marked as answered when they are out, found again after a crash."""

import functools

import structlog
from telegram import Bot

from seller_bot.clock import Clock
from seller_bot.sellers.models import Seller
from seller_bot.storage.database import Database, when_back
from seller_bot.telegram import sending
from seller_bot.telegram.lanes import Lanes
from seller_bot.telegram.outbound import Call
from seller_bot.turns.queries import answered, unanswered

log = structlog.stdlib.get_logger()


class Outbox:
    """Sends what committed turns call for; slow sending to one chat holds up nobody else."""

    def __init__(self, database: Database, bot: Bot, clock: Clock) -> None:
        self._database = database
        self._bot = bot
        self._clock = clock
        self._lanes = Lanes("replies to")

    def put(self, update_id: int, chat_id: int, calls: list[Call]) -> None:
        self._lanes.put(chat_id, functools.partial(self._send, update_id, chat_id, calls))

    async def resume(self) -> None:
        """Take up what an earlier process left unsent; an answer to a press has come too late by then."""
        async with self._database.unit_of_work() as session:
            waiting = await unanswered(session)
        for update in waiting:
            messages = [call for call in update.calls if call["method"] != "answerCallbackQuery"]
            self.put(update.id, update.chat_id, messages)
        if waiting:
            log.info("replies_resumed", updates=len(waiting))

    async def drain(self) -> None:
        await self._lanes.drain()

    async def drop(self) -> None:
        """Stop sending; what is not out yet stays in its row for the next start."""
        await self._lanes.drop()

    async def _send(self, update_id: int, chat_id: int, calls: list[Call]) -> None:
        try:
            await sending.make_all(self._bot, calls)
        except sending.Blocked:
            await when_back(lambda: self._note(update_id, chat_id, blocked=True))
        else:
            await when_back(lambda: self._note(update_id, chat_id, blocked=False))

    async def _note(self, update_id: int, seller_id: int, *, blocked: bool) -> None:
        async with self._database.unit_of_work() as session:
            await answered(session, update_id, self._clock())
            seller = await session.get(Seller, seller_id) if blocked else None
            if seller is not None:
                seller.block(self._clock())
