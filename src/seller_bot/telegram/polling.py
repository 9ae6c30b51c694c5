"""Long polling that acknowledges an update only when its turn is committed: until then Telegram keeps it."""

import asyncio

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.intake import Intake
from seller_bot.telegram.sending import seconds_to_wait

log = structlog.stdlib.get_logger()

POLL_SECONDS = 30
SETTLE_SECONDS = 0.1
BUSY_SECONDS = 0.5
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0


class Polling:
    """Fetches updates, and lets Telegram forget them when they are committed."""

    def __init__(self, bot: Bot, intake: Intake) -> None:
        self._bot = bot
        self._intake = intake
        self._newest = 0

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
        await self._intake.drain()
        if self._newest:
            await self._bot.get_updates(offset=self._newest + 1, timeout=0, limit=1)

    async def _fetch(self) -> tuple[Update, ...]:
        in_hand = self._intake.in_hand
        offset = min(in_hand, default=self._newest + 1 if self._newest else 0)
        # What is in hand comes again at once, so there is nothing to wait for on the wire.
        return await self._bot.get_updates(
            offset=offset or None,
            timeout=0 if in_hand else POLL_SECONDS,
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _settle(self, fresh: bool) -> None:
        """Give turns the moment they need, so that the next poll acknowledges them; wait for one that is slow."""
        if not await self._intake.empty(SETTLE_SECONDS) and not fresh:
            # Not longer: the turn in hand may be waiting for something itself, and other chats go on meanwhile.
            await self._intake.progress(BUSY_SECONDS)

    def _take_in_hand(self, updates: tuple[Update, ...]) -> bool:
        fresh = [update for update in updates if update.update_id > self._newest]
        for update in fresh:
            self._newest = update.update_id
            self._intake.put(update)
        return bool(fresh)

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
