"""How fast to send: about a message a second to a chat, twenty a minute to a group; in all, as Telegram lets us.

Telegram allows bursts and doesn't say how long they may be; what it says is "Too Many Requests", with the seconds to
wait. The refusal of one chat holds up that chat alone. Refusals of several chats at once are about all of them: from
then on, and for a while, everything keeps to the rate in all.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

CHAT = (1.0, 5)
GROUP = (20 / 60, 20)
IN_ALL = (30.0, 30)
"""Messages a second, and how many may go out at once."""

SEVERAL = 3
"""Refusals of so many chats within a second are about all chats."""

CAREFUL_SECONDS = 60.0
BUCKETS_KEPT = 10_000


@dataclass(slots=True)
class Bucket:
    """A rate with a burst; `due` is the moment at which a steady sender would send the next message."""

    rate: float
    burst: int
    due: float = 0.0
    held_until: float = 0.0

    def reserve(self, now: float) -> float:
        """The moment at which one more message may go out."""
        start = max(now, self.held_until, self.due - (self.burst - 1) / self.rate)
        self.due = max(self.due, start) + 1 / self.rate
        return start

    def hold(self, until: float) -> None:
        """Nothing before that moment, and no burst after it."""
        self.held_until = until
        self.due = until + (self.burst - 1) / self.rate

    def is_idle(self, now: float) -> bool:
        return self.due <= now


class Pacing:
    """What messages wait for before they go out, each in its turn."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._chats: dict[int, Bucket] = {}
        self._in_all = Bucket(*IN_ALL)
        self._careful_until = 0.0
        self._refusals: deque[tuple[float, int]] = deque(maxlen=SEVERAL)

    async def turn(self, chat_id: int) -> None:
        """Wait until a message to the chat may go out."""
        buckets = [self._chat(chat_id)]
        if self._seconds() < self._careful_until:
            buckets.append(self._in_all)
        start = max(bucket.reserve(self._seconds()) for bucket in buckets)
        while (wait := start - self._seconds()) > 0:
            await asyncio.sleep(wait)
            start = max(start, *(bucket.held_until for bucket in buckets))

    def refused(self, chat_id: int, seconds: float) -> None:
        """Telegram wants nothing for the chat, and perhaps nothing at all, for so many seconds."""
        now = self._seconds()
        self._chat(chat_id).hold(now + seconds)
        self._refusals.append((now, chat_id))
        if len({chat for at, chat in self._refusals if now - at < 1}) >= SEVERAL:
            self._careful_until = now + seconds + CAREFUL_SECONDS
            self._in_all.hold(now + seconds)

    def _chat(self, chat_id: int) -> Bucket:
        if len(self._chats) > BUCKETS_KEPT:
            now = self._seconds()
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.is_idle(now)}
        return self._chats.setdefault(chat_id, Bucket(*(GROUP if chat_id < 0 else CHAT)))
