"""The bot as its operator runs it: `seller-bot run` in a process of its own."""

import asyncio
import itertools
import os
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from seller_bot.demo.server import BotApiServer
from tests.support.running import ORGANISATION, TOKEN

NUMBERS = itertools.count(1)
START_SECONDS = 30
STOP_SECONDS = 10


@dataclass(frozen=True)
class BotProcess:
    """A running `seller-bot`; what it logs goes to a file."""

    process: asyncio.subprocess.Process
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    async def says(self, pattern: str) -> str:
        """Wait for a line of this form; its first group."""
        async with asyncio.timeout(START_SECONDS):
            while (found := re.search(pattern, self.log)) is None:
                assert self.process.returncode is None, self.log
                await asyncio.sleep(0.05)
        return found[1]

    async def crash(self) -> None:
        """kill -9: nothing is finished, nothing is said."""
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """SIGTERM, and the time that an operator's supervisor gives it; the exit code."""
        self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), STOP_SECONDS)

    async def ended(self) -> int:
        return await asyncio.wait_for(self.process.wait(), START_SECONDS)


def environment(directory: Path, server_url: str, **more: str) -> dict[str, str]:
    """The environment of a bot, with nothing of this machine's own settings."""
    return {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server_url,
        "DATABASE_URL": f"sqlite:///{directory}/seller-bot.sqlite3",
        "SELLER_BOT_ORGANISATION": ORGANISATION,
        "XDG_DATA_HOME": str(directory),
        **more,
    }


async def start(directory: Path, settings: Mapping[str, str], *arguments: str) -> BotProcess:
    """Start a command in a folder of its own, where no `.env` file lies."""
    log_file = directory / f"log-{next(NUMBERS)}.txt"
    with log_file.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "seller_bot",
            *(arguments or ["run"]),
            env=settings,
            cwd=directory,
            stdout=log,
            stderr=log,
        )
    return BotProcess(process, log_file)


@asynccontextmanager
async def polling(server: BotApiServer, directory: Path, **more: str) -> AsyncIterator[BotProcess]:
    """A bot that has begun to poll; whatever a test leaves of it is ended."""
    bot = await start(directory, environment(directory, server.url, **more))
    try:
        await server.polled(START_SECONDS)
        yield bot
    finally:
        if bot.process.returncode is None:
            await bot.crash()
