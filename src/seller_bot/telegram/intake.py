"""Updates in hand: taken in fair batches, in the order of each chat, and let go of only when they are committed."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import Update

from seller_bot.telegram.feed import Unreadable
from seller_bot.waiting import until_set

log = structlog.stdlib.get_logger()

Arrived = Update | Unreadable
Take = Callable[[Sequence[Arrived]], Awaitable[None]]

BATCH = 64
OF_ONE_CHAT = 8
"""A chat with many updates waiting takes part in each batch, but leaves room for the others."""

RETRY_SECONDS = 5.0


class Intake:
    """A queue of updates, worked off one batch after the other; `in_hand` has them in the order in which they came."""

    def __init__(self, take: Take, retry_seconds: float = RETRY_SECONDS) -> None:
        self.in_hand: dict[int, Arrived] = {}
        self._take = take
        self._retry_seconds = retry_seconds
        self._waiting: deque[int] = deque()
        self._work: asyncio.Task[None] | None = None
        self._progress = asyncio.Event()
        self._paused: set[int] = set()
        self._put_back: list[int] = []

    def put(self, update_id: int, arrived: Arrived) -> None:
        """Telegram keeps the update until it is in hand no more."""
        if update_id not in self.in_hand:
            self.in_hand[update_id] = arrived
            self._waiting.append(update_id)
            self._start()

    def _start(self) -> None:
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_off(), name="intake")

    async def progress(self, seconds: float) -> None:
        """Wait until a batch has been committed, or so long."""
        self._progress.clear()
        await until_set(self._progress, seconds)

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
        while batch := self._next_batch():
            if not await self._taken(batch):
                for update_id in batch:
                    await self._taken_alone(update_id)
            self._progress.set()

    async def _taken(self, batch: Sequence[int]) -> bool:
        try:
            await self._take([self.in_hand[update_id] for update_id in batch])
        except Exception as error:
            log.warning("updates_wait", updates=batch, reason=type(error).__name__)
            return False
        for update_id in batch:
            del self.in_hand[update_id]
        return True

    async def _taken_alone(self, update_id: int) -> None:
        """One that can't be taken is tried again after a while; until then its chat waits, and no other."""
        chat = _chat_of(self.in_hand[update_id])
        if chat in self._paused or not await self._taken([update_id]):
            self._put_back.append(update_id)
            if chat not in self._paused:
                self._paused.add(chat)
                asyncio.get_running_loop().call_later(self._retry_seconds, self._resume, chat)

    def _resume(self, chat: int) -> None:
        self._paused.discard(chat)
        self._waiting.extendleft(reversed(self._put_back))
        self._put_back.clear()
        self._start()

    def _next_batch(self) -> list[int]:
        """The oldest updates, not too many of one chat; what is passed over keeps its place."""
        batch: list[int] = []
        passed_over: list[int] = []
        taken: Counter[int] = Counter()
        while self._waiting and len(batch) < BATCH:
            update_id = self._waiting.popleft()
            chat = _chat_of(self.in_hand[update_id])
            taken[chat] += 1
            may_go = chat not in self._paused and taken[chat] <= OF_ONE_CHAT
            (batch if may_go else passed_over).append(update_id)
        self._waiting.extendleft(reversed(passed_over))
        return batch


def _chat_of(arrived: Arrived) -> int:
    chat = arrived.effective_chat if isinstance(arrived, Update) else None
    return chat.id if chat else 0
