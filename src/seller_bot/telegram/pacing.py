"""How fast messages go out.

Replies go at once, until Telegram says that this is too fast; then, for a while, at its own pace.
Telegram lets bursts pass and doesn't say how long they may be; what it says is "Too Many Requests", with the seconds to
wait. The refusal of one chat holds up that chat alone; refusals of several chats at once are about all of them. From
then on a chat gets a message a second, a group twenty a minute, and all together thirty a second, until it has been
quiet for a minute.

Deliveries, which nobody waits for in front of a screen, keep to those rates always, and get what replies leave of them.
While they use up the rate a reply waits for the next place, a small part of a second, and is the first to get one.
Where Telegram is paid for what goes to many, that has a rate of its own.

How many replies are under way at the same moment is the air's to say, for the sake of those whom a crash would repeat.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from seller_bot.telegram.air import Air
from seller_bot.telegram.traffic import Message, Rates, Room, Share, Traffic

Sleep = Callable[[float], Awaitable[None]]

SEVERAL = 3
SHARE = 0.2
"""Refusals of so many chats within a second are about all chats, where they are such a share of what went out."""

CAREFUL_SECONDS = 60.0
MOMENT = 0.002
"""In which those who stand in line take the places that have become free."""

EVERYBODY = 0


@dataclass(slots=True)
class Limit:
    """A rate that is kept to for the time being; messages have reserved their moments up to `next_at`."""

    rate: float
    held_until: float
    next_at: float

    def reserve(self, now: float, messages: int = 1, rate: float | None = None) -> float:
        """The moment at which more may go out."""
        moment = max(now, self.next_at)
        self.next_at = moment + messages / (rate or self.rate)
        return moment

    def hold(self, until: float) -> None:
        """Nothing before that moment."""
        self.held_until = max(self.held_until, until)
        self.next_at = max(self.next_at, until)

    def is_over(self, now: float) -> bool:
        return now > self.next_at + CAREFUL_SECONDS


class Pacing:
    """What messages wait for before they go out, each in its turn."""

    def __init__(
        self, seconds: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep, rates: Rates | None = None
    ) -> None:
        self._rates = rates or Rates()
        self._traffic = Traffic(self._rates)
        self._seconds = seconds
        self._sleep = sleep
        self._limits: dict[int, Limit] = {}
        self._refusals: deque[tuple[float, int]] = deque()
        self._air = Air()
        self._line = asyncio.Lock()
        self._in_line = 0
        self._promised = 0

    async def turn(self, chat_id: int) -> Message:
        """Wait until a reply to the chat may go out; `answered` is to be told when its call is over."""
        while True:
            if self._limits:
                await self._wait(chat_id)
            if self._in_line or self._until_reply() > 0:
                await self._stand_in_line()
            await self._air.enter()
            if not (self._is_held(chat_id) or self._until_reply() > 0):
                break
            self._air.leave()  # Something has changed while it waited for its place in the air.
        message = self._traffic.note(chat_id, self._seconds())
        self._air.depart(message)
        return message

    async def go_on(self, message: Message) -> None:
        """Wait until a further part of a delivery that is under way may go out."""
        if self._limits:
            await self._wait(message.chat_id)
        self._traffic.renew(message, self._seconds())

    def answered(self, message: Message) -> None:
        """The call that brought the message is over."""
        self._traffic.answered(message, self._seconds())
        self._air.arrive(message)

    def arrived(self, message: Message) -> None:
        """Telegram has sent a reply: what that took tells how long the way is."""
        now = self._seconds()
        self._air.learn(now - message.sent_at, now)
        self.answered(message)

    async def _stand_in_line(self) -> None:
        """For the places that deliveries leave, which get none meanwhile."""
        self._in_line += 1
        try:
            async with self._line:
                while (seconds := self._until_reply()) > 0:
                    await self._sleep(seconds)
        finally:
            self._in_line -= 1

    def _until_reply(self) -> float:
        return self._traffic.until_reply(self._seconds(), self._promised)

    async def _wait(self, chat_id: int) -> None:
        limits = [limit for key in (chat_id, EVERYBODY) if (limit := self._limit(key)) is not None]
        for limit in limits:
            await self._turn(limit)

    def _is_held(self, chat_id: int) -> bool:
        limits = [self._limits[key] for key in (chat_id, EVERYBODY) if key in self._limits]
        return any(limit.held_until > self._seconds() for limit in limits)

    async def _turn(self, limit: Limit) -> None:
        """Whoever waits when Telegram refuses another message lines up anew."""
        start = limit.reserve(self._seconds())
        while start > self._seconds():
            await self._sleep(start - self._seconds())
            if limit.held_until > start:
                start = limit.reserve(self._seconds())

    def room(self, deliveries: int) -> Room:
        """What may go out right now to chats that don't rest, in so many deliveries at most."""
        now = self._seconds()
        most = 0 if self._in_line or self._until_limit(now) > 0 else min(deliveries, self._traffic.slice_room(now))
        usual = Share(max(0, self._traffic.room(now) - self._promised), self._rates.in_all)
        if self._rates.paid is None:
            return Room(most, usual, usual)
        return Room(most, usual, Share(self._traffic.paid_room(now), self._rates.paid))

    def promise(self, room: Room) -> int:
        """Keep places for deliveries that are being claimed; so many. What is paid for takes none from replies."""
        places = room.for_all if self._rates.paid is None else 0
        self._promised += places
        return places

    def give_back(self, places: int) -> None:
        """What was promised is taken right now, or not at all."""
        self._promised -= places

    def resting(self) -> set[int]:
        """The chats to which no delivery may go right now."""
        now = self._seconds()
        held = {key for key in [*self._limits] if (limit := self._limit(key)) is not None and limit.next_at > now}
        return held - {EVERYBODY} | self._traffic.resting(now)

    def take(self, chat_id: int, messages: int = 1, *, is_paid: bool = False) -> Message:
        """A delivery of so many messages goes out right now; `answered` is to be told when a call of it is over."""
        now = self._seconds()
        is_paid = is_paid and self.pays
        for key, rate in ((chat_id, None), (EVERYBODY, self._rates.paid if is_paid else None)):
            if (limit := self._limit(key)) is not None:
                limit.reserve(now, messages, rate)
        return self._traffic.deliver(chat_id, now, messages, is_paid=is_paid)

    @property
    def pays(self) -> bool:
        """Whether what goes to many may be paid for."""
        return self._rates.paid is not None

    def stop_paying(self) -> None:
        """Telegram doesn't take it: from now on all keeps to the usual rate."""
        self._rates = self._traffic.rates = replace(self._rates, paid=None)

    def until_room(self) -> float:
        """Seconds after which more may go out."""
        now = self._seconds()
        after_line = self._until_reply() + MOMENT if self._in_line else 0.0
        return max(self._traffic.until_room(now), self._until_limit(now), after_line)

    def refused(self, chat_id: int, seconds: float) -> None:
        """Telegram wants nothing for the chat, and perhaps nothing at all, for so many seconds."""
        now = self._seconds()
        self._limits = {key: limit for key, limit in self._limits.items() if not limit.is_over(now)}
        self._refusals.append((now, chat_id))
        self._hold(chat_id, self._rates.of_chat(chat_id), now + seconds)
        if self._is_about_all(now):
            self._hold(EVERYBODY, self._rates.in_all, now + seconds)

    def _is_about_all(self, now: float) -> bool:
        """A few chats that are refused among very many that are not have reasons of their own."""
        while now - self._refusals[0][0] >= 1:
            self._refusals.popleft()
        chats = len({chat for _, chat in self._refusals})
        return chats >= max(SEVERAL, SHARE * self._traffic.number(now))

    def _hold(self, key: int, rate: float, until: float) -> None:
        self._limits.setdefault(key, Limit(rate, until, until)).hold(until)

    def _until_limit(self, now: float) -> float:
        everybody = self._limit(EVERYBODY)
        return max(0.0, everybody.next_at - now) if everybody is not None else 0.0

    def _limit(self, key: int) -> Limit | None:
        limit = self._limits.get(key)
        if limit is not None and limit.is_over(self._seconds()):
            del self._limits[key]
            return None
        return limit
