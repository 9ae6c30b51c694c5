"""What went out lately, replies and deliveries alike: what is left of Telegram's rates for more."""

from collections import Counter, deque
from dataclasses import dataclass, field

Sent = deque[tuple[float, int]]
"""When, in seconds, and to which chat; the oldest first."""

SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """At most so many messages in any second, and to one group in any minute; to one chat it is one a second."""

    in_all: int = 30
    group: int = 20

    def of_chat(self, chat_id: int) -> float:
        """Messages a second to this chat."""
        return self.group / MINUTE if chat_id < 0 else 1 / SECOND


@dataclass(slots=True)
class Traffic:
    """The messages of the last second, and those to groups of the last minute."""

    rates: Rates
    _second: Sent = field(default_factory=deque)
    _minute: Sent = field(default_factory=deque)

    def note(self, chat_id: int, now: float) -> None:
        self._forget(now)
        self._second.append((now, chat_id))
        if chat_id < 0:
            self._minute.append((now, chat_id))

    def room(self, now: float) -> int:
        """So many more may go out right now."""
        self._forget(now)
        return max(0, self.rates.in_all - len(self._second))

    def resting(self, now: float) -> set[int]:
        """The chats to which nothing more may go right now."""
        self._forget(now)
        of_group = Counter(chat_id for _, chat_id in self._minute)
        full = {chat_id for chat_id, messages in of_group.items() if messages >= self.rates.group}
        return full | {chat_id for _, chat_id in self._second}

    def until_room(self, now: float) -> float:
        """Seconds until the oldest message of the last second is no more in it."""
        self._forget(now)
        return max(0.0, self._second[0][0] + SECOND - now) if self._second else 0.0

    def _forget(self, now: float) -> None:
        for sent, kept in ((self._second, SECOND), (self._minute, MINUTE)):
            while sent and now - sent[0][0] >= kept:
                sent.popleft()
