"""An office of its own for each test, since a notice goes to everybody."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.databases import DATABASES, NewDatabase
from tests.support.writers import Office, office


@pytest_asyncio.fixture(params=DATABASES)
async def place(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Office]:
    async with office(new_database(request.param)) as place:
        yield place
