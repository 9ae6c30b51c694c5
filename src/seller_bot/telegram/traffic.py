"""What went out lately, replies and deliveries alike: what is left of Telegram's rates for more."""

from collections import Counter, deque
from dataclasses import dataclass, field

Sent = deque[tuple[float, int]]
"""When, in seconds, and to which chat; the oldest first."""

SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """At most so many messages in any second, and to one group in any minute; to one chat it is one a second.

    paid  so many in any second where Telegram is paid for them; None: it is paid for none
    """

    in_all: int = 30
    group: int = 20
    paid: int | None = None

    def of_chat(self, chat_id: int) -> float:
        """Messages a second to this chat."""
        return self.group / MINUTE if chat_id < 0 else 1 / SECOND


@dataclass(slots=True)
class Share:
    """So many messages are left of a whole second's."""

    left: int
    whole: int

    def take(self, messages: int) -> bool:
        """Whether so many fit. What is more than a second's whole rate goes out in a second of its own; what doesn't
        fit lets nothing pass that comes after it, so that its turn comes."""
        fits = messages <= self.left or self.left == self.whole
        self.left = max(0, self.left - messages) if fits else 0
        return fits


@dataclass(frozen=True, slots=True)
class Room:
    """What may go out right now: so many deliveries, with so many messages; those that are paid for have a share of
    their own, or else the same one."""

    deliveries: int
    usual: Share
    paid: Share

    @property
    def for_each(self) -> int:
        """So many deliveries of one person to another."""
        return min(self.deliveries, self.usual.left)

    @property
    def for_all(self) -> int:
        return min(self.deliveries, max(self.usual.left, self.paid.left))

    @property
    def is_used_up(self) -> bool:
        return not (self.usual.left and self.paid.left)

    def take(self, messages: int, *, is_paid: bool) -> bool:
        return (self.paid if is_paid else self.usual).take(messages)


@dataclass(slots=True)
class Traffic:
    """The messages of the last second, paid and unpaid, and those to groups of the last minute."""

    rates: Rates
    _second: Sent = field(default_factory=deque)
    _unpaid: Sent = field(default_factory=deque)
    _minute: Sent = field(default_factory=deque)

    def note(self, chat_id: int, now: float, messages: int = 1, *, is_paid: bool = False) -> None:
        self._forget(now)
        sent = [(now, chat_id)] * messages
        self._second.extend(sent)
        if not is_paid:
            self._unpaid.extend(sent)
        if chat_id < 0:
            self._minute.extend(sent)

    def renew(self, chat_id: int, now: float) -> None:
        """What was noted of a chat goes out only now; what is not noted any more is noted anew."""
        self._forget(now)
        if not any(chat == chat_id for _, chat in self._second):
            self.note(chat_id, now)
        for sent in (self._second, self._unpaid):
            others = [one for one in sent if one[1] != chat_id]
            own = [(now, chat_id)] * (len(sent) - len(others))
            sent.clear()
            sent.extend([*others, *own])

    def room(self, now: float) -> int:
        """So many more may go out right now."""
        self._forget(now)
        return max(0, self.rates.in_all - len(self._unpaid))

    def paid_room(self, now: float) -> int:
        """So many more where Telegram is paid for them."""
        self._forget(now)
        return max(0, (self.rates.paid or 0) - len(self._second))

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
        for sent, kept in ((self._second, SECOND), (self._unpaid, SECOND), (self._minute, MINUTE)):
            while sent and now - sent[0][0] >= kept:
                sent.popleft()
