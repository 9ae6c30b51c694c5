"""`seller-bot demo` as a visitor starts it, ends it and starts it again."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.process import BotProcess, environment, start

Json = dict[str, Any]
LI_WEI = 700_000_001
MANAGER = 600_000_001


async def started(directory: Path, *options: str) -> BotProcess:
    return await start(directory, environment(directory, ""), "demo", "--port", "0", "--no-browser", *options)


@asynccontextmanager
async def demo(directory: Path, *options: str) -> AsyncIterator[httpx.AsyncClient]:
    """The page's own way to a running demo."""
    process = await started(directory, *options)
    try:
        address = await process.says(r"The demo is at (http://\S+)")
        async with httpx.AsyncClient(base_url=f"{address}/demo") as page:
            yield page
    finally:
        assert await process.stop() == 0


async def messages(page: httpx.AsyncClient, count: int, person_id: int = LI_WEI) -> list[Json]:
    """The chat of a person, once it has so many messages."""
    async with asyncio.timeout(10):
        while True:
            found: list[Json] = (await page.get(f"/people/{person_id}/messages")).json()["messages"]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


async def test_demo_goes_on_where_it_was_until_it_is_reset(tmp_path: Path) -> None:
    """The same bot, the same people once, the same chats; --reset forgets all of it."""
    async with demo(tmp_path) as page:
        first = (await page.get("/state")).json()
        await page.post(f"/people/{LI_WEI}/start", json={})
        before = await messages(page, 2)
    async with demo(tmp_path) as page:
        again = (await page.get("/state")).json()
        assert again["bot"]["id"] == first["bot"]["id"]
        assert [person["first_name"] for person in again["people"]] == [
            "李伟",
            "Ольга",
            "Emma",
            "陳怡君",
            "王芳",
            "Марина",
        ]
        assert [person["role"] for person in again["people"]] == [None, None, None, None, "manager", "support"]
        assert await messages(page, 2) == before
        await page.post(f"/people/{LI_WEI}/say", json={"text": "/help"})
        assert (await messages(page, 4))[-1]["from"]["is_bot"]
    async with demo(tmp_path, "--reset") as page:
        anew = (await page.get("/state")).json()
        assert anew["bot"]["id"] != first["bot"]["id"]
        assert await messages(page, 0) == []


async def test_two_demos_do_not_share_a_state(tmp_path: Path) -> None:
    """The second is told where the first one is, and may have a directory of its own."""
    async with demo(tmp_path) as page:
        second = await started(tmp_path)
        assert await second.ended() == 2
        assert f"A demo runs already at {str(page.base_url).removesuffix('/demo/')}: open that one" in second.log
        async with demo(tmp_path, "--state", "beside") as beside:
            assert len((await beside.get("/state")).json()["people"]) == 6


async def test_a_manager_comes_into_a_demo_that_was_begun_before(tmp_path: Path) -> None:
    """Its sellers and what they said stay; the manager owns the bot, as the bot's own answer to her shows."""
    async with demo(tmp_path) as page:
        await page.post(f"/people/{LI_WEI}/start", json={})
        before = await messages(page, 2)
    with sqlite3.connect(tmp_path / "seller-bot" / "demo" / "telegram.sqlite3") as database:
        database.execute("DELETE FROM state WHERE key IN (?, ?)", (f"person/{MANAGER}", f"chat/{MANAGER}"))
    database.close()
    async with demo(tmp_path) as page:
        assert await messages(page, 2) == before
        await page.post(f"/people/{MANAGER}/start", json={})
        await page.post(f"/people/{MANAGER}/say", json={"text": "/staff"})
        assert "staff:list:manager" in json.dumps((await messages(page, 4, MANAGER))[-1]["reply_markup"])


async def test_bot_does_not_remember_a_world_that_is_gone(tmp_path: Path) -> None:
    """The server's file of another version is emptied; the bot begins anew with it, and answers."""
    async with demo(tmp_path) as page:
        await page.post(f"/people/{LI_WEI}/start", json={})
        await messages(page, 2)
    with sqlite3.connect(tmp_path / "seller-bot" / "demo" / "telegram.sqlite3") as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    async with demo(tmp_path) as page:
        await page.post(f"/people/{LI_WEI}/start", json={})
        assert len(await messages(page, 2)) == 2


async def test_demo_that_was_killed_leaves_no_bot_behind(tmp_path: Path) -> None:
    """Its bot ends with it, and the next start goes on where it was."""
    killed = await started(tmp_path)
    async with httpx.AsyncClient(base_url=await killed.says(r"The demo is at (http://\S+)")) as client:
        await client.post(f"/demo/people/{LI_WEI}/start", json={})
        async with asyncio.timeout(10):
            while len((await client.get(f"/demo/people/{LI_WEI}/messages")).json()["messages"]) < 2:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
    await killed.crash()
    async with demo(tmp_path) as page:
        assert len(await messages(page, 2)) == 2
        await page.post(f"/people/{LI_WEI}/say", json={"text": "/help"})
        assert len(await messages(page, 4)) == 4
