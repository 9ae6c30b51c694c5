"""A world that outlives its server."""

import shutil
import sqlite3
from pathlib import Path

import httpx
import pytest

from seller_bot.demo import samples
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


async def test_world_is_there_again_after_a_restart(tmp_path: Path) -> None:
    """People, chats, files, commands, rights, topics and updates that nobody fetched; numbers go on where they were."""
    path = tmp_path / "demo.sqlite3"
    async with BotApiServer(state=path) as server, httpx.AsyncClient() as client:
        bot = Bot(server, client)
        li = server.person("Li", "zh-hans")
        await li.says("/start")
        picture = {"photo": ("p.png", samples.PHOTO.content)}
        sent = await bot("sendPhoto", picture, chat_id=li.id, caption="hello")
        await bot("setMyCommands", commands=[{"command": "start", "description": "Begin"}], language_code="zh")
        group = server.group("Staff", [li], forum=True, bot="administrator")
        topic = await bot("createForumTopic", chat_id=group.id, name="Li")
        before = await bot("getUpdates")
        server.advance(3600)
    async with BotApiServer(state=path) as server, httpx.AsyncClient() as client:
        bot = Bot(server, client)
        again = server.known_person(li.id)
        assert [message.text for message in again.messages] == ["/start", "hello"]
        assert (again.user.language_code, again.chat.started) == ("zh-hans", True)
        assert (await bot("getUpdates"))[: len(before)] == before
        assert await bot("getMyCommands", language_code="zh") == [{"command": "start", "description": "Begin"}]
        assert await bot("sendPhoto", chat_id=li.id, photo=sent["photo"][-1]["file_id"])
        where = {"chat_id": group.id, "message_thread_id": topic["message_thread_id"]}
        assert (await bot("sendMessage", **where, text="back"))["message_id"] > topic["message_thread_id"]
        assert again.messages[-1].message_id == sent["message_id"] + 1
        assert server.clock.advanced == 3600


async def test_state_of_another_version_is_forgotten(tmp_path: Path) -> None:
    """A demo begins anew rather than not at all."""
    path = tmp_path / "demo.sqlite3"
    async with BotApiServer(state=path) as server:
        server.person("Li")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    async with BotApiServer(state=path) as server:
        assert server.world.people == {}


def test_file_that_is_no_database_is_an_error_of_the_caller(tmp_path: Path) -> None:
    """One sentence that names the file."""
    path = tmp_path / "demo.sqlite3"
    path.write_text("not a database, and long enough to be read as one" * 30)
    with pytest.raises(OSError, match=r"can't keep the demo's state in .*demo\.sqlite3: file is not a database"):
        BotApiServer(state=path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE state SET value = '{broken' WHERE key = 'world'",
        "UPDATE state SET value = '[]' WHERE key LIKE 'chat/%'",
        "UPDATE state SET value = '{}' WHERE key LIKE 'person/%'",
        "UPDATE state SET value = '5' WHERE key = 'bot'",
        "DELETE FROM state WHERE key = 'world'",
        "DELETE FROM state WHERE key = 'bot'",
        "DELETE FROM state WHERE key LIKE 'chat/%'",
        "DROP TABLE state; CREATE TABLE state (something TEXT)",
        "DROP TABLE files; CREATE TABLE files (something TEXT)",
    ],
)
async def test_damaged_state_is_an_error_of_the_caller(tmp_path: Path, damage: str) -> None:
    """One sentence that names the file, whatever is wrong in it; the file can be removed at once."""
    path = tmp_path / "demo.sqlite3"
    async with BotApiServer(state=path) as server:
        await server.person("Li").says("hello")
    with sqlite3.connect(path) as database:
        database.executescript(damage)
    database.close()
    with pytest.raises(OSError, match=r"can't read the demo's state in .*demo\.sqlite3 \(.+\)$"):
        BotApiServer(state=path)


async def test_act_on_the_page_is_written_down_before_it_is_answered(tmp_path: Path) -> None:
    """Whoever kills the demo right after loses nothing of what the page was told has happened."""
    path, copy = tmp_path / "demo.sqlite3", tmp_path / "copy.sqlite3"
    async with BotApiServer(state=path) as server, httpx.AsyncClient(base_url=f"{server.url}/demo") as page:
        person = (await page.post("/people", json={"first_name": "Anna"})).json()["id"]
        await page.post(f"/people/{person}/start", json={})
        await page.post(f"/people/{person}/say", json={"text": "hello"})
        group = (await page.post("/groups", json={"title": "Shop", "members": [person]})).json()["id"]
        shutil.copy(path, copy)
    async with BotApiServer(state=copy) as server:
        assert [message.text for message in server.known_person(person).messages] == ["/start", "hello"]
        assert group in server.world.chats


async def test_number_of_an_update_is_never_given_twice(tmp_path: Path) -> None:
    """A killed server has handed out numbers that its file does not know; a bot would take them for done."""
    path, copy = tmp_path / "demo.sqlite3", tmp_path / "copy.sqlite3"
    async with BotApiServer(state=path) as server:
        li = server.person("Li")
        await li.says("written down")
        assert server.storage is not None
        server.storage.save()
        shutil.copy(path, copy)
        lost = await li.says("lost with the power")
    async with BotApiServer(state=copy) as server:
        assert await server.known_person(li.id).says("after") > lost


async def test_what_a_full_disk_did_not_take_is_written_down_when_there_is_room(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "demo.sqlite3"
    async with BotApiServer(state=path) as server:
        assert server.storage is not None
        li = server.person("Li")
        server.write_down()
        server.storage.database.execute("PRAGMA max_page_count = 1")
        await li.says("x" * 4000)
        await li.says("y" * 4000)
        for _ in range(2):
            server.write_down()
        assert caplog.text.count("can't be written (database or disk is full)") == 1
        server.storage.database.execute("PRAGMA max_page_count = 1000000")
    async with BotApiServer(state=path) as server:
        assert [message.text[:1] for message in server.known_person(li.id).messages] == ["x", "y"]
