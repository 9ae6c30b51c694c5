"""What happens in the world, numbered, for pages and tests that watch it live."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

KEPT = 2000


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    name: str
    data: dict[str, Any]


Listener = Callable[[str, dict[str, Any]], None]


class Events:
    def __init__(self) -> None:
        # Numbered from the time of the start: a reader that comes back after a restart is not told old numbers again.
        self.recent: deque[Event] = deque(maxlen=KEPT)
        self.last_id = int(time.time() * 1000)
        self.listeners: list[Listener] = []
        self.readers: set[asyncio.Event] = set()
        self.closed = False

    @property
    def is_watched(self) -> bool:
        """Somebody reads the stream now; the calls of a load test are not put into it for nobody."""
        return bool(self.readers)

    def publish(self, name: str, data: dict[str, Any]) -> None:
        self.last_id += 1
        self.recent.append(Event(self.last_id, name, data))
        for listener in self.listeners:
            listener(name, data)
        self.wake()

    def resumable(self, event_id: int) -> int:
        """The event after which a reader goes on: what is no longer kept, or never was, is the latest."""
        oldest = self.recent[0].id if self.recent else self.last_id + 1
        return event_id if oldest - 1 <= event_id <= self.last_id else self.last_id

    async def after(self, event_id: int) -> AsyncIterator[Event | None]:
        """Every event after this one, then each as it comes; None now and then, so that a dead reader is noticed."""
        news = asyncio.Event()
        self.readers.add(news)
        try:
            while not self.closed:
                news.clear()
                for event in [event for event in self.recent if event.id > event_id]:
                    event_id = event.id
                    yield event
                try:
                    async with asyncio.timeout(15):
                        await news.wait()
                except TimeoutError:
                    yield None
        finally:
            self.readers.discard(news)

    def wake(self) -> None:
        for news in self.readers:
            news.set()

    def close(self) -> None:
        self.closed = True
        self.wake()
