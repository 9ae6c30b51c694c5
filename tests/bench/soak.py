"""Ten minutes at 100 turns a second: `python -m tests.bench.soak [--minutes M] [--chats N] [--pace S]`.

Prints the bot's memory, threads and open connections each half minute; all of them should stay flat.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from seller_bot.demo.server import BotApiServer
from tests.bench.turns import Load, ours, resident_megabytes, seller
from tests.support.process import environment
from tests.support.running import TOKEN

EVERY_SECONDS = 30.0


async def main(minutes: float, chats: int, pace: float) -> None:
    async with BotApiServer(token=TOKEN) as server:
        with TemporaryDirectory() as directory:
            settings = environment(Path(directory), server.url, LOG_LEVEL="WARNING")
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "seller_bot", "run", env=settings, cwd=directory
            )
            await server.polled()
            load = Load(is_steady=True)
            people = [server.person(f"Seller {number}", language_code="en") for number in range(chats)]
            sellers = [asyncio.create_task(seller(person, load, ours, pace)) for person in people]
            for half_minute in range(1, round(minutes * 60 / EVERY_SECONDS) + 1):
                load.waits.clear()
                await asyncio.sleep(EVERY_SECONDS)
                server.calls.clear()
                print(
                    f"{half_minute / 2:5.1f} min  {len(load.waits) / EVERY_SECONDS:5.0f} turns/s"
                    f"  {resident_megabytes(bot.pid):5.1f} MB  {_count(bot.pid, 'task')} threads"
                    f"  {_count(bot.pid, 'fd')} open files and connections",
                    flush=True,
                )
            for task in sellers:
                task.cancel()
            await asyncio.gather(*sellers, return_exceptions=True)
            await asyncio.sleep(2)
            print(
                f"idle       {resident_megabytes(bot.pid):5.1f} MB  {_count(bot.pid, 'fd')} open files and connections"
            )
            bot.terminate()
            print(f"exit code {await bot.wait()}")


def _count(pid: int, what: str) -> int:
    return len([*Path(f"/proc/{pid}/{what}").iterdir()])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--pace", type=float, default=1.0)
    given = parser.parse_args()
    asyncio.run(main(given.minutes, given.chats, given.pace))
