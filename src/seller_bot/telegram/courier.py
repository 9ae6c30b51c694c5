"""The courier: brings what the bot says on its own initiative, at Telegram's pace, and never lets a row and the truth
come apart. `sending` is committed before a call is made: whatever happens then, it is known that it may be out.
"""

import asyncio
import functools
from datetime import timedelta

import structlog
from telegram import Bot
from telegram.error import TelegramError

from seller_bot.clock import Clock
from seller_bot.deliveries.news import tell_of_plans
from seller_bot.deliveries.queries import last_settled
from seller_bot.storage.database import Database, when_back
from seller_bot.storage.notes import Notes
from seller_bot.telegram.attempt import InDoubt, Intercepted, Migrated, NotOut, Outcome, Partly, Refused, TopicGone
from seller_bot.telegram.contents import NO_OTHERS, Contents
from seller_bot.telegram.outage import Outage
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.parcels import Claimed, Parcel, bring, claim
from seller_bot.telegram.settling import MovedTopic, Settled, settle, take_up
from seller_bot.telegram.topics import Topics
from seller_bot.telegram.traffic import SECOND, SLICE, UNHEARD, Message, Room
from seller_bot.waiting import until_set

log = structlog.stdlib.get_logger()

TICK_SECONDS = 0.5
"""So late at most it is noticed that something is due, or that another process has planned it."""

IN_FLIGHT = 64
LEASE = timedelta(minutes=1)
"""A call is over well before that, so what is still in `sending` then was left there by another process that ended."""

SEVERAL = 3
"""Failures in a row after which it is not a message's trouble but Telegram's, or the network's."""


class Courier:
    """Delivers what is due, until it is told to stop; calls in hand are then finished."""

    def __init__(
        self, database: Database, bot: Bot, pacing: Pacing, clock: Clock, contents: Contents = NO_OTHERS
    ) -> None:
        self._database = database
        self._bot = bot
        self._pacing = pacing
        self._clock = clock
        self._contents = contents
        self._topics = Topics(bot, clock)
        self._notes = Notes[Settled](database, functools.partial(settle, contents=contents))
        self._news = asyncio.Event()
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._outage = Outage(first_pause=0.5)
        self._failures = 0
        self._trouble: TelegramError | None = None
        self._work: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @property
    def is_in_trouble(self) -> bool:
        """Whether nothing gets through for the time being."""
        return self._failures >= SEVERAL

    def wake(self) -> None:
        """Something may be due that was not before."""
        self._news.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        self._work = asyncio.create_task(self._deliver_all(), name="courier")
        loop = asyncio.get_running_loop()
        tell_of_plans(self._database.sessions, functools.partial(loop.call_soon_threadsafe, self.wake))
        try:
            # Cut off in the middle of a claim it would not know what it has claimed.
            await asyncio.shield(self._work)
        finally:
            self._stopping.set()
            self.wake()

    async def drain(self) -> None:
        """Wait until the calls in hand are made, and what became of them is written down."""
        if self._work is not None:
            await asyncio.wait([self._work, *self._in_hand.values()])
        if self._in_hand:
            await asyncio.wait([*self._in_hand.values()])

    async def drop(self) -> None:
        """Give up waiting for them: their rows stay as they are, and the next start sees to them."""
        for task in filter(None, [self._work, *self._in_hand.values()]):
            task.cancel()
        await self.drain()

    async def _deliver_all(self) -> None:
        # The file of a SQLite database is locked for this process: nobody else can be making a call.
        await self._take_up(timedelta() if self._database.engine.dialect.name == "sqlite" else LEASE)
        await self._rest_after_others()
        looked_at = self._clock()
        while not self._stopping.is_set():
            if self._clock() - looked_at > LEASE:
                await self._take_up(LEASE)
                looked_at = self._clock()
            if self._trouble is not None and self.is_in_trouble:
                await self._wait_out(self._trouble)
            self._news.clear()
            await self._wait(more=await self._deliver_some())

    async def _wait_out(self, trouble: TelegramError) -> None:
        """What keeps the bot from Telegram; a stop is not kept."""
        waiting = [asyncio.create_task(self._outage.wait_out(trouble)), asyncio.create_task(self._stopping.wait())]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    async def _take_up(self, age: timedelta) -> None:
        now = self._clock()
        work = functools.partial(
            take_up, claimed_until=now - age, in_hand={*self._in_hand}, now=now, contents=self._contents
        )

        async def look() -> None:
            if left := await self._database.run(work):
                log.info("deliveries_taken_up", left=left)

        await when_back(look)

    async def _rest_after_others(self) -> None:
        """What a process that was killed has sent counts for a second more, though only the ledger knows of it."""

        async def look() -> float:
            last = await self._database.run(last_settled)
            return 0.0 if last is None else (last - self._clock()).total_seconds() + SECOND + UNHEARD

        # Where the clock was set back in between, the last one lies ahead.
        rest = min(await when_back(look), SECOND + UNHEARD)
        if rest > 0:
            await until_set(self._stopping, rest)

    async def _deliver_some(self) -> bool:
        """Claim what may go out now and begin to send it; whether there may be more."""
        # As long as all fails, one message is enough to find out.
        most = 1 if self.is_in_trouble else IN_FLIGHT - len(self._in_hand)
        room = self._pacing.room(most)
        if room.for_all <= 0:
            return True
        promised = self._pacing.promise(room)
        try:
            claimed = await self._claim(room)
        finally:
            self._pacing.give_back(promised)
        for parcel in claimed.parcels:
            message = self._pacing.take(parcel.chat_id, parcel.messages, is_paid=parcel.is_paid)
            task = asyncio.create_task(self._deliver(parcel, message), name=f"delivery {parcel.delivery_id}")
            self._in_hand[parcel.delivery_id] = task
            task.add_done_callback(functools.partial(self._let_go, parcel.delivery_id))
        if claimed.more and not claimed.parcels:
            await until_set(self._stopping, SLICE)  # Something of many messages waits for so many places.
        return claimed.more

    async def _claim(self, room: Room) -> Claimed:
        claimed = Claimed([], more=False)
        resting = self._pacing.resting()

        async def claim_some() -> None:
            nonlocal claimed
            claimed = await self._database.run(
                lambda session: claim(session, self._clock(), room, resting, self._contents)
            )

        await when_back(claim_some)
        return claimed

    def _let_go(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        del self._in_hand[delivery_id]
        if len(self._in_hand) == IN_FLIGHT // 2:
            self.wake()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery_broken", delivery=delivery_id, exc_info=error)

    async def _wait(self, *, more: bool) -> None:
        """For news, and no longer than until there may be room for more."""
        # To claim many at once costs hardly more than to claim one: what is in hand wakes it when it has become less.
        may_go_on = more and not self.is_in_trouble and len(self._in_hand) <= IN_FLIGHT // 2
        seconds = min(TICK_SECONDS, self._pacing.until_room()) if may_go_on else TICK_SECONDS
        if seconds > 0 and not self._stopping.is_set():
            await until_set(self._news, seconds)

    async def _deliver(self, parcel: Parcel, message: Message) -> None:
        known = await self._topics.made_for(parcel) or await bring(self._bot, self._pacing, parcel, message)
        if isinstance(known, TopicGone):
            known = await self._topics.made_anew_for(parcel) or known
        self._note_trouble(known)
        log.info("delivery", delivery=parcel.delivery_id, chat=parcel.chat_id, outcome=type(known).__name__)
        await self._notes.add(Settled(parcel, known, self._clock()))
        if isinstance(known, MovedTopic | Migrated):
            self.wake()  # It is due again at once, elsewhere.

    def _note_trouble(self, outcome: Outcome | MovedTopic) -> None:
        """Failures in a row are waited out; any other answer of Telegram's ends them."""
        last = outcome.rest if isinstance(outcome, Partly) else outcome
        if isinstance(last, NotOut | Refused | InDoubt | Intercepted):
            self._failures += 1
            self._trouble = last.error
        else:
            self._failures = 0
            self._outage.over()
