"""How far replies have gone out, written down for many of them at once."""

import asyncio
import functools
from collections.abc import Sequence

from seller_bot.storage.database import Database, when_back
from seller_bot.turns.queries import Progress, note

Waiting = tuple[Progress, asyncio.Future[None]]


class Notes:
    """Progress that is reported while a transaction is being committed goes into the next one, all of it together."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, progress: Progress) -> None:
        """Returns when it is committed; while the database is away it waits."""
        committed = asyncio.get_running_loop().create_future()
        self._waiting.append((progress, committed))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="notes")
        await committed

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                work = functools.partial(note, progress=[one for one, _ in batch])
                await when_back(functools.partial(self._database.run, work))
            except Exception as error:
                _settle(batch, error)
            else:
                _settle(batch, None)


def _settle(batch: Sequence[Waiting], error: Exception | None) -> None:
    for _, committed in batch:
        if committed.done():
            continue
        if error is None:
            committed.set_result(None)
        else:
            committed.set_exception(error)
