"""Long polling that acknowledges an update only when its turn is committed: until then Telegram keeps it."""

import asyncio
from collections.abc import Sequence

import structlog
from telegram.error import InvalidToken, TelegramError

from seller_bot.telegram.feed import Feed, Json
from seller_bot.telegram.intake import Intake
from seller_bot.telegram.outage import Outage

log = structlog.stdlib.get_logger()

SETTLE_SECONDS = 0.1
BUSY_SECONDS = 0.5
NOT_FOUND = "Not Found"
"""Telegram answers 401 to a token that is revoked; 404 comes from something that stands before it."""


class Polling:
    """Fetches updates and hands them to the intake.

    Ids of updates are only compared for equality: after a week without any, Telegram goes on with another number,
    which may be lower.
    """

    def __init__(self, feed: Feed, intake: Intake, outage: Outage | None = None) -> None:
        self._feed = feed
        self.intake = intake
        self._outage = outage or Outage()
        self._known: set[int] = set()
        self._last: int | None = None

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken."""
        while True:
            try:
                await self._poll()
            except TelegramError as error:
                if isinstance(error, InvalidToken) and not error.message.startswith(NOT_FOUND):
                    raise
                await self._outage.wait_out(error)

    async def drain(self) -> None:
        """Finish the turns in hand, and tell Telegram which ones are done."""
        await self.intake.drain()
        if self._last is not None:
            await self._feed.fetch(self._offset(), limit=1)

    async def _poll(self) -> None:
        all_done = not self.intake.in_hand
        # What is in hand comes again at once, so there is nothing to wait for on the wire.
        updates = await (self._feed.wait if all_done else self._feed.fetch)(self._offset())
        self._outage.over()
        fresh = self._take_in_hand(updates)
        if updates and not fresh and all_done:
            # It gives again what it was told is done; asked at once it would do so a thousand times a second.
            await asyncio.sleep(BUSY_SECONDS)
        await self._settle(fresh)

    def _offset(self) -> int | None:
        oldest = next(iter(self.intake.in_hand), None)
        after_last = None if self._last is None else self._last + 1
        return after_last if oldest is None else oldest

    async def _settle(self, fresh: bool) -> None:
        """Give turns the moment they need, so that the next poll acknowledges them; wait for some that are slow."""
        if not await self.intake.empty(SETTLE_SECONDS) and not fresh:
            # Not longer: what is in hand may be waiting for something itself, and there may be room for more.
            await self.intake.progress(BUSY_SECONDS)

    def _take_in_hand(self, updates: Sequence[Json]) -> bool:
        """Whether there is anything new among them."""
        ids = [update["update_id"] for update in updates]
        fresh = [update for update in updates if update["update_id"] not in self._known]
        self._known = {*ids, *self.intake.in_hand}
        self._last = ids[-1] if ids else self._last
        for update in fresh:
            self.intake.put(update["update_id"], self._feed.read(update))
        return bool(fresh)
