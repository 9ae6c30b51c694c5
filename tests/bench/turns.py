"""How many turns a second the bot takes, beside a plain one: `python -m tests.bench.turns [--chats N] [--seconds S]`.

Many sellers press a button once a second each; the server answers at once, or after 50 ms as Telegram does over a
continent. Both bots are processes of their own; the sellers live in the server's process.
"""

import argparse
import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.storage import migrate
from tests.bench import plain_bot
from tests.support.process import environment
from tests.support.running import TOKEN

ALWAYS = 10**9
PATIENCE = 60.0


@dataclass
class Load:
    """What the sellers met: the seconds from each press to the reply, while the load was steady."""

    waits: list[float] = field(default_factory=list)
    begun: int = 0
    is_steady: bool = False


async def seller(person: Person, load: Load, chooses: Callable[[Person], str], pace: float) -> None:
    """Presses the button that he may press next, once in `pace` seconds, and never before the reply is there."""
    await person.says("/bind")
    await person.sees(timeout=PATIENCE)
    load.begun += 1
    while True:
        started = time.perf_counter()
        await person.presses_forged(chooses(person), max(person.chat.messages))
        await person.sees(timeout=PATIENCE)
        waited = time.perf_counter() - started
        if load.is_steady:
            load.waits.append(waited)
        await asyncio.sleep(max(0.0, pace - waited))


def ours(person: Person) -> str:
    """To the second step and back, again and again."""
    newest = person.chat.messages[max(person.chat.messages)]
    buttons: list[str] = [
        button["callback_data"] for row in newest["reply_markup"]["inline_keyboard"] for button in row
    ]
    return next((data for data in buttons if ":admin:" in data or data.startswith("back")), buttons[-1])


def plains(person: Person) -> str:
    newest = person.chat.messages[max(person.chat.messages)]
    return str(newest["reply_markup"]["inline_keyboard"][0][0]["callback_data"])


async def measure(
    name: str, command: list[str], chooses: Callable[[Person], str], options: argparse.Namespace, wire: float
) -> None:
    async with BotApiServer(token=TOKEN) as server:
        if wire:
            server.faults.slows(wire, times=ALWAYS)
        with TemporaryDirectory() as directory:
            settings = environment(
                Path(directory), server.url, PYTHONPATH=os.pathsep.join(sys.path), LOG_LEVEL="WARNING"
            )
            migrate.upgrade(settings["DATABASE_URL"])
            here = {"{url}": server.url, "{directory}": directory}
            words = [here.get(word, word) for word in command]
            bot = await asyncio.create_subprocess_exec(sys.executable, *words, env=settings, cwd=directory)
            try:
                await server.polled()
                load = Load()
                tasks = []
                for number in range(options.chats):
                    person = server.person(f"Seller {number}", language_code="en")
                    tasks.append(asyncio.create_task(seller(person, load, chooses, options.pace)))
                    await asyncio.sleep(options.pace / options.chats)
                while load.begun < options.chats:
                    await asyncio.sleep(0.1)
                await asyncio.sleep(options.warm)
                load.is_steady, before, started = True, processor_seconds(bot.pid), time.perf_counter()
                await asyncio.sleep(options.seconds)
                load.is_steady = False
                seconds, used = time.perf_counter() - started, processor_seconds(bot.pid) - before
                report(name, wire, load.waits, seconds, used, resident_megabytes(bot.pid))
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            finally:
                with suppress(ProcessLookupError):
                    bot.kill()
                await bot.wait()


def report(name: str, wire: float, waits: list[float], seconds: float, used: float, megabytes: float) -> None:
    if len(waits) < 2:
        print(f"{name:28} {wire * 1000:3.0f} ms   no reply")
        return
    centiles = statistics.quantiles(waits, n=20)
    rate, each = len(waits) / seconds, used / len(waits)
    print(
        f"{name:28} {wire * 1000:3.0f} ms  {rate:6.0f}/s  {centiles[9] * 1000:6.0f}  {centiles[18] * 1000:6.0f} ms"
        f"  {each * 1000:6.2f} ms  {used / seconds:5.0%}  {megabytes:4.0f} MB",
        flush=True,
    )


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=600)
    parser.add_argument("--pace", type=float, default=1.0, help="seconds between two presses of a seller")
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--warm", type=float, default=5)
    parser.add_argument("--ours-alone", action="store_true")
    return parser.parse_args()


async def main(given: argparse.Namespace) -> None:
    print(f"{given.chats} chats, a press each {given.pace:g} s, {given.seconds:g} s\n")
    print(f"{'':28} {'wire':>6}  {'turns':>8}  {'p50':>6}  {'p95':>9}  {'CPU a turn':>9}  {'CPU':>5}  memory")
    plain = [plain_bot.__file__, "{url}", TOKEN, "plain.pickle"]
    for wire in (0.0, 0.05):
        await measure("seller-bot", ["-m", "seller_bot", "run"], ours, given, wire)
        if not given.ours_alone:
            for side_by_side in ("64", "256"):
                await measure(f"plain, {side_by_side} side by side", [*plain, side_by_side], plains, given, wire)


if __name__ == "__main__":
    asyncio.run(main(options()))
