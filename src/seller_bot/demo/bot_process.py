"""The bot beside the local server: the same program as `seller-bot run`, in a process of its own."""

import asyncio
import ctypes
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import URL

from seller_bot.demo.cast import OWNERS, owners
from seller_bot.demo.server import BotApiServer
from seller_bot.errors import OperatorError

ORGANISATION = "Seller Bot Demo"
START_SECONDS = 30
PR_SET_PDEATHSIG = 1
"""Of <linux/prctl.h>."""


@asynccontextmanager
async def running_bot(server: BotApiServer, database: Path) -> AsyncIterator[Process]:
    """A bot that has begun to poll; only its environment tells it where it is. It is ended with the block."""
    # A session of its own: Ctrl-C reaches the demo alone, which then ends the bot in order.
    bot = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "seller_bot",
        "run",
        env=environment(server, database),
        start_new_session=True,
        preexec_fn=end_with_parent if sys.platform == "linux" else None,
    )
    try:
        await until_polled(server, bot)
        yield bot
    finally:
        if bot.returncode is None:
            bot.terminate()
            await bot.wait()


def environment(server: BotApiServer, database: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_URL": URL.create("sqlite", database=str(database)).render_as_string(),
        "SELLER_BOT_ORGANISATION": os.environ.get("SELLER_BOT_ORGANISATION") or ORGANISATION,
        OWNERS: owners(),
    }


def end_with_parent() -> None:
    """A demo that is killed can't end its bot: Linux does it, in order; elsewhere somebody has to."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def until_polled(server: BotApiServer, bot: Process) -> None:
    """The bot is there; one that can't start is not waited for."""
    polled, gone = asyncio.create_task(server.polled(START_SECONDS)), asyncio.create_task(bot.wait())
    try:
        await asyncio.wait({polled, gone}, return_when=asyncio.FIRST_COMPLETED)
        if gone.done():
            raise ended(bot)
        await polled
    except TimeoutError:
        raise OperatorError(f"The bot has not asked for updates within {START_SECONDS} seconds.") from None
    finally:
        polled.cancel()
        gone.cancel()


def ended(bot: Process) -> OperatorError:
    return OperatorError(f"The bot has ended (exit code {bot.returncode}); its last lines say why.")
