"""python-telegram-bot's own transport and ours, side by side: what is asked of both is asked of each."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from telegram.request import BaseRequest, HTTPXRequest

from seller_bot.telegram.transport import TimeLimits, Transport
from tests.support.wire import Server, serving

New = Callable[..., BaseRequest]
"""A transport with these time limits, named as TimeLimits does, and so many connections at once."""


def theirs(connections: int = 256, **limits: float | None) -> BaseRequest:
    named: dict[str, Any] = {f"{name}_timeout": seconds for name, seconds in limits.items()}
    return HTTPXRequest(connection_pool_size=connections, **named)


def ours(connections: int = 256, **limits: float | None) -> BaseRequest:
    return Transport(TimeLimits(**limits), connections=connections)


@pytest.fixture(params=[theirs, ours])
def new(request: pytest.FixtureRequest) -> New:
    made: New = request.param
    return made


@pytest_asyncio.fixture
async def opened(new: New) -> AsyncIterator[New]:
    """Like `new`, and ready; closed at the end of the test."""
    async with AsyncExitStack() as stack:
        made: list[BaseRequest] = []

        def make(**arguments: Any) -> BaseRequest:
            made.append(new(**arguments))
            return made[-1]

        yield make
        for transport in made:
            stack.push_async_callback(transport.shutdown)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server
