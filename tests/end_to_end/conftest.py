"""A local Bot API server for each test; the bots are processes of their own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from seller_bot.demo.server import BotApiServer
from tests.support.running import TOKEN


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(token=TOKEN, port=0) as server:
        yield server
    assert server.violations == []
