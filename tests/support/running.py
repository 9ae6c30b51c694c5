"""A bot at work: the real program against the local Bot API server, over HTTP, on a real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Select, select

from seller_bot import app
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.settings import Settings, read
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.turns.models import ReceivedUpdate

Row = TypeVar("Row")

TOKEN = "123456789:AAExampleExampleExampleExampleExampl"
ORGANISATION = "Harbour & Co"


class SetClock:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


@dataclass(frozen=True, kw_only=True)
class Bot:
    """The running bot, the server it talks to, and a look into its database; its owners have not written yet."""

    server: BotApiServer
    database: Database
    clock: SetClock
    settings: Settings
    owners: Sequence[Person] = ()

    async def answered(self, chat_id: int, updates: int) -> None:
        """Wait until so many updates of a chat have been applied and every reply to them is out."""
        done = select(ReceivedUpdate.id).where(
            ReceivedUpdate.chat_id == chat_id, ReceivedUpdate.answered_at.is_not(None)
        )
        async with asyncio.timeout(10):
            while len(await self.rows(done)) < updates:
                await asyncio.sleep(0.005)

    async def rows(self, query: Select[Row]) -> Sequence[Row]:
        """What a select of one mapped class, or of one column, finds right now."""
        with self.database.unit_of_work() as session:
            return session.scalars(query).all()


@asynccontextmanager
async def running(database_url: str, owners: int = 0, **more: str) -> AsyncIterator[Bot]:
    """The bot in this process's event loop; everything else about it is as in `seller-bot run`. More are settings."""
    migrate.upgrade(database_url)
    async with BotApiServer(token=TOKEN, port=0) as server:
        people = [server.person("Olga", language_code="en") for _ in range(owners)]
        async with at_work(server, database_url, people, **more) as bot:
            yield bot
        assert server.violations == []


@asynccontextmanager
async def at_work(server: BotApiServer, database_url: str, owners: Sequence[Person], **more: str) -> AsyncIterator[Bot]:
    """A bot on a server that may have seen others before it."""
    settings = read(
        Settings,
        _env_file=None,
        telegram_bot_token=TOKEN,
        telegram_api_url=server.url,
        database_url=database_url,
        SELLER_BOT_ORGANISATION=ORGANISATION,
        **({"SELLER_BOT_OWNERS": ",".join(str(person.id) for person in owners)} if owners else {}),
        **more,
    )
    clock = SetClock()
    database = Database(database_url)
    serving = asyncio.create_task(app.serve(settings, clock))
    try:
        await server.polled()
        yield Bot(server=server, database=database, clock=clock, settings=settings, owners=owners)
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        await database.close()
