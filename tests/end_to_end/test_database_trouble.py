"""A database that is locked, full, cut off or gone, and a clock that jumps: nothing is lost, all goes on by itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import Engine, event

from seller_bot.demo.server import BotApiServer
from seller_bot.storage import database
from tests.support.databases import NewDatabase
from tests.support.process import polling
from tests.support.running import Bot, running
from tests.support.transcript import Chat

BIND = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
"""


@pytest.fixture
def connections() -> Iterator[list[sqlite3.Connection]]:
    """The connections that are opened during the test."""
    opened: list[sqlite3.Connection] = []

    def remember(connection: sqlite3.Connection, record: object) -> None:
        opened.append(connection)

    event.listen(Engine, "connect", remember)
    yield opened
    event.remove(Engine, "connect", remember)


@pytest_asyncio.fixture
async def bot(
    connections: list[sqlite3.Connection], new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bot]:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1000)
    monkeypatch.setattr(database, "FIRST_PAUSE", 0.05)
    async with running(new_database("sqlite")) as bot:
        yield bot


async def test_what_a_locked_file_did_not_take_telegram_keeps(bot: Bot) -> None:
    chat = Chat(bot, "en")
    await chat.exchange("/start")
    with closing(sqlite3.connect(bot.database.url.database or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await chat.person.says("/bind")
        await asyncio.sleep(1.5)
        assert chat.person.unseen == []
        assert [pending.kind for pending in bot.server.world.updates.queue] == ["message"]
        other.execute("ROLLBACK")
    assert (await chat.person.sees()).text.startswith("Step 1 of 7")


async def test_what_a_full_disk_did_not_take_telegram_keeps(bot: Bot, connections: list[sqlite3.Connection]) -> None:
    chat = Chat(bot, "en")
    await chat.exchange("/start")
    _limit_pages(connections, 1)
    for _ in range(40):  # The pages there are have room for some more rows.
        await chat.person.says("/bind")
    await asyncio.sleep(0.5)
    assert bot.server.world.updates.queue
    answered = len(chat.person.unseen)
    assert answered < 40
    _limit_pages(connections, 2**30)
    await chat.noted(updates=40)
    assert len([message for message in chat.person.messages if message.from_bot]) == 41


def _limit_pages(connections: list[sqlite3.Connection], pages: int) -> None:
    """SQLite lets nobody take a page away that is in use, so 1 means: not one more than now."""
    for connection in connections:
        try:
            connection.execute(f"PRAGMA max_page_count = {pages}")
        except sqlite3.ProgrammingError:  # It was closed.
            continue


async def test_connections_that_the_server_cut_are_made_anew(new_database: NewDatabase) -> None:
    url = new_database("postgresql")
    async with running(url) as bot:
        chat = Chat(bot, "en")
        await chat.exchange("/start")
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(cut.encode(), (other.info.backend_pid,))
        await chat.plays(BIND)


async def test_a_seller_whose_row_is_locked_waits_and_no_other_does(new_database: NewDatabase) -> None:
    url = new_database("postgresql")
    async with running(url) as bot:
        locked, other = Chat(bot, "en"), Chat(bot, "en")
        await locked.exchange("/start")
        await other.exchange("/start")
        with psycopg.connect(url) as holder:
            holder.execute("SELECT * FROM sellers WHERE id = %s FOR UPDATE", (locked.person.id,))
            await locked.person.says("/bind")
            await asyncio.sleep(0.1)
            await other.plays(BIND)
            assert locked.person.unseen == []
        assert (await locked.person.sees(timeout=15)).text.startswith("Step 1 of 7")


async def test_a_clock_that_jumps_changes_nothing(bot: Bot) -> None:
    chat = Chat(bot, "en")
    await chat.exchange("/start")
    for jump in (timedelta(days=-400), timedelta(days=800), timedelta(seconds=-1)):
        bot.clock.advance(jump)
        await chat.plays(BIND)


async def test_a_file_that_was_removed_ends_the_bot_with_a_sentence(server: BotApiServer, tmp_path: Path) -> None:
    """It would go on writing into nowhere."""
    async with polling(server, tmp_path) as bot:
        (tmp_path / "seller-bot.sqlite3").unlink()
        await server.person("Li", language_code="en").says("/start")
        assert await bot.ended() == 2
        assert "seller-bot.sqlite3 is not there any more" in bot.log
        assert "Traceback" not in bot.log
