"""How many replies may be in the air at the same moment: those are what a crash leaves in doubt.

A reply that Telegram has sent, and whose answer died with the process, can't be told from one that never arrived:
the Bot API takes no number of ours by which it would know a message again. After a crash such a reply is sent anew,
since twice beats never. So the bound is this: `kill -9` repeats no more replies than were in the air. Those are `most`,
and where Telegram keeps them waiting one more for each PATIENCE seconds for which the oldest has gone unanswered; those
that have gone unanswered for longer than UNHEARD seconds hold up nobody, and let one more out each. What was answered
is not repeated: its slip is written before its place is given to another.

A Telegram that answers within OWN_SECONDS gets one reply after the other, so a kill repeats one. More are in the air
only where it pays: on a long way as many as bring A_SECOND replies to their sellers each second, and where many wait
one in WAITING_FOR_ONE_MORE of them. How long the way is, the fastest answers of lately tell. Until they do, after a
start or when Telegram has become slower, the first in line goes after PATIENCE seconds: that is ten replies a second.
"""

import asyncio
from collections import deque
from collections.abc import Hashable

from seller_bot.telegram.traffic import Answers

A_SECOND = 1000
OWN_SECONDS = 0.01
"""What the bot and a server beside it need for a call when both are busy: this is not the way's."""

ENOUGH = 8
"""After so many answers the fastest tells how long the way is: a program that has just been started is slow itself."""

LATELY = 5.0
"""Seconds after which the fastest answers begin to be forgotten; after twice as many a longer way is known."""

PATIENCE = 0.1
"""Who has been the first in line for so many seconds goes, however many are in the air."""

WAITING_FOR_ONE_MORE = 100
"""One after the other costs the most where both sides have much else to do, and then replies pile up."""

UNHEARD = 0.5
"""Who hears nothing for so many seconds gives his place to another: one chat's silence must not become everybody's."""


class Air:
    """Places for replies on their way. Those who wait for one get it in the order in which they came."""

    def __init__(self) -> None:
        self._taken = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._unheard: dict[Hashable, asyncio.TimerHandle] = {}
        self._answers = Answers(ENOUGH, LATELY)
        self._first: asyncio.Future[None] | None = None
        self._patience: asyncio.TimerHandle | None = None

    @property
    def most(self) -> int:
        """At the same moment, as far as the way is known."""
        way = max(0.0, self._answers.fastest - OWN_SECONDS)
        return 1 + int(way * A_SECOND) + len(self._waiting) // WAITING_FOR_ONE_MORE

    async def enter(self) -> None:
        """Take a place when there is one; `depart` or `leave` comes next, without waiting for anything."""
        if self._taken < self.most and not self._waiting:
            self._taken += 1
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._let_in()
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():
                self.leave()  # It had been given the place just before.
            raise

    def depart(self, message: Hashable) -> None:
        """The message that takes the place is on its way."""
        self._unheard[message] = asyncio.get_running_loop().call_later(UNHEARD, self.arrive, message)

    def arrive(self, message: Hashable) -> None:
        """Its call is over. The next one leaves when the task that says so has done what it does at once."""
        timer = self._unheard.pop(message, None)
        if timer is not None:
            timer.cancel()
            self.leave()

    def leave(self) -> None:
        """Give the place to whoever waits."""
        self._taken -= 1
        self._let_in()

    def learn(self, seconds: float, now: float) -> None:
        """A message took so long, there and back. An error tells nothing: it may come from nearby."""
        self._answers.note(seconds, now)
        self._let_in()

    def _let_in(self) -> None:
        while self._waiting and self._taken < self.most:
            self._let_first_in()
        self._watch_first()

    def _let_first_in(self) -> None:
        place = self._waiting.popleft()
        if not place.done():
            place.set_result(None)
            self._taken += 1

    def _watch_first(self) -> None:
        """From the moment at which somebody is the first in line; nothing else may happen for long."""
        first = self._waiting[0] if self._waiting else None
        if first is self._first:
            return
        if self._patience is not None:
            self._patience.cancel()
        loop = asyncio.get_running_loop()
        self._first = first
        self._patience = loop.call_later(PATIENCE, self._lose_patience) if first is not None else None

    def _lose_patience(self) -> None:
        self._let_first_in()
        self._let_in()
