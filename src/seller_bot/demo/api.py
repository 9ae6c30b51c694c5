"""What the page asks for: everything under /demo, JSON over HTTP, and the stream of events."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from seller_bot.demo.people import NothingSeen, Person

if TYPE_CHECKING:
    from seller_bot.demo.server import BotApiServer

PAGE = Path(__file__).parent / "page"
LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")
Json = dict[str, Any]


class Wrong(Exception):
    """The page, or whoever writes to it, asked for something that can't be; the message is the sentence it is told."""


class Api:
    def __init__(self, server: "BotApiServer") -> None:
        self.server = server
        self.world = server.world

    def routes(self) -> list[Route | Mount]:
        person = "/people/{person_id:int}"
        return [
            Route("/", self.index),
            Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
            Mount(
                "/demo",
                routes=[
                    Route("/state", answers(self.state)),
                    Route("/events", self.events),
                    Route("/people", answers(self.add_person), methods=["POST"]),
                    Route(f"{person}/messages", answers(self.messages)),
                    Route(f"{person}/commands", answers(self.commands)),
                    Route(f"{person}/language", answers(self.language), methods=["POST"]),
                    Route(f"{person}/say", answers(self.say), methods=["POST"]),
                    Route(f"{person}/start", answers(self.start), methods=["POST"]),
                    Route(f"{person}/press", answers(self.press), methods=["POST"]),
                    Route(f"{person}/edit", answers(self.edit), methods=["POST"]),
                    Route(f"{person}/delete", answers(self.delete), methods=["POST"]),
                    Route(f"{person}/block", answers(self.block), methods=["POST"]),
                    Route(f"{person}/unblock", answers(self.unblock), methods=["POST"]),
                    Route("/clock", answers(self.clock), methods=["POST"]),
                ],
            ),
        ]

    async def index(self, request: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    # Looking

    async def state(self, request: Request) -> Json:
        people = [self.world.person_json(person_id) for person_id in self.world.people]
        return {"bot": self.world.bot_json(), "people": people, "now": self.world.clock.now()}

    async def messages(self, request: Request) -> Json:
        return {"messages": list(self.person(request).chat.messages.values())}

    async def commands(self, request: Request) -> Json:
        person = self.person(request)
        return {"commands": self.world.profile.shown_commands(person.id, person.user.language_code)}

    async def events(self, request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("last_event_id")
        after = int(last) if last and last.isdecimal() else self.world.events.last_id
        return StreamingResponse(
            self.lines(after), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def lines(self, after: int) -> AsyncIterator[str]:
        # A first line at once tells the page that the stream stands, and from which event on.
        yield f"retry: 500\nid: {after}\n\n"
        async for event in self.world.events.after(after):
            if event is None:
                yield ": still here\n\n"
            else:
                yield f"id: {event.id}\nevent: {event.name}\ndata: {json.dumps(event.data)}\n\n"

    # Doing

    async def add_person(self, request: Request) -> Json:
        given = await body(request)
        name = wanted(given, "first_name", str).strip()
        if not 1 <= len(name) <= 64:
            raise Wrong("A first name has 1 to 64 characters.")
        person = self.server.person(name, language_code=given.get("language_code"))
        return self.world.person_json(person.id)

    async def language(self, request: Request) -> Json:
        person = self.person(request)
        person.speaks((await body(request)).get("language_code"))
        return self.world.person_json(person.id)

    async def say(self, request: Request) -> Json:
        given = await body(request)
        reply_to = given.get("reply_to_message_id")
        person = self.person(request)
        if reply_to is not None and reply_to not in person.chat.messages:
            raise Wrong("The message to reply to is not there.")
        return {"update_id": await person.says(wanted(given, "text", str), reply_to)}

    async def start(self, request: Request) -> Json:
        parameter = (await body(request)).get("parameter")
        return {"update_id": await self.person(request).says(f"/start {parameter}" if parameter else "/start")}

    async def press(self, request: Request) -> Json:
        given = await body(request)
        person = self.person(request)
        message_id = wanted(given, "message_id", int)
        if message_id not in person.chat.messages:
            raise Wrong("The message with this button is not there.")
        return {"callback_query_id": await person.presses_forged(wanted(given, "data", str), message_id)}

    async def edit(self, request: Request) -> Json:
        given = await body(request)
        update_id = await self.person(request).edits(wanted(given, "message_id", int), wanted(given, "text", str))
        return {"update_id": update_id}

    async def delete(self, request: Request) -> Json:
        self.person(request).deletes(*wanted(await body(request), "message_ids", list))
        return {}

    async def block(self, request: Request) -> Json:
        self.person(request).blocks()
        return {}

    async def unblock(self, request: Request) -> Json:
        self.person(request).unblocks()
        return {}

    async def clock(self, request: Request) -> Json:
        self.server.advance(float(wanted(await body(request), "advance", (int, float))))
        return {"now": self.world.clock.now()}

    def person(self, request: Request) -> Person:
        person_id = request.path_params["person_id"]
        if person_id not in self.world.people:
            raise Wrong(f"There is nobody with the id {person_id}.")
        return self.server.known_person(person_id)


def answers(handle: Callable[[Request], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        try:
            return JSONResponse(await handle(request), headers={"cache-control": "no-store"})
        except (Wrong, ValueError, NothingSeen) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)

    return respond


async def body(request: Request) -> Json:
    content = await request.body()
    try:
        found = json.loads(content or b"{}")
    except ValueError:
        raise Wrong("The request's body is not JSON.") from None
    if not isinstance(found, dict):
        raise Wrong("The request's body is not a JSON object.")
    return found


def wanted(given: Json, name: str, kind: Any) -> Any:
    if not isinstance(given.get(name), kind):
        raise Wrong(f"The request lacks “{name}”, or it has the wrong type.")
    return given[name]


class OnlyLocal:
    """Refuses requests under a foreign host name: a web page elsewhere must not reach us by rebinding its own name."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and not is_local(dict(scope["headers"]).get(b"host", b"").decode("latin-1")):
            await JSONResponse({"error": "This page answers only to local addresses."}, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_local(host: str) -> bool:
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name.lower() in LOCAL


def page_app(server: "BotApiServer") -> OnlyLocal:
    return OnlyLocal(Starlette(routes=Api(server).routes()))
