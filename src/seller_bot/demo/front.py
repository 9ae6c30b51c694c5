"""The door: which request goes where, and what becomes of a connection that has to break."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any

from seller_bot.demo.bodies import read_body
from seller_bot.demo.botapi import BotApi, answer
from seller_bot.demo.errors import Refused
from seller_bot.demo.faults import Cut
from seller_bot.demo.files import LARGEST_UPLOAD, MEGABYTE

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Reply = tuple[int, bytes]
POLLING = "getupdates"
TOO_LARGE = Refused(413, "Request Entity Too Large")


class Gone(Exception):
    """Nobody waits for the answer any more."""


class Front:
    """The ASGI application. Calls of the bot, which come by the thousand, go past Starlette's routing."""

    def __init__(self, botapi: BotApi, page: Any) -> None:
        self.botapi = botapi
        self.page = page
        self.connections: set[Any] = set()
        """uvicorn's, while it runs."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"].startswith("/bot"):
            await self.answer_bot(scope, receive, send)
        elif scope["path"].startswith("/file/bot"):
            await self.send_file(scope, send)
        else:
            await self.page(scope, receive, send)

    async def answer_bot(self, scope: Scope, receive: Receive, send: Send) -> None:
        token, _, name = scope["path"].removeprefix("/bot").partition("/")
        headers = dict(scope["headers"])
        try:
            content_type = headers.get(b"content-type", b"").decode("latin-1")
            body = read_body(scope["query_string"].decode("latin-1"), content_type, await read_all(receive))
            call = self.botapi.call(token, name, body)
            status, content = await (while_connected(call, receive) if name.lower() == POLLING else call)
        except Refused as refused:
            status, content = answer(None, refused)
        except Cut:
            return await self.cut(scope, receive)
        except Gone:
            return None
        await respond(send, status, content, b"application/json" if content[:1] == b"{" else b"text/html")
        return None

    async def send_file(self, scope: Scope, send: Send) -> None:
        token, _, path = scope["path"].removeprefix("/file/bot").partition("/")
        file = self.botapi.world.files.by_path.get(path) if token == self.botapi.world.token else None
        if file is None:
            await respond(send, *answer(None, Refused(404, "Not Found")), b"application/json")
        else:
            await respond(send, 200, file.content, b"application/octet-stream")

    async def cut(self, scope: Scope, receive: Receive) -> None:
        """Drop the connection of this request as a broken network does."""
        for connection in list(self.connections):
            if connection.client == tuple(scope["client"]):
                connection.transport.abort()
        # Until uvicorn knows that the connection is gone, it takes an application that says nothing for a broken one.
        while (await receive())["type"] != "http.disconnect":
            pass


async def while_connected(call: Coroutine[Any, Any, Reply], receive: Receive) -> Reply:
    """The answer of a call that may wait long, unless its caller hangs up: a bot that was killed polls no more."""
    running = asyncio.create_task(call)
    hung_up = asyncio.ensure_future(receive())
    await asyncio.wait({running, hung_up}, return_when=asyncio.FIRST_COMPLETED)
    hung_up.cancel()
    if not running.done():
        running.cancel()
        raise Gone
    return await running


async def read_all(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more, size = True, 0
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise Gone
        parts.append(event.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_UPLOAD + MEGABYTE:
            raise TOO_LARGE
        more = event.get("more_body", False)
    return b"".join(parts)


async def respond(send: Send, status: int, content: bytes, content_type: bytes) -> None:
    length = str(len(content)).encode()
    headers = [(b"content-type", content_type), (b"content-length", length)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
