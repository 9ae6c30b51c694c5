"""A desk of its own for each test, since a queue shows everything."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.databases import DATABASES, NewDatabase
from tests.support.desks import Staffed, staffed


@pytest_asyncio.fixture(params=DATABASES)
async def place(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Staffed]:
    """Managers with cards in their own chats."""
    async with staffed(new_database(request.param)) as place:
        yield place
