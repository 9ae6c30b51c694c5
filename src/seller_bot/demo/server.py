"""The server, on one port: the Bot API for the bot, the page for visitors, the people themselves for tests.

A little longer than our other modules: it is the one place that a test looks at.
"""

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from seller_bot.demo.api import page_app
from seller_bot.demo.bodies import Body
from seller_bot.demo.botapi import BotApi
from seller_bot.demo.clock import Clock
from seller_bot.demo.faults import Cut, Faults
from seller_bot.demo.front import Front
from seller_bot.demo.groups import Group, new_group
from seller_bot.demo.listening import Listening, bound, quiet
from seller_bot.demo.people import Person
from seller_bot.demo.rates import Rates
from seller_bot.demo.record import Call, Violation
from seller_bot.demo.storage import Storage
from seller_bot.demo.world import Json, World

log = logging.getLogger(__name__)

TOKEN = "123456:TEST-token-of-the-local-server"  # noqa: S105 - it opens nothing but this server.
TICK = 0.25


class BotApiServer:
    """`async with BotApiServer() as server:` runs it in the current event loop; `server.url` is then its address.

    With `state`, an SQLite file, the world outlives the server.
    """

    def __init__(
        self, token: str = TOKEN, port: int = 0, host: str = "127.0.0.1", *, state: Path | None = None
    ) -> None:
        self.world = World(token)
        self.storage = Storage(self.world, state) if state else None
        self.botapi = BotApi(self.world)
        self.world.webhook.call = self.call
        self.host = host
        self.port = port
        self.people: dict[int, Person] = {}
        self.front = Front(self.botapi, page_app(self))
        self.is_written = True
        self.told: dict[str, Json] = {}
        """What the page was last told of things that change without a word."""
        self.world.events.listeners.append(self.tell_people)

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

    def group(
        self,
        title: str,
        members: Iterable[Person] = (),
        *,
        forum: bool = False,
        basic: bool = False,
        bot: str = "member",
    ) -> Group:
        """A group of these people, the first of whom owns it, and the bot, as "member" or "administrator"."""
        group = new_group(self.world, title, forum=forum, basic=basic)
        users = [person.user for person in members]
        for index, user in enumerate(users):
            group.adds(user, by=users[0], status="member" if index else "creator")
        group.adds(self.world.bot, by=users[0] if users else None, status=bot)
        return group

    def tell_people(self, name: str, data: Json) -> None:
        """Those whom an event concerns: the person of a private chat, or the members of a group."""
        if (person_id := data.get("person_id")) is not None:
            concerned = [person_id]
        elif (chat_id := data.get("chat_id")) is not None:
            concerned = list(self.world.chats[chat_id].members)
        else:
            return
        for user_id in concerned:
            if user_id in self.people:
                self.people[user_id].note(data)

    @property
    def calls(self) -> list[Call]:
        return self.botapi.record.calls

    @property
    def violations(self) -> list[Violation]:
        return self.botapi.record.violations

    @property
    def faults(self) -> Faults:
        return self.botapi.faults

    @property
    def rates(self) -> Rates:
        return self.botapi.rates

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def trouble(self) -> Json:
        """The faults that wait for their calls, and whether speed limits hold."""
        return {"faults": self.faults.json(), "rates": self.rates.on}

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

    async def call(self, method: str, params: Json) -> None:
        """Run a method as if the bot had called it."""
        arguments = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        with suppress(Cut):
            await self.botapi.call(self.token, method, Body(arguments))

    # Running

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[Self]:
        """Listen until the block ends; no signal handlers, so the surrounding program keeps its own."""
        socket = bound(self.host, self.port)
        self.port = socket.getsockname()[1]
        listening = Listening(quiet(self.front))
        self.front.connections = listening.server_state.connections
        task = asyncio.create_task(listening.serve([socket]))
        ticking = asyncio.create_task(self.tick())
        try:
            await listening.started_up.wait()
            self.world.webhook.resume()
            yield self
        finally:
            ticking.cancel()
            self.world.webhook.pause()
            self.world.updates.close()
            self.world.events.close()
            listening.stop()
            await task
            with suppress(asyncio.CancelledError):
                await ticking
            if self.storage:
                self.storage.close()

    async def tick(self) -> None:
        """Tell the page what has changed, and write down what happened."""
        while True:
            self.tell("running", {"running": self.world.updates.is_taken()})
            self.tell("trouble", self.trouble())
            for group in self.world.groups().values():
                self.world.tell_group(group)
            for old_id, new_id in self.world.moved().items():
                self.tell("group_moved", {"id": old_id, "to": new_id}, f"moved {old_id}")
            self.write_down()
            await asyncio.sleep(TICK)

    def write_down(self) -> None:
        """A full disk must not end what is going on; it is said once, and tried again."""
        if self.storage is None:
            return
        try:
            self.storage.save()
            self.is_written = True
        except sqlite3.Error as error:
            if self.is_written:
                log.error("The state of the local server can't be written (%s): is the disk full?", error)
            self.is_written = False

    def tell(self, name: str, data: Json, of: str = "") -> None:
        """Tell the page what it was not told before; `of` tells apart what has the same name."""
        if self.told.get(of or name) != data:
            self.told[of or name] = data
            self.world.events.publish(name, data)

    async def __aenter__(self) -> Self:
        self.serving = self.serve()
        return await self.serving.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.serving.__aexit__(kind, error, trace)
