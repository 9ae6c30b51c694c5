"""The server, on one port: the Bot API for the bot, the page for visitors, the people themselves for tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import Any, Self

import uvicorn

from seller_bot.demo.api import page_app
from seller_bot.demo.bodies import read_body
from seller_bot.demo.botapi import BotApi, answer
from seller_bot.demo.clock import Clock
from seller_bot.demo.errors import Refused
from seller_bot.demo.people import Person
from seller_bot.demo.record import Call, Violation
from seller_bot.demo.world import World

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
TOKEN = "123456:TEST-token-of-the-local-server"  # noqa: S105 - it opens nothing but this server.


class BotApiServer:
    """`async with BotApiServer() as server:` runs it in the current event loop; `server.url` is then its address."""

    def __init__(self, token: str = TOKEN, port: int = 0, host: str = "127.0.0.1") -> None:
        self.world = World(token)
        self.botapi = BotApi(self.world)
        self.host = host
        self.port = port
        self.people: dict[int, Person] = {}
        self.page = page_app(self)
        self.running = False

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def token(self) -> str:
        return self.world.token

    # For tests

    def person(self, first_name: str, language_code: str | None = None, id: int | None = None) -> Person:
        """Somebody new, whose private chat with the bot is still empty."""
        return self.known_person(self.world.add_person(first_name, language_code, id).id)

    def known_person(self, person_id: int) -> Person:
        if person_id not in self.people:
            self.people[person_id] = Person(self.world, person_id)
        return self.people[person_id]

    @property
    def calls(self) -> list[Call]:
        return self.botapi.record.calls

    @property
    def violations(self) -> list[Violation]:
        return self.botapi.record.violations

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.world.events.publish("clock", {"now": self.clock.now()})

    @property
    def poll_count(self) -> int:
        return self.world.updates.polls

    async def polled(self, timeout: float = 30) -> None:  # noqa: ASYNC109 - a test reads better so.
        """Returns when the bot polls next; a poll that waits already is not one."""
        async with asyncio.timeout(timeout):
            await self.world.updates.next_poll.wait()

    # Running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application. Calls of the bot, which come by the thousand, go past Starlette's routing."""
        if scope["type"] == "http" and scope["path"].startswith("/bot"):
            await self.answer_bot(scope, receive, send)
        elif scope["type"] == "http":
            await self.page(scope, receive, send)

    async def answer_bot(self, scope: Scope, receive: Receive, send: Send) -> None:
        token, _, name = scope["path"].removeprefix("/bot").partition("/")
        headers = dict(scope["headers"])
        try:
            content_type = headers.get(b"content-type", b"").decode("latin-1")
            body = read_body(scope["query_string"].decode("latin-1"), content_type, await read_all(receive))
        except Refused as refused:
            status, content = answer(None, refused)
        else:
            status, content = await self.botapi.call(token, name, body)
        length = str(len(content)).encode()
        sent = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": status, "headers": sent})
        await send({"type": "http.response.body", "body": content})

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[Self]:
        """Listen until the block ends; no signal handlers, so the surrounding program keeps its own."""
        config = uvicorn.Config(
            self,
            self.host,
            self.port,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            ws="none",
        )
        listening = Listening(config)
        task = asyncio.create_task(listening.serve())
        watch = asyncio.create_task(self.watch_polls())
        try:
            await listening.has_started(task)
            self.port = listening.servers[0].sockets[0].getsockname()[1]
            yield self
        finally:
            watch.cancel()
            self.world.updates.close()
            self.world.events.close()
            listening.should_exit = True
            await task
            with suppress(asyncio.CancelledError):
                await watch

    async def watch_polls(self) -> None:
        """Tell the page when the bot comes and goes."""
        while True:
            running = self.world.updates.is_polled()
            if running != self.running:
                self.running = running
                self.world.events.publish("running", {"running": running})
            await asyncio.sleep(0.25)

    async def __aenter__(self) -> Self:
        self.serving = self.serve()
        return await self.serving.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.serving.__aexit__(kind, error, trace)


class Listening(uvicorn.Server):
    """uvicorn without its signal handlers, and with a way to wait until it listens."""

    async def serve(self, sockets: Any = None) -> None:
        await self._serve(sockets)

    async def has_started(self, task: asyncio.Task[None]) -> None:
        while not self.started:
            if task.done():
                raise OSError(f"can't listen on {self.config.host}:{self.config.port}")
            await asyncio.sleep(0.005)


async def read_all(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more = True
    while more:
        event = await receive()
        parts.append(event.get("body", b""))
        more = event.get("more_body", False)
    return b"".join(parts)
