"""What the page asks for: everything under /demo, JSON over HTTP, and the stream of events.

Longer than our other modules because it is one list: each endpoint of the page and what it does.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from seller_bot.demo import samples
from seller_bot.demo.bodies import Upload, read_multipart
from seller_bot.demo.errors import Refused
from seller_bot.demo.faults import asked_fault
from seller_bot.demo.guard import OnlyLocal
from seller_bot.demo.methods.media import MOST_IN_ALBUM
from seller_bot.demo.people import NothingSeen, Person
from seller_bot.demo.static import Static
from seller_bot.demo.unicode import whole_json

if TYPE_CHECKING:
    from seller_bot.demo.server import BotApiServer

PAGE = Path(__file__).parent / "page"
LONGEST_NAME = 64
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
EVENT_ID = re.compile(r"[0-9]{1,18}")
FARTHEST = 10 * 365 * 24 * 60 * 60
NO_STORE = {"cache-control": "no-store"}
SANDBOX = {"content-security-policy": "sandbox", "x-content-type-options": "nosniff"}
"""A file that somebody sent must not run as a page of ours."""
LASTING = {"cache-control": "private, max-age=31536000, immutable"}
"""A file_id is made of the file's content: it never means another one."""
Json = dict[str, Any]


class Wrong(Exception):
    """The page, or whoever writes to it, asked for something that can't be; the message is the sentence it is told."""


class Api:
    def __init__(self, server: "BotApiServer") -> None:
        self.server = server
        self.world = server.world

    def routes(self) -> list[Route | Mount]:
        static = Static(PAGE)
        return [
            Route("/", static.index),
            Mount("/static", static),
            Mount("/demo", routes=[*self.asked(), *self.done(), *self.done_by_people()]),
        ]

    def asked(self) -> list[Route]:
        person = "/people/{person_id:int}"
        return [
            Route("/events", self.events),
            Route("/files/{file_id}", self.file),
            Route("/state", answers(self.state)),
            Route("/faults", answers(self.faults), methods=["GET"]),
            Route(f"{person}/messages", answers(self.messages)),
            Route(f"{person}/commands", answers(self.commands)),
        ]

    def done(self) -> list[Route]:
        return [
            Route("/people", answers(self.add_person), methods=["POST"]),
            Route("/clock", answers(self.clock), methods=["POST"]),
            Route("/faults", answers(self.add_fault), methods=["POST"]),
        ]

    def done_by_people(self) -> list[Route]:
        acts = (self.language, self.say, self.start, self.press, self.edit, self.delete, self.block, self.unblock)
        sends = (self.photo, self.document, self.album, self.sticker, self.voice)
        return [
            Route(f"/people/{{person_id:int}}/{act.__name__}", answers(act), methods=["POST"])
            for act in (*acts, *sends)
        ]

    # Looking

    async def state(self, request: Request) -> Json:
        people = [self.world.person_json(person_id) for person_id in self.world.people]
        world = {"bot": self.world.bot_json(), "people": people, "now": self.world.clock.now()}
        return {**world, "trouble": self.server.trouble()}

    async def messages(self, request: Request) -> Json:
        chat = self.person(request).chat
        return {"messages": list(chat.messages.values()), "rewritten": chat.rewritten}

    async def commands(self, request: Request) -> Json:
        person = self.person(request)
        return {"commands": self.world.profile.shown_commands(person.id, person.user.language_code)}

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
                yield f"id: {event.id}\nevent: {event.name}\ndata: {json.dumps(event.data)}\n\n"

    # Doing

    async def add_person(self, request: Request) -> Json:
        given = await body(request)
        name = wanted(given, "first_name", str).strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise Wrong("A first name has 1 to 64 characters.")
        person = self.server.person(name, language_code=optional(given, "language_code", str) or None)
        return self.world.person_json(person.id)

    async def language(self, request: Request) -> Json:
        person = self.person(request)
        person.speaks(optional(await body(request), "language_code", str) or None)
        return self.world.person_json(person.id)

    async def say(self, request: Request) -> Json:
        given = await body(request)
        reply_to = optional(given, "reply_to_message_id", int)
        person = self.person(request)
        if reply_to is not None:
            self.message_of(person, reply_to)
        return {"update_id": await person.says(wanted(given, "text", str), reply_to)}

    async def start(self, request: Request) -> Json:
        parameter = optional(await body(request), "parameter", str)
        if parameter and not START_PARAMETER.fullmatch(parameter):
            raise Wrong("A start parameter has 1 to 64 of A-Z, a-z, 0-9, _ and -.")
        return {"update_id": await self.person(request).says(f"/start {parameter}" if parameter else "/start")}

    async def press(self, request: Request) -> Json:
        given = await body(request)
        person = self.person(request)
        message_id = self.message_of(person, wanted(given, "message_id", int))
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

    async def photo(self, request: Request) -> Json:
        upload, caption = await uploaded(request, samples.PHOTO)
        return {"update_id": await self.person(request).sends_photo(upload, caption)}

    async def document(self, request: Request) -> Json:
        upload, caption = await uploaded(request, samples.DOCUMENT)
        return {"update_id": await self.person(request).sends_document(upload, caption)}

    async def album(self, request: Request) -> Json:
        """All files of a form: photos, or, if its `kind` says so, documents."""
        form = read_multipart(request.headers.get("content-type", ""), await request.body())
        kind = form.arguments.get("kind", "photo")
        if kind not in ("photo", "document") or not 2 <= len(form.files) <= MOST_IN_ALBUM:
            raise Wrong("An album has 2 to 10 photos or documents.")
        words = form.arguments.get("caption", "")
        return {"update_ids": await self.person(request).sends_album(*form.files.values(), caption=words, kind=kind)}

    async def sticker(self, request: Request) -> Json:
        return {"update_id": await self.person(request).sends_sticker()}

    async def voice(self, request: Request) -> Json:
        return {"update_id": await self.person(request).sends_voice()}

    async def clock(self, request: Request) -> Json:
        seconds = float(wanted(await body(request), "advance", (int, float)))
        if not 0 <= seconds <= FARTHEST:
            raise Wrong("The clock moves forward, by at most ten years.")
        self.server.advance(seconds)
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

    def person(self, request: Request) -> Person:
        person_id = request.path_params["person_id"]
        if person_id not in self.world.people:
            raise Wrong(f"There is nobody with the id {person_id}.")
        return self.server.known_person(person_id)

    def message_of(self, person: Person, message_id: int) -> int:
        if message_id not in person.chat.messages:
            raise Wrong(f"There is no message {message_id} in this chat.")
        return message_id


def answers(handle: Callable[[Request], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        try:
            return JSONResponse(await handle(request), headers=NO_STORE)
        except Refused as refused:
            return JSONResponse({"error": refused.description}, 400)
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
    mended: Json = whole_json(found)
    return mended


async def uploaded(request: Request, sample: Upload) -> tuple[Upload, str]:
    """The file of a form and its caption; without a form a sample."""
    content_type = request.headers.get("content-type", "")
    if not content_type.startswith("multipart/form-data"):
        return sample, ""
    form = read_multipart(content_type, await request.body())
    if "file" not in form.files:
        raise Wrong("The form has no file.")
    return form.files["file"], form.arguments.get("caption", "")


def wanted(given: Json, name: str, kind: Any) -> Any:
    if not isinstance(given.get(name), kind) or isinstance(given[name], bool):
        raise Wrong(f"The request lacks “{name}”, or it has the wrong type.")
    return given[name]


def optional(given: Json, name: str, kind: Any) -> Any:
    return None if given.get(name) is None else wanted(given, name, kind)


def page_app(server: "BotApiServer") -> OnlyLocal:
    return OnlyLocal(Starlette(routes=Api(server).routes()), server.host)
