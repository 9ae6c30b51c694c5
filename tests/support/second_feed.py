"""The Bot API once more at another address: the same chats, but updates of its own for a second process of the bot."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from seller_bot.demo.server import BotApiServer

POLL = 20.0


class SecondFeed:
    """Passes on every call but getUpdates, which gives what `divert` has taken out of the server's own queue."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.url = ""
        self.polled = asyncio.Event()
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Event()

    def divert(self) -> None:
        """The newest update is for the second process."""
        newest = self.server.world.updates.queue.pop()
        self._updates.append(newest.json())
        self._news.set()

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        if request.path.lower().endswith("/getupdates"):
            return web.json_response({"ok": True, "result": await self._fetch(await request.post())})
        address = f"{self.server.url}{request.path}"
        kept = {"Content-Type": request.headers.get("Content-Type", "application/json")}
        async with self._session.post(address, data=body, headers=kept) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")

    async def _fetch(self, asked: Any) -> list[dict[str, Any]]:
        offset = int(json.loads(asked.get("offset", "0") or "0"))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self.polled.set()
        if not self._updates and int(asked.get("timeout", "0") or "0"):
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), POLL)
            except TimeoutError:
                return []
        return self._updates

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["SecondFeed"]:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self.handle)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert runner.addresses
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession() as self._session:
            yield self
        await runner.cleanup()
