"""Waiting that ends when it should."""

import asyncio
from contextlib import suppress


async def until_set(event: asyncio.Event, seconds: float | None) -> None:
    """Wait until the event is set, or so long; None is for ever."""
    with suppress(TimeoutError):
        # Python 3.11's wait_for can swallow the cancellation that is to end the waiting.
        async with asyncio.timeout(seconds):
            await event.wait()
