"""Long polling that acknowledges an update only when its turn is committed: until then Telegram keeps it."""

import asyncio
import contextlib
import functools

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.lanes import Lanes
from seller_bot.telegram.sending import seconds_to_wait
from seller_bot.telegram.turns import Turns

log = structlog.stdlib.get_logger()

POLL_SECONDS = 30
SETTLE_SECONDS = 0.1
BUSY_SECONDS = 0.5
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0


class Polling:
    """Fetches updates and takes each, chats side by side, one update of a chat at a time."""

    def __init__(self, bot: Bot, turns: Turns) -> None:
        self._bot = bot
        self._turns = turns
        self._lanes = Lanes("turns of")
        self._in_hand: set[int] = set()
        self._newest = 0
        self._one_done = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken."""
        pause = FIRST_PAUSE
        while True:
            try:
                fresh = self._take_in_hand(await self._fetch())
                pause = FIRST_PAUSE
                await self._settle(fresh)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = await self._wait_out(error, pause)

    async def drain(self) -> None:
        """Finish the turns in hand, and tell Telegram which ones are done."""
        await self._lanes.drain()
        if self._newest:
            await self._bot.get_updates(offset=self._newest + 1, timeout=0, limit=1)

    async def _fetch(self) -> tuple[Update, ...]:
        offset = min(self._in_hand, default=self._newest + 1 if self._newest else 0)
        self._one_done.clear()
        # What is in hand comes again at once, so there is nothing to wait for on the wire.
        return await self._bot.get_updates(
            offset=offset or None,
            timeout=0 if self._in_hand else POLL_SECONDS,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _settle(self, fresh: bool) -> None:
        """Give turns the moment they need, so that the next poll acknowledges them; wait for one that is slow."""
        try:
            await asyncio.wait_for(self._idle.wait(), SETTLE_SECONDS)
        except TimeoutError:
            if not fresh:
                await self._one_done_or_a_while()

    async def _one_done_or_a_while(self) -> None:
        """Not longer: the turn in hand may be waiting for something itself, and other chats go on meanwhile."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._one_done.wait(), BUSY_SECONDS)

    def _take_in_hand(self, updates: tuple[Update, ...]) -> bool:
        fresh = [update for update in updates if update.update_id > self._newest]
        for update in fresh:
            self._newest = update.update_id
            self._in_hand.add(update.update_id)
            self._idle.clear()
            chat = update.effective_chat.id if update.effective_chat else 0
            self._lanes.put(chat, functools.partial(self._take, update))
        return bool(fresh)

    async def _take(self, update: Update) -> None:
        try:
            await self._turns.take(update)
        finally:
            self._in_hand.discard(update.update_id)
            self._one_done.set()
            if not self._in_hand:
                self._idle.set()

    async def _wait_out(self, error: TelegramError, pause: float) -> float:
        """Wait for what keeps the bot from polling to pass; each time a little longer."""
        seconds = pause
        if isinstance(error, RetryAfter):
            seconds = seconds_to_wait(error)
        elif isinstance(error, Conflict):
            log.warning("conflict", hint="another process polls with this token, or a webhook is set: stop it")
        elif not isinstance(error, NetworkError):
            log.error("polling_refused", reason=error.message)
        if pause == FIRST_PAUSE:
            log.warning("polling_interrupted", reason=error.message)
        await asyncio.sleep(seconds)
        return min(pause * 2, LONGEST_PAUSE)
