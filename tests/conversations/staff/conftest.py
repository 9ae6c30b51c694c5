"""A bot with two owners for each test, since a list of the staff shows everybody."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.databases import DATABASES, NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import Chat


@pytest_asyncio.fixture(params=DATABASES)
async def bot(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Bot]:
    async with running(new_database(request.param), owners=2) as bot:
        yield bot


@pytest_asyncio.fixture
async def owner(bot: Bot) -> Chat:
    return Chat(bot, "en", person=bot.owners[0])


async def invites(owner: Chat, role: str) -> str:
    """What the person who gets the link sends by opening it."""
    await owner.acts("/staff")
    await owner.acts(f"[{role}]")
    forwarded, _ = owner.person.messages[-2:]
    found = re.search(r"https://t\.me/\w+\?start=(\S+)", forwarded.text)
    assert found is not None
    return f"/start {found[1]}"


async def joins(owner: Chat, role: str, locale: str = "en") -> Chat:
    """A new member of the staff."""
    member = Chat(owner.bot, locale)
    await member.plays(f"""
        {role}: {await invites(owner, role)}
        bot: join.welcome
    """)
    return member
