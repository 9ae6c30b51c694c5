"""A bot of its own for each of these tests: they move its clock."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.running import Bot, running
from tests.support.transcript import Chat


@pytest_asyncio.fixture
async def bot(database_url: str) -> AsyncIterator[Bot]:
    """It is Monday, 17:00 in Shanghai and 12:00 in Moscow."""
    async with running(database_url) as bot:
        yield bot


@pytest_asyncio.fixture
async def chat(bot: Bot) -> Chat:
    """A seller who reads English."""
    return Chat(bot, "en")


@pytest_asyncio.fixture
async def other(bot: Bot) -> Chat:
    """Another seller, who reads Russian."""
    return Chat(bot, "ru")
