"""How fast a bot may send: about 1 message a second to a chat, 20 a minute to a group, 30 a second in all.

Telegram allows bursts and does not say how long; the ones here are a careful guess. Off unless a test or a visitor
switches them on.
"""

from dataclasses import dataclass
from math import ceil

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
        self.buckets: dict[str, Bucket] = {}

    def check(self, method: str, chat_id: str) -> None:
        """Count a sent message, or refuse it with the seconds to wait."""
        if not self.on or not method.startswith(SENDING) or method in NOT_SENDING:
            return
        now = self.clock.time()
        limit = self.per_group if chat_id.startswith("-") else self.per_chat
        buckets = [self.bucket("", self.in_all, now), self.bucket(chat_id, limit, now)]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(ceil(wait))
        for bucket in buckets:
            bucket.filled -= 1

    def bucket(self, name: str, limit: tuple[float, float], now: float) -> Bucket:
        if name not in self.buckets:
            self.buckets[name] = Bucket(limit[0], limit[1], limit[1], now)
        return self.buckets[name]
