"""A running server and the bot that calls it: both over real HTTP."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

Json = dict[str, Any]


class RefusedByServer(AssertionError):
    def __init__(self, answer: Json) -> None:
        super().__init__(answer["description"])
        self.code: int = answer["error_code"]
        self.description: str = answer["description"]
        self.parameters: Json = answer.get("parameters", {})


class Bot:
    """Calls methods as any client does: plain values as they are, the rest as JSON, files as files."""

    def __init__(self, server: BotApiServer, client: httpx.AsyncClient) -> None:
        self.server = server
        self.client = client

    async def __call__(self, method: str, files: Any = None, **parameters: Any) -> Any:
        """The result of the call, whatever it is; a refusal is raised."""
        values = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
        address = f"{self.server.url}/bot{self.server.token}/{method}"
        answer = (await self.client.post(address, data=values, files=files)).json()
        if not answer["ok"]:
            raise RefusedByServer(answer)
        return answer["result"]

    async def refused(self, method: str, files: Any = None, **parameters: Any) -> RefusedByServer:
        with pytest.raises(RefusedByServer) as refusal:
            await self(method, files, **parameters)
        return refusal.value

    async def updates(self, **parameters: Any) -> list[Json]:
        """What waits now; the next call confirms it."""
        found: list[Json] = await self("getUpdates", offset=self.offset, **parameters)
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    offset = 0


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with httpx.AsyncClient() as client:
        yield Bot(server, client)


@pytest.fixture
async def li(server: BotApiServer, bot: Bot) -> Person:
    """Somebody who has pressed Start; the bot has taken and confirmed the update."""
    li = server.person("Li", language_code="zh-hans")
    await li.says("/start")
    await bot.updates()
    assert await bot.updates() == []
    return li
