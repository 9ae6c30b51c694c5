"""What the page asks for: its files, everything under /demo, and the stream of events."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from seller_bot.demo.faults import asked_fault
from seller_bot.demo.groups_api import GroupsApi
from seller_bot.demo.guard import OnlyLocal
from seller_bot.demo.page_requests import NO_STORE, Wrong, acts, answers, body, wanted
from seller_bot.demo.people_api import PeopleApi
from seller_bot.demo.static import Static

if TYPE_CHECKING:
    from seller_bot.demo.server import BotApiServer

PAGE = Path(__file__).parent / "page"
EVENT_ID = re.compile(r"[0-9]{1,18}")
FARTHEST = 10 * 365 * 24 * 60 * 60
SANDBOX = {"content-security-policy": "sandbox", "x-content-type-options": "nosniff"}
"""A file that somebody sent must not run as a page of ours."""
LASTING = {"cache-control": "private, max-age=31536000, immutable"}
"""A file_id is made of the file's content: it never means another one."""
Json = dict[str, Any]


class Api:
    def __init__(self, server: "BotApiServer") -> None:
        self.server = server
        self.world = server.world
        self.static = Static(PAGE)

    def routes(self) -> list[Route | Mount]:
        return [
            Route("/", self.static.index),
            Mount("/static", self.static),
            Mount("/demo", routes=self.demo_routes()),
        ]

    def demo_routes(self) -> list[Route]:
        return [
            Route("/events", self.events),
            Route("/files/{file_id}", self.file),
            Route("/state", answers(self.state)),
            Route("/clock", acts(self.clock, self.server.write_down), methods=["POST"]),
            Route("/faults", answers(self.faults), methods=["GET"]),
            Route("/faults", answers(self.add_fault), methods=["POST"]),
            *PeopleApi(self.server).routes(),
            *GroupsApi(self.server).routes(),
        ]

    async def state(self, request: Request) -> Json:
        """Sellers come first, in the order in which they came."""
        people = [self.world.person_json(person_id) for person_id in self.world.people]
        people.sort(key=lambda person: person["role"] is not None)
        groups = [chat.group_json() for chat in self.world.groups().values()]
        world = {"bot": self.world.bot_json(), "people": people, "groups": groups, "now": self.world.clock.now()}
        return {**world, "trouble": self.server.trouble()}

    async def file(self, request: Request) -> Response:
        file = self.world.files.by_id.get(request.path_params["file_id"])
        if file is None:
            return JSONResponse({"error": "There is no such file."}, 404)
        return Response(file.content, media_type=file.mime_type, headers=SANDBOX | LASTING)

    async def events(self, request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("last_event_id")
        after = self.world.events.resumable(int(last) if last and EVENT_ID.fullmatch(last) else 0)
        return StreamingResponse(self.lines(after), media_type="text/event-stream", headers=NO_STORE)

    async def lines(self, after: int) -> AsyncIterator[str]:
        # A first line at once tells the page that the stream stands, and from which event on.
        yield f"retry: 500\nid: {after}\n\n"
        async for event in self.world.events.after(after):
            if event is None:
                yield ": still here\n\n"
            else:
                yield f"id: {event.id}\nevent: {event.name}\ndata: {json.dumps(event.data, allow_nan=False)}\n\n"

    async def clock(self, request: Request) -> Json:
        seconds = wanted(await body(request), "advance", (int, float))
        if not 0 <= seconds <= FARTHEST:
            raise Wrong("The clock moves forward, by at most ten years.")
        self.server.advance(float(seconds))
        return {"now": self.world.clock.now()}

    async def faults(self, request: Request) -> Json:
        return self.server.trouble()

    async def add_fault(self, request: Request) -> Json:
        """A fault to come; or `clear`, to have none; or `rates`, true or false, to keep Telegram's speed limits."""
        given = await body(request)
        if given.pop("clear", False):
            self.server.faults.clear()
        if (rates := given.pop("rates", None)) is not None:
            self.server.rates.on = bool(rates)
        if given:
            self.server.faults.add(asked_fault(given))
        return await self.faults(request)


def page_app(server: "BotApiServer") -> OnlyLocal:
    return OnlyLocal(Starlette(routes=Api(server).routes()), server.host)
