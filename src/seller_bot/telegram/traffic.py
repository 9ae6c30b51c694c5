"""What is under way and what came through lately, replies and deliveries alike: what is left of Telegram's rates.

Telegram counts messages when they arrive, and that is somewhere between the call and its answer. So a message counts
from its call until a second after its latest possible arrival: its answer, less what the fastest answers take. However
much calls are held up on their way, no second has more at Telegram than the rates allow.
"""

import heapq
import itertools
import math
from collections import Counter, deque
from dataclasses import dataclass, field

SECOND = 1.0
MINUTE = 60.0

UNHEARD = 0.25
"""A call that is not answered in so many seconds counts as arrived by then: one of thirty places must not stay taken
for as long as Telegram is silent.
"""

SLICE = 0.1
CATCHING_UP = 4 / 3
"""Deliveries are spread over the second, a slice of it at a time, so that a reply finds a place soon; slices together
allow a little more than the rate, which leaves it to the second alone to hold them back.
"""

SURE = 0.8
"""Such a part of what the fastest answers take is taken for the way's own: the rest may be chance."""

ENOUGH_ANSWERS = 100
ENOUGH_SECONDS = 15.0
"""After so many answers, and so long, the fastest of them tells how long the way is at least."""


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

    @property
    def slice(self) -> int:
        """So many deliveries may go out in a slice of a second."""
        return math.ceil((self.paid or self.in_all) * SLICE * CATCHING_UP)


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


@dataclass(eq=False, slots=True)
class Message:
    """What counts as so many messages; `until` is when it counts no more, as far as is known."""

    chat_id: int
    sent_at: float
    until: float
    messages: int
    is_paid: bool
    is_delivery: bool


@dataclass(slots=True)
class Answers:
    """How fast answers come: what the fastest takes is on the way there and back even when nothing is held up.

    Lately means: in this window and in the one before. A window has `enough` answers, and lasts `seconds` or longer.
    """

    enough: int = ENOUGH_ANSWERS
    seconds: float = ENOUGH_SECONDS
    _since: float = 0.0
    _number: int = 0
    _fastest: float = math.inf
    _before: float = 0.0

    @property
    def fastest(self) -> float:
        """Lately; 0, which is always safe, until enough is known."""
        return min(self._fastest, self._before)

    def note(self, seconds: float, now: float) -> None:
        self._number += 1
        self._fastest = min(self._fastest, seconds)
        if self._number >= self.enough and now - self._since >= self.seconds:
            self._since, self._number, self._before, self._fastest = now, 0, self._fastest, math.inf


@dataclass(slots=True)
class Traffic:
    """The messages that count for the second, and those to groups of the last minute."""

    rates: Rates
    _counting: set[Message] = field(default_factory=set)
    _ends: list[tuple[float, int, Message]] = field(default_factory=list)
    """When each of them counts no more, soonest first; a message for which that has changed stands there twice."""
    _in_all: int = 0
    _unpaid: int = 0
    _deliveries: int = 0
    """Those of them that Telegram is not paid for."""
    _slice: deque[float] = field(default_factory=deque)
    _minute: deque[tuple[float, int]] = field(default_factory=deque)
    _answers: Answers = field(default_factory=Answers)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def note(self, chat_id: int, now: float) -> Message:
        """A reply goes out."""
        return self._note(Message(chat_id, now, now, 1, is_paid=False, is_delivery=False), now)

    def deliver(self, chat_id: int, now: float, messages: int = 1, *, is_paid: bool = False) -> Message:
        """A delivery of so many messages goes out."""
        self._slice.extend([now] * messages)
        return self._note(Message(chat_id, now, now, messages, is_paid=is_paid, is_delivery=True), now)

    def renew(self, message: Message, now: float) -> None:
        """A further part of it goes out only now."""
        self._forget(now)
        message.sent_at = now
        self._count(message, now + UNHEARD + SECOND)

    def answered(self, message: Message, now: float) -> None:
        """Telegram has it, or never will."""
        self._answers.note(now - message.sent_at, now)
        if message in self._counting:
            self._count(message, min(message.until, now - SURE * self._answers.fastest + SECOND))

    def number(self, now: float) -> int:
        """So many count right now."""
        self._forget(now)
        return self._in_all

    def room(self, now: float) -> int:
        """So many more may go out right now."""
        self._forget(now)
        return max(0, self.rates.in_all - self._unpaid)

    def paid_room(self, now: float) -> int:
        """So many more where Telegram is paid for them."""
        self._forget(now)
        return max(0, (self.rates.paid or 0) - self._in_all)

    def slice_room(self, now: float) -> int:
        """So many more deliveries in this slice of a second."""
        self._forget(now)
        return max(0, self.rates.slice - len(self._slice))

    def until_room(self, now: float) -> float:
        """Seconds until one more delivery may go out."""
        self._forget(now)
        of_slice = self._slice[0] + SLICE - now if len(self._slice) >= self.rates.slice else 0.0
        is_full = self._unpaid >= self.rates.in_all and (self.rates.paid is None or self._in_all >= self.rates.paid)
        return max(0.0, of_slice, self._until_next(now) if is_full else 0.0)

    def until_reply(self, now: float, promised: int = 0) -> float:
        """Seconds until a reply may go out: it makes way for deliveries under way, or `promised`, never for replies."""
        self._forget(now)
        is_free = self._unpaid + promised < self.rates.in_all or not (self._deliveries or promised)
        return 0.0 if is_free else self._until_next(now)

    def resting(self, now: float) -> set[int]:
        """The chats to which nothing more may go right now."""
        self._forget(now)
        of_group = Counter(chat_id for _, chat_id in self._minute)
        full = {chat_id for chat_id, messages in of_group.items() if messages >= self.rates.group}
        return full | {message.chat_id for message in self._counting}

    def _until_next(self, now: float) -> float:
        return max(0.0, self._ends[0][0] - now) if self._ends else SLICE

    def _note(self, message: Message, now: float) -> Message:
        self._forget(now)
        if message.chat_id < 0:
            self._minute.extend([(now, message.chat_id)] * message.messages)
        self._count(message, now + UNHEARD + SECOND)
        return message

    def _count(self, message: Message, until: float) -> None:
        if message not in self._counting:
            self._counting.add(message)
            self._add(message, 1)
        message.until = until
        heapq.heappush(self._ends, (until, next(self._numbers), message))

    def _add(self, message: Message, sign: int) -> None:
        self._in_all += sign * message.messages
        if not message.is_paid:
            self._unpaid += sign * message.messages
            self._deliveries += sign * message.is_delivery

    def _forget(self, now: float) -> None:
        while self._ends and self._ends[0][0] <= now:
            message = heapq.heappop(self._ends)[2]
            if message in self._counting and message.until <= now:
                self._counting.remove(message)
                self._add(message, -1)
        while self._slice and now - self._slice[0] >= SLICE:
            self._slice.popleft()
        while self._minute and now - self._minute[0][0] >= MINUTE:
            self._minute.popleft()
