"""Lists of commands in many chats: Telegram is not asked faster than it wants, and no chat stands in another's way."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import pytest_asyncio
from sqlalchemy import select
from telegram import Bot

from seller_bot.clock import system_clock as now
from seller_bot.demo.server import BotApiServer
from seller_bot.sellers.models import Seller
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.telegram import menus
from seller_bot.telegram.menus import Menus
from tests.support.running import TOKEN

SELLERS = 5


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(token=TOKEN, port=0) as server:
        yield server


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    migrate.upgrade(database_url)
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def sellers(server: BotApiServer, database: Database) -> list[int]:
    """Their chats are to show other commands than they do."""
    ids = sorted(server.person(f"Seller {number}", language_code="en").id for number in range(SELLERS))
    with database.unit_of_work() as session:
        for id in ids:
            server.world.start(id)
            session.add(Seller(id=id, first_name="Li", created_at=now(), seen_at=now(), wanted_menu="ru 1"))
    return ids


@asynccontextmanager
async def at_work(server: BotApiServer, database: Database) -> AsyncIterator[None]:
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        running = asyncio.create_task(Menus(database, bot).run())
        try:
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def until_shown(database: Database, sellers: list[int]) -> None:
    shown = select(Seller.id).where(Seller.menu == "ru 1").order_by(Seller.id)
    async with asyncio.timeout(10):
        while True:
            with database.unit_of_work() as session:
                if [*session.scalars(shown)] == sellers:
                    return
            await asyncio.sleep(0.01)


def asked_for(server: BotApiServer) -> list[int]:
    """The chats, in the order in which Telegram was asked to show commands there."""
    scopes = [str(call.params["scope"]) for call in server.calls if call.method == "setMyCommands"]
    return [int(match[0]) for scope in scopes if (match := re.search(r"\d+", scope))]


async def test_when_telegram_wants_a_pause_no_other_chat_is_tried_before_it_is_over(
    server: BotApiServer, database: Database, sellers: list[int]
) -> None:
    first, second, *others = sellers
    server.faults.slows(0, method="setMyCommands")
    server.faults.refuses(429, method="setMyCommands", retry_after=1)
    async with at_work(server, database):
        await until_shown(database, sellers)
    assert asked_for(server) == [first, second, second, *others]


async def test_chats_that_telegram_refuses_keep_nobody_behind_them_waiting(
    server: BotApiServer, database: Database, sellers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "MOST_SELLERS", 2)
    server.faults.refuses(400, method="setMyCommands", times=3)
    async with at_work(server, database):
        await until_shown(database, sellers[3:])
    assert asked_for(server) == sellers
