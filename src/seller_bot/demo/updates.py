"""The bot's queue of updates: kept until confirmed or too old, handed to one long poll at a time or to the webhook."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from seller_bot.demo.clock import Clock
from seller_bot.demo.errors import conflict

Json = dict[str, Any]
DAY = 24 * 60 * 60
KEPT = {"callback_query": 150, "inline_query": 150}
NAMES = """
message edited_message channel_post edited_channel_post business_connection business_message edited_business_message
deleted_business_messages guest_message message_reaction message_reaction_count inline_query chosen_inline_result
callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member
chat_join_request chat_boost removed_chat_boost managed_bot
"""
KINDS = frozenset(NAMES.split())
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
USUAL = KINDS - ON_REQUEST
FIRST = 710_000_001
BELIEVED_AHEAD = 10
"""So far beyond the next update an offset may be, as in tdlib's TQueue."""

POLL_GAP = 5.0
"""Seconds without a poll after which the bot counts as away."""
OTHER_POLL = "other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Pending:
    update_id: int
    kind: str
    content: Json
    expires: float

    def json(self) -> Json:
        return {"update_id": self.update_id, self.kind: self.content}

    @property
    def queue(self) -> tuple[str, int]:
        """The webhook keeps the order within it: a chat's messages, and, apart from them, a person's button presses."""
        if self.kind == "callback_query":
            return "callbacks", self.content["from"]["id"]
        return "chat", self.content.get("chat", {}).get("id", 0)


class Updates:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.queue: deque[Pending] = deque()
        self.next_id = FIRST
        self.allowed = USUAL
        self.poll: asyncio.Future[None] | None = None
        self.polls = 0
        self.next_poll: asyncio.Event = asyncio.Event()
        self.last_poll = -POLL_GAP
        self.pushed = False
        """A webhook is set and takes the updates."""
        self.arrived: asyncio.Event = asyncio.Event()
        self.repeated = 0
        """How many confirmed updates come once more: a fault that a test asked for."""
        self.closed = False

    def put(self, kind: str, content: Json) -> int:
        """The update's id; a kind that the bot did not ask for gets an id and is never handed over."""
        update_id = self.next_id
        self.next_id += 1
        if kind in self.allowed:
            self.queue.append(Pending(update_id, kind, content, self.clock.time() + KEPT.get(kind, DAY)))
            self.wake()
        return update_id

    def wake(self) -> None:
        self.arrived.set()
        if self.poll and not self.poll.done():
            self.poll.set_result(None)

    def allow(self, kinds: Iterable[str]) -> None:
        """From now on only these kinds; none named means the usual ones. Names that nobody knows are ignored."""
        self.allowed = frozenset(kinds) & KINDS or USUAL

    def confirm(self, offset: int) -> None:
        """Forget what comes before `offset`; a negative one counts from the end.

        One far ahead of all updates confirms none: it stems from before the numbers began elsewhere.
        """
        if offset > self.next_id + BELIEVED_AHEAD:
            return
        if offset < 0:
            while len(self.queue) > -offset:
                self.queue.popleft()
        again: list[Pending] = []
        while self.queue and 0 < offset > self.queue[0].update_id:
            confirmed = self.queue.popleft()
            if self.repeated:
                self.repeated -= 1
                again.append(confirmed)
        self.queue.extendleft(reversed(again))

    def forget(self, update_id: int) -> None:
        self.queue = deque(pending for pending in self.queue if pending.update_id != update_id)

    def expire(self) -> None:
        now = self.clock.time()
        if any(pending.expires <= now for pending in self.queue):
            self.queue = deque(pending for pending in self.queue if pending.expires > now)

    def waiting(self, limit: int) -> list[Json]:
        self.expire()
        return [pending.json() for pending, _ in zip(self.queue, range(limit), strict=False)]

    async def take(self, limit: int, seconds: int) -> list[Json]:
        """Long polling: the waiting updates, or those that come within `seconds`."""
        self.polls += 1
        self.last_poll = time.monotonic()
        self.next_poll.set()
        self.next_poll = asyncio.Event()
        found = self.waiting(limit)
        if found or not seconds or self.closed:
            return found
        self.supersede()
        poll = self.poll = asyncio.get_running_loop().create_future()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await poll
        finally:
            self.last_poll = time.monotonic()
            if self.poll is poll:
                self.poll = None
        return self.waiting(limit)

    def is_taken(self) -> bool:
        """Somebody takes the updates: the bot seems to run."""
        return self.pushed or self.poll is not None or time.monotonic() - self.last_poll < POLL_GAP

    def supersede(self, by: str = OTHER_POLL) -> None:
        """The poll that waits now is told that it lost its place: one bot, one poller."""
        if self.poll and not self.poll.done():
            self.poll.set_exception(conflict(f"terminated by {by}"))

    def close(self) -> None:
        self.closed = True
        self.wake()
