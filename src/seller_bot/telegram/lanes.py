"""Work in line per chat: one thing at a time for each, all chats side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

log = structlog.stdlib.get_logger()

Job = Callable[[], Awaitable[None]]


class Lanes:
    """A queue for each key; a key has a task of its own as long as it has work. A job that fails is logged."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: dict[int, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: int, job: Job) -> None:
        if key in self._waiting:
            self._waiting[key].append(job)
            return
        self._waiting[key] = deque([job])
        task = asyncio.create_task(self._work(key), name=f"{self._name} {key}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def drop(self) -> None:
        """Give up whatever is not done yet."""
        for task in self._tasks:
            task.cancel()
        await self.drain()

    async def _work(self, key: int) -> None:
        waiting = self._waiting[key]
        try:
            while waiting:
                await self._do(waiting.popleft())
        finally:
            del self._waiting[key]

    async def _do(self, job: Job) -> None:
        try:
            await job()
        except Exception:
            log.exception("job_failed", lane=self._name)
