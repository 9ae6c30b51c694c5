"""Updates in hand: taken in fair batches, in the order of each chat, and let go of only when they are committed."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog
from telegram import Update

log = structlog.stdlib.get_logger()

Take = Callable[[Sequence[Update]], Awaitable[None]]

BATCH = 64
OF_ONE_CHAT = 16
"""A chat with many updates waiting takes part in each batch, but leaves room for the others."""


class Intake:
    """A queue of updates, worked off one batch after the other."""

    def __init__(self, take: Take) -> None:
        self.in_hand: set[int] = set()
        self._take = take
        self._waiting: deque[Update] = deque()
        self._work: asyncio.Task[None] | None = None
        self._progress = asyncio.Event()

    def put(self, update: Update) -> None:
        self.in_hand.add(update.update_id)
        self._waiting.append(update)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_off(), name="intake")

    async def progress(self, seconds: float) -> None:
        """Wait until a batch has been committed, or so long."""
        self._progress.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._progress.wait(), seconds)

    async def empty(self, seconds: float) -> bool:
        """Whether all that is in hand is committed within so long."""
        if self._work is not None:
            await asyncio.wait([self._work], timeout=seconds)
        return not self.in_hand

    async def drain(self) -> None:
        """Wait until all that is in hand is committed."""
        if self._work is not None:
            await self._work

    async def _work_off(self) -> None:
        while self._waiting:
            batch = self._next_batch()
            try:
                await self._take(batch)
            except Exception:
                # It stays in hand, so Telegram keeps it; the next process will see it again.
                log.exception("batch_failed", updates=[update.update_id for update in batch])
            else:
                self.in_hand.difference_update(update.update_id for update in batch)
            self._progress.set()

    def _next_batch(self) -> list[Update]:
        """The oldest updates, not too many of one chat; what is passed over keeps its place."""
        batch: list[Update] = []
        passed_over: list[Update] = []
        taken: Counter[int] = Counter()
        while self._waiting and len(batch) < BATCH:
            update = self._waiting.popleft()
            chat = update.effective_chat.id if update.effective_chat else 0
            taken[chat] += 1
            (batch if taken[chat] <= OF_ONE_CHAT else passed_over).append(update)
        self._waiting.extendleft(reversed(passed_over))
        return batch
