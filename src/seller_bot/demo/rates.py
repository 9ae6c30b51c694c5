"""How fast a bot may send: about 1 message a second to a chat, 20 a minute to a group, 30 a second in all.

Telegram allows bursts and does not say how long; the ones here are a careful guess. Off unless a test or a visitor
switches them on.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

from seller_bot.demo.chats import Chat
from seller_bot.demo.clock import Clock
from seller_bot.demo.errors import too_many_requests

SENDING = ("send", "copy", "forward")
NOT_SENDING = ("sendChatAction",)


@dataclass(slots=True)
class Bucket:
    rate: float
    """Messages a second."""
    size: float
    filled: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until the next message fits."""
        self.filled = min(self.size, self.filled + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.filled) / self.rate)


class Rates:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.on = False
        self.per_chat = (1.0, 5.0)
        """Messages a second, and how many may come at once."""
        self.per_group = (20 / 60, 20.0)
        self.in_all = (30.0, 30.0)
        self.buckets: dict[int, Bucket] = {}

    def check(self, method: str, chat: Chat | None) -> None:
        """Refuse a message that comes too soon, with the seconds to wait. An unknown chat is refused anyway."""
        if chat is None or not self.concerns(method):
            return
        now = self.clock.time()
        wait = max(bucket.wait(now) for bucket in self.buckets_of(chat, now))
        if wait > 0:
            raise too_many_requests(ceil(wait))

    def count(self, method: str, chat: Chat | None, result: Any) -> None:
        """What has been sent; an album is as many messages as it has files."""
        if chat is None or not self.concerns(method):
            return
        for bucket in self.buckets_of(chat, self.clock.time()):
            bucket.filled -= len(result) if isinstance(result, list) else 1

    def concerns(self, method: str) -> bool:
        return self.on and method.startswith(SENDING) and method not in NOT_SENDING

    def buckets_of(self, chat: Chat, now: float) -> list[Bucket]:
        limit = self.per_chat if chat.is_private else self.per_group
        return [self.bucket(0, self.in_all, now), self.bucket(chat.id, limit, now)]

    def bucket(self, name: int, limit: tuple[float, float], now: float) -> Bucket:
        if name not in self.buckets:
            self.buckets[name] = Bucket(limit[0], limit[1], limit[1], now)
        return self.buckets[name]
