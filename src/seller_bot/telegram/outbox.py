"""Replies on their way: per chat in order, noted as they go out, found again after a crash."""

import asyncio
import functools
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session
from telegram import Bot

from seller_bot.clock import Clock
from seller_bot.sellers.models import Seller
from seller_bot.storage.database import Database, when_back
from seller_bot.telegram.lanes import Lanes
from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.sending import Blocked, make
from seller_bot.turns.models import ReceivedUpdate
from seller_bot.turns.notes import Notes
from seller_bot.turns.queries import Progress, unanswered

log = structlog.stdlib.get_logger()

MOST_IN_MEMORY = 5_000
"""Where sending falls behind by more replies than these, the others are read from their rows when their turn comes."""


class Outbox:
    """Sends what committed turns call for; slow sending to one chat holds up nobody else."""

    def __init__(self, database: Database, bot: Bot, pacing: Pacing, clock: Clock) -> None:
        self._database = database
        self._bot = bot
        self._pacing = pacing
        self._clock = clock
        self._notes = Notes(database)
        self._lanes = Lanes("replies to")
        self._in_hand: set[int] = set()

    def put(self, update_id: int, chat_id: int, calls: Sequence[Call]) -> None:
        """Send the replies to an update when those before it in the same chat are out."""
        if len(self._in_hand) < MOST_IN_MEMORY:
            job = functools.partial(self._send, update_id, chat_id, calls, 0)
        else:
            job = functools.partial(self._send_kept, update_id, chat_id)
        self._in_hand.add(update_id)
        self._lanes.put(chat_id, job)

    async def take_up(self, received_before: datetime | None = None) -> None:
        """Send what an earlier process left unsent, or what failed in this one: all of it, or only what is that old."""
        left = await self._database.run(lambda session: unanswered(session, received_before))
        forgotten = [(update_id, chat_id) for update_id, chat_id in left if update_id not in self._in_hand]
        for update_id, chat_id in forgotten:
            self._in_hand.add(update_id)
            self._lanes.put(chat_id, functools.partial(self._send_kept, update_id, chat_id))
        if forgotten:
            log.info("replies_taken_up", updates=len(forgotten))

    async def drain(self) -> None:
        await self._lanes.drain()

    async def drop(self) -> None:
        """Stop sending; what is not out yet stays in its row for the next start."""
        await self._lanes.drop()

    async def _send_kept(self, update_id: int, chat_id: int) -> None:
        row = await self._database.run(lambda session: session.get_one(ReceivedUpdate, update_id))
        await self._send(update_id, chat_id, row.calls, row.sent)

    async def _send(self, update_id: int, chat_id: int, calls: Sequence[Call], sent: int) -> None:
        try:
            await asyncio.gather(
                self._make_others(chat_id, calls), self._send_messages(update_id, chat_id, calls, sent)
            )
        except Blocked:
            await when_back(lambda: self._database.run(lambda session: self._note_blocked(session, chat_id)))
        finally:
            self._in_hand.discard(update_id)
        await self._notes.add(Progress(update_id, len(calls), self._clock()))

    async def _make_others(self, chat_id: int, calls: Sequence[Call]) -> None:
        """What is made at once, and again after a crash: the answer of a press, the mark on its button."""
        for call in calls:
            if not is_message(call):
                await make(self._bot, chat_id, call, self._pacing)

    async def _send_messages(self, update_id: int, chat_id: int, calls: Sequence[Call], sent: int) -> None:
        """The messages that are not out yet; of several each is noted, so that a crash repeats one at most."""
        messages = [call for call in calls if is_message(call)]
        for number, message in enumerate(messages[sent:], sent + 1):
            await make(self._bot, chat_id, message, self._pacing)
            if number < len(messages):
                await self._notes.add(Progress(update_id, number, None))

    def _note_blocked(self, session: Session, seller_id: int) -> None:
        seller = session.get(Seller, seller_id)
        if seller is not None:
            seller.block(self._clock())
