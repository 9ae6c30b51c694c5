"""Small things that are written down as they happen, many of them in one transaction."""

import asyncio
import functools
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from seller_bot.storage.database import Database, when_back

T = TypeVar("T")


class Notes(Generic[T]):
    """What is reported while a transaction is being committed goes into the next one, all of it together."""

    def __init__(self, database: Database, write: Callable[[Session, Sequence[T]], None]) -> None:
        self._database = database
        self._write_all = write
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, note: T) -> None:
        """Returns when it is committed; while the database is away it waits. Raises what writing it down raised."""
        committed = asyncio.get_running_loop().create_future()
        self._waiting.append((note, committed))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="notes")
        await committed

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            work = functools.partial(self._write_all_of, [note for note, _ in batch])
            failure: Exception | None = None
            try:
                await when_back(functools.partial(self._database.run, work))
            except Exception as error:
                failure = error
            for _, committed in batch:
                if not committed.cancelled():
                    committed.set_exception(failure) if failure else committed.set_result(None)

    def _write_all_of(self, notes: Sequence[T], session: Session) -> None:
        self._write_all(session, notes)
