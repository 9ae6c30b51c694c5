"""What a message to many costs: `python -m tests.bench.courier [messages]`.

The courier brings a batch to so many sellers, unpaced, every step of it a committed row of SQLite; beside it, in the
same run, python-telegram-bot's own `Bot.send_message` on httpx under `asyncio.gather`, which keeps no record at all.
The server runs in a process of its own and does nothing but answer.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context
from pathlib import Path

from sqlalchemy import insert, select
from telegram import Bot
from telegram.request import HTTPXRequest

from seller_bot.clock import system_clock
from seller_bot.conversation.turn import Say
from seller_bot.deliveries import broadcasts
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.content import content_of
from seller_bot.logs import configure
from seller_bot.sellers.models import Seller
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.telegram.courier import Courier
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.traffic import Rates
from seller_bot.telegram.transport import Transport
from tests.bench.transport import processor, run_server

TOKEN = "123:token"
KEY = "repair.nothing_to_cancel"
SIDE_BY_SIDE = 256


@contextmanager
def answering_server() -> Iterator[str]:
    ours, theirs = Pipe()
    process = get_context("spawn").Process(target=run_server, args=(theirs,), daemon=True)
    process.start()
    yield f"http://127.0.0.1:{ours.recv()}/bot"
    ours.send("done")
    process.join(10)


async def couriers(url: str, messages: int, directory: Path) -> tuple[float, float]:
    """Messages a second, and milliseconds of CPU a message."""
    database_url = f"sqlite:///{directory}/courier.sqlite3"
    migrate.upgrade(database_url)
    database = Database(database_url)
    now = system_clock()
    row = {"first_name": "Li", "locale": "zh_Hans", "created_at": now, "seen_at": now}
    with database.unit_of_work() as session:
        session.execute(insert(Seller), [{"id": number, **row} for number in range(1, messages + 1)])
        batch_id = broadcasts.start(session, select(Seller.id), content_of(Say(key=KEY)), now, kind="notice").id
    transport = Transport()
    await transport.initialize()
    bot = Bot(TOKEN, url, request=transport, get_updates_request=transport)
    courier = Courier(database, bot, Pacing(rates=Rates(in_all=1_000_000)), system_clock)
    started, used = time.perf_counter(), processor()
    running = asyncio.create_task(courier.run())
    while not await database.run(lambda session: session.get_one(Batch, batch_id).is_over):
        await asyncio.sleep(0.1)
    figures = messages / (time.perf_counter() - started), 1000 * (processor() - used) / messages
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await courier.drain()
    await transport.shutdown()
    await database.close()
    return figures


async def gathers(url: str, messages: int) -> tuple[float, float]:
    """The same of python-telegram-bot's own: a semaphore holds back what its pool of connections would refuse."""
    request = HTTPXRequest(connection_pool_size=SIDE_BY_SIDE, pool_timeout=60)
    places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def send(chat_id: int) -> None:
        async with places:
            await bot.send_message(chat_id, "Nothing to cancel.", parse_mode="HTML")

    async with request:
        bot = Bot(TOKEN, url, request=request)
        started, used = time.perf_counter(), processor()
        await asyncio.gather(*(send(number) for number in range(1, messages + 1)))
        return messages / (time.perf_counter() - started), 1000 * (processor() - used) / messages


def main(messages: int = 10_000) -> None:
    configure("ERROR")
    with answering_server() as url, tempfile.TemporaryDirectory() as directory:
        ours = asyncio.run(couriers(url, messages, Path(directory)))
        plain = asyncio.run(gathers(url, messages))
    for name, (rate, milliseconds) in (("courier", ours), ("gather over httpx", plain)):
        print(f"{name:18} {rate:6.0f} messages/s  {milliseconds:5.2f} ms of CPU a message")
    print(f"{ours[0] / plain[0]:.1f} times the messages at {ours[1] / plain[1]:.2f} of the CPU")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
