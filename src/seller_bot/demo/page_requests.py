"""What the page sends and what it is answered: JSON and forms in, JSON out, one sentence for what can't be."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from seller_bot.demo.bodies import Body, Upload, read_multipart
from seller_bot.demo.errors import Refused
from seller_bot.demo.people import NothingSeen
from seller_bot.demo.unicode import parsed, whole_json

Json = dict[str, Any]
Handle = Callable[[Request], Awaitable[Json]]
NO_STORE = {"cache-control": "no-store"}
NUMBERS = ("chat", "thread")
WHOLE = re.compile(r"-?[0-9]{1,18}")


class Wrong(Exception):
    """The page, or whoever writes to it, asked for something that can't be; the message is the sentence it is told."""


def acts(handle: Handle, write_down: Callable[[], None]) -> Callable[[Request], Awaitable[Response]]:
    """What changes the world is written down before it is answered: a demo may be killed at any moment."""

    async def act(request: Request) -> Json:
        found = await handle(request)
        write_down()
        return found

    return answers(act)


def answers(handle: Handle) -> Callable[[Request], Awaitable[Response]]:
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
        found = parsed(content.decode() or "{}")
    except ValueError:
        raise Wrong("The request's body is not JSON.") from None
    if not isinstance(found, dict):
        raise Wrong("The request's body is not a JSON object.")
    mended: Json = whole_json(found)
    return mended


async def form(request: Request) -> tuple[Body, Json]:
    """A form with files, and its arguments as values of JSON."""
    found = read_multipart(request.headers.get("content-type", ""), await request.body())
    values = {name: number(value, name) if name in NUMBERS else value for name, value in found.arguments.items()}
    return found, values


async def uploaded(request: Request, sample: Upload) -> tuple[Upload, Json]:
    """The file of a form and its arguments; without a form a sample, and the values of the body."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return sample, await body(request)
    found, values = await form(request)
    if "file" not in found.files:
        raise Wrong("The form has no file.")
    return found.files["file"], values


def wanted(given: Json, name: str, kind: Any) -> Any:
    if not isinstance(given.get(name), kind) or isinstance(given[name], bool):
        raise Wrong(f"The request lacks “{name}”, or it has the wrong type.")
    return given[name]


def optional(given: Json, name: str, kind: Any) -> Any:
    return None if given.get(name) is None else wanted(given, name, kind)


def number(text: str, name: str) -> int:
    """A number of an address or of a form."""
    if not WHOLE.fullmatch(text):
        raise Wrong(f"“{name}” is a number.")
    return int(text)


def wanted_numbers(given: Json, name: str) -> list[int]:
    found: list[Any] = wanted(given, name, list)
    if not all(isinstance(item, int) and not isinstance(item, bool) for item in found):
        raise Wrong(f"“{name}” holds numbers.")
    return found
