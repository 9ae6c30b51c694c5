"""One running bot for all conversations, on each kind of database; each test has a seller of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.databases import DATABASES, NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import Chat


@pytest_asyncio.fixture(scope="session", params=DATABASES)
async def bot(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Bot]:
    async with running(new_database(request.param)) as bot:
        yield bot


@pytest_asyncio.fixture
async def chat(bot: Bot) -> Chat:
    """A seller who reads English and has pressed Start."""
    seller = Chat(bot, "en")
    await seller.plays("""
        seller: /start
        bot:    onboarding.welcome [want | trouble | contact | language | help]
    """)
    return seller
