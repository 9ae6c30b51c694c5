"""Delivery of updates to a webhook, as Telegram does it (WebhookActor.cpp).

Each chat's messages and each person's button presses form a queue; queues go side by side, a queue one by one. What
fails is tried again at once, then after 2, 4, 8 … seconds, at most 60 to 120, until the update is too old; a
`Retry-After` is heeded. A little longer than our other modules: all of it is one loop.
"""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from seller_bot.demo.outbound import Answer, Unreachable, post
from seller_bot.demo.updates import Pending, Updates
from seller_bot.waiting import until_set

Json = dict[str, Any]
Call = Callable[[str, Json], Awaitable[None]]
LONGEST_WAIT = 60
LONGEST_RETRY_AFTER = 3600
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header.


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""


@dataclass(slots=True)
class Failure:
    count: int = 0
    delay: float = 1
    due: float = 0


@dataclass(slots=True)
class Deliveries:
    """The webhook that is set, if any, and what is under way to it."""

    updates: Updates
    webhook: Webhook = field(default_factory=Webhook)
    call: Call | None = None
    """How to run a method that the webhook's answer names."""
    failures: dict[int, Failure] = field(default_factory=dict)
    under_way: dict[tuple[str, int], asyncio.Task[None]] = field(default_factory=dict)
    last_error: tuple[int, str] | None = None
    task: asyncio.Task[None] | None = None
    backoff: float = 1.0
    """A factor on all waits, for tests that have no minute to spare."""

    @property
    def url(self) -> str:
        return self.webhook.url

    def set(self, webhook: Webhook) -> None:
        self.remove()
        self.webhook = webhook
        self.resume()

    def remove(self) -> None:
        self.pause()
        self.webhook = Webhook()
        self.failures.clear()
        self.last_error = None

    def resume(self) -> None:
        """Deliver from now on, if a webhook is set: after setWebhook, and when the server starts again."""
        if self.url:
            self.updates.pushed = True
            self.task = asyncio.create_task(self.run())

    def pause(self) -> None:
        self.updates.pushed = False
        for task in (self.task, *self.under_way.values()):
            if task:
                task.cancel()
        self.under_way.clear()
        self.task = None

    def info(self) -> Json:
        if not self.url:
            return {}
        error = (
            {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]} if self.last_error else {}
        )
        address = {"ip_address": self.webhook.ip_address} if self.webhook.ip_address else {}
        return {"max_connections": self.webhook.max_connections, **address, **error}

    async def run(self) -> None:
        """Start what may start, then sleep until something arrives or becomes due."""
        while True:
            self.updates.arrived.clear()
            self.updates.expire()
            due = self.start_ready()
            await until_set(self.updates.arrived, due)

    def start_ready(self) -> float | None:
        """Seconds until the next delivery is due; None if only a new update can bring one."""
        now = asyncio.get_running_loop().time()
        seen: set[tuple[str, int]] = set()
        waits: list[float] = []
        for pending in self.updates.queue:
            if pending.queue in seen or len(self.under_way) >= self.webhook.max_connections:
                continue
            seen.add(pending.queue)
            wait = self.failures.get(pending.update_id, Failure()).due - now
            if wait > 0:
                waits.append(wait)
            elif pending.queue not in self.under_way:
                self.under_way[pending.queue] = asyncio.create_task(self.deliver(pending))
        return min(waits, default=None)

    async def deliver(self, pending: Pending) -> None:
        try:
            headers = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
            answer = await post(self.url, json.dumps(pending.json()).encode(), headers)
            if answer.is_success:
                self.succeed(pending)
                await self.obey(answer)
            else:
                reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                self.fail(pending, reason, answer.retry_after)
        except Unreachable as reason:
            self.fail(pending, str(reason), 0)
        finally:
            self.under_way.pop(pending.queue, None)
            self.updates.arrived.set()

    def succeed(self, pending: Pending) -> None:
        self.failures.pop(pending.update_id, None)
        if self.updates.repeated:
            self.updates.repeated -= 1
        else:
            self.updates.forget(pending.update_id)

    def fail(self, pending: Pending, reason: str, retry_after: int) -> None:
        failure = self.failures.setdefault(pending.update_id, Failure())
        wait = float(min(retry_after, LONGEST_RETRY_AFTER))
        if not retry_after and failure.count:
            failure.delay = min(random.uniform(LONGEST_WAIT, 2 * LONGEST_WAIT), failure.delay * 2)  # noqa: S311
            wait = failure.delay
        self.last_error = (self.updates.clock.now(), reason)
        if self.updates.clock.time() + wait > pending.expires:
            self.updates.forget(pending.update_id)
        failure.count += 1
        failure.due = asyncio.get_running_loop().time() + wait * self.backoff

    async def obey(self, answer: Answer) -> None:
        """A webhook may answer with a method and its parameters; its result is told to nobody."""
        given = answer.json()
        name = str(given.pop("method", "")).lower()
        if name and self.call and not name.startswith(("get", "setwebhook", "deletewebhook", "close", "logout")):
            await self.call(name, given)
