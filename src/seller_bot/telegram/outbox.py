"""Replies on their way: per chat in order, noted as they go out, found again after a crash."""

import asyncio
import functools
from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session
from telegram import Bot

from seller_bot.clock import Clock
from seller_bot.sellers.queries import note_blocked
from seller_bot.storage.database import Database, when_back
from seller_bot.storage.notes import Notes
from seller_bot.storage.slips import Slips
from seller_bot.telegram.illustrations import Illustrations
from seller_bot.telegram.lanes import Lanes
from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.sending import NotSent, NotTaken, make
from seller_bot.turns.queries import Progress, kept_calls, note, unanswered

log = structlog.stdlib.get_logger()

MOST_IN_MEMORY = 5_000
"""Where sending falls behind by more replies than these, the others are read from their rows when their turn comes."""


class Outbox:
    """Sends what committed turns call for; slow sending to one chat holds up nobody else.

    Of each message that is out there is a slip until it is noted in the database.
    """

    def __init__(
        self, database: Database, slips: Slips, bot: Bot, pacing: Pacing, illustrations: Illustrations, clock: Clock
    ) -> None:
        self._database = database
        self._slips = slips
        self._bot = bot
        self._pacing = pacing
        self._illustrations = illustrations
        self._clock = clock
        self._notes = Notes(database, note)
        self._lanes = Lanes("replies to")
        self._in_hand: set[int] = set()

    def put(self, update_id: int, chat_id: int, calls: Sequence[Call]) -> None:
        """Send the replies to an update when those before it in the same chat are out."""
        if calls:
            self._line_up(update_id, chat_id, calls if len(self._in_hand) < MOST_IN_MEMORY else None)

    async def take_up(self, received_before: datetime | None = None) -> None:
        """Send what an earlier process left unsent, or what failed in this one: all of it, or only what is that old."""
        slips = self._slips.all()
        left = await self._database.run(lambda session: _left(session, slips, received_before))
        self._slips.drop(slips.keys() - self._in_hand)
        forgotten = [(update_id, chat_id) for update_id, chat_id in left if update_id not in self._in_hand]
        for update_id, chat_id in forgotten:
            self._line_up(update_id, chat_id, None)
        if forgotten:
            log.info("replies_taken_up", updates=len(forgotten))

    async def drain(self) -> None:
        await self._lanes.drain()

    async def drop(self) -> None:
        """Stop sending; what is not out yet stays in its row for the next start."""
        await self._lanes.drop()

    def _line_up(self, update_id: int, chat_id: int, calls: Sequence[Call] | None) -> None:
        self._in_hand.add(update_id)
        self._lanes.put(chat_id, functools.partial(self._send, update_id, chat_id, calls))

    async def _send(self, update_id: int, chat_id: int, calls: Sequence[Call] | None) -> None:
        """Send the replies that are in memory, else those in the row, from the one on that is not out yet."""
        try:
            whole, sent = (calls, 0) if calls is not None else await self._read(update_id)
            await self._make_all(update_id, chat_id, whole, sent)
            await self._notes.add(Progress(update_id, len(whole), self._clock()))
            self._slips.drop([update_id])
        except NotSent:
            log.warning("reply_waits", update=update_id, chat=chat_id)  # In its row, for a later sweep.
        finally:
            self._in_hand.discard(update_id)

    async def _read(self, update_id: int) -> tuple[Sequence[Call], int]:
        work = functools.partial(kept_calls, update_id=update_id)
        return await when_back(functools.partial(self._database.run, work))

    async def _make_all(self, update_id: int, chat_id: int, calls: Sequence[Call], sent: int) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._send_messages(update_id, chat_id, calls, sent))
                tasks.create_task(self._make_others(chat_id, calls))
        except ExceptionGroup as errors:
            if errors.subgroup(NotTaken):
                work = functools.partial(note_blocked, seller_id=chat_id, now=self._clock())
                await when_back(functools.partial(self._database.run, work))
                return
            raise errors.exceptions[0] from errors

    async def _make_others(self, chat_id: int, calls: Sequence[Call]) -> None:
        """What is made at once, and again after a crash: the answer of a press, the mark on its button."""
        for call in calls:
            if not is_message(call):
                await make(self._bot, chat_id, call, self._pacing)

    async def _send_messages(self, update_id: int, chat_id: int, calls: Sequence[Call], sent: int) -> None:
        """The messages that are not out yet; of several each is noted, so that a crash repeats one at most."""
        messages = [call for call in calls if is_message(call)]
        for number, message in enumerate(messages[sent:], sent + 1):
            await self._illustrations.send(chat_id, message)
            self._slips.write(update_id, number)
            if number < len(messages):
                await self._notes.add(Progress(update_id, number, None))


def _left(session: Session, slips: Mapping[int, int], received_before: datetime | None) -> list[tuple[int, int]]:
    note(session, [Progress(update_id, sent, None) for update_id, sent in slips.items()])
    return unanswered(session, received_before)
