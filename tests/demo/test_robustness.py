"""What a broken client, a killed bot or a strange text must not break."""

import asyncio
import json
import logging
import socket
import struct
from collections.abc import AsyncIterator

import httpx
import pytest

from seller_bot.demo.bodies import Upload
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

HALF = "\ud83d"
"""The first half of an emoji, as a careless cut leaves it."""
MENDED = "\ufffd"


@pytest.fixture
async def page(server: BotApiServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.url}/demo") as client:
        yield client


async def test_half_a_character_from_the_page_reaches_the_bot_as_a_whole_one(
    bot: Bot, page: httpx.AsyncClient, li: Person
) -> None:
    """JSON can carry it, Telegram can't: in texts, edits, names, languages and pressed buttons."""
    person = f"/people/{li.id}"
    for path, values in (
        (f"{person}/say", {"text": f"hi {HALF}"}),
        (f"{person}/edit", {"message_id": 2, "text": f"{HALF}{HALF} ho"}),
        (f"{person}/press", {"message_id": 2, "data": HALF}),
        (f"{person}/language", {"language_code": HALF}),
        ("/people", {"first_name": HALF}),
        ("/faults", {"kind": "refuse", "error_code": 400, "description": HALF, "method": HALF}),
    ):
        answer = await page.post(path, content=json.dumps(values))
        assert answer.status_code == 200, answer.text
    said, edited, pressed = await bot.updates()
    assert said["message"]["text"] == f"hi {MENDED}"
    assert edited["edited_message"]["text"] == f"{MENDED}{MENDED} ho"
    assert pressed["callback_query"]["data"] == MENDED
    for path in ("/state", "/faults", f"{person}/messages"):
        assert (await page.get(path)).status_code == 200


async def test_half_a_character_from_a_test_reaches_the_bot_as_a_whole_one(bot: Bot, server: BotApiServer) -> None:
    """Whatever a person sends: names, texts, captions, names of files; two halves that meet are one character."""
    li = server.person(f"Li {HALF}", language_code="en")
    await li.says(f"a {HALF}")
    await li.says("\ud83d\ude00")
    await li.edits(1, f"b {HALF}")
    await li.sends_document(Upload(f"{HALF}.txt", b"text", "text/plain"), f"c {HALF}")
    await li.presses_forged(HALF, 1)
    group = server.group(f"Shop {HALF}", [li], forum=True, bot="administrator")
    group.opens_topic(f"Topic {HALF}", li.user)
    updates = await bot.updates()
    assert HALF not in str(updates)
    assert [update["message"]["text"] for update in updates[:2]] == [f"a {MENDED}", "😀"]
    assert updates[3]["message"]["document"]["file_name"] == f"{MENDED}.txt"


BUTTON = {"inline_keyboard": [[{"text": HALF, "callback_data": "x"}]]}
AS_JSON = {"content-type": "application/json"}
AS_FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "how",
    [
        {"content": json.dumps({"chat_id": 5, "text": HALF}), "headers": AS_JSON},
        {"content": b"chat_id=5&text=%FF", "headers": AS_FORM},
        {"content": b"chat_id=5&text=\xff", "headers": AS_FORM},
        {"data": {"chat_id": "5", "text": b"\xff"}, "files": {"unused": b"content"}},
        {"content": json.dumps({"chat_id": 5, "text": "hi", "reply_markup": BUTTON}), "headers": AS_JSON},
        {"data": {"chat_id": "5", "text": "hi", "reply_markup": json.dumps(BUTTON)}},
    ],
    ids=["JSON", "form", "bytes of a form", "multipart", "inside JSON", "inside JSON of a form"],
)
async def test_what_is_no_utf8_is_refused_in_telegrams_words(server: BotApiServer, how: dict[str, object]) -> None:
    """tdlib: "Strings must be encoded in UTF-8"; nothing is sent and nothing fails."""
    person = server.person("Anna", id=5)
    await person.says("/start")
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{server.token}/sendMessage", **how)  # type: ignore[arg-type]
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"
    assert server.violations == []


@pytest.mark.parametrize("how", ["closed", "reset", "half closed"])
async def test_killed_poller_leaves_no_trace_in_the_log(
    server: BotApiServer, li: Person, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    """Its poll ends, the next one is not in its way, and the log stays empty."""
    caplog.set_level(logging.WARNING)
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    waiting = asyncio.create_task(server.polled())
    await asyncio.sleep(0)
    writer.write(f"GET /bot{server.token}/getUpdates?timeout=30 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    await waiting
    hang_up(writer, how)
    async with asyncio.timeout(5):
        while server.world.updates.poll is not None:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
    writer.close()
    assert [record.getMessage() for record in caplog.records if record.name.startswith("uvicorn")] == []


def hang_up(writer: asyncio.StreamWriter, how: str) -> None:
    if how == "half closed":
        writer.write_eof()
        return
    if how == "reset":
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.close()


async def test_cut_call_leaves_no_trace_in_the_log(
    bot: Bot, server: BotApiServer, li: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A connection that a fault breaks is broken on purpose."""
    caplog.set_level(logging.WARNING)
    for cut in (server.faults.cuts_before, server.faults.cuts_after):
        cut("sendMessage")
        with pytest.raises(httpx.TransportError):
            await bot("sendMessage", chat_id=li.id, text="cut")
    await bot("getMe")
    assert [record.getMessage() for record in caplog.records if record.name.startswith("uvicorn")] == []


async def test_call_whose_body_did_not_come_whole_takes_no_effect(server: BotApiServer, li: Person) -> None:
    """A bot that dies while it writes has not called."""
    body = f"chat_id={li.id}&text=half"
    head = f"POST /bot{server.token}/sendMessage HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode())
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.1)
    assert [message.text for message in li.messages] == ["/start"]


async def test_page_is_asked_for_again_and_sent_only_if_it_changed(server: BotApiServer, li: Person) -> None:
    """no-cache with an ETag: a reload after an update of the program shows the new page, without loading all of it."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        for path in ("/", "/static/app.js", "/static/style.css"):
            first = await client.get(path)
            assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
            again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
        await li.sends_photo()
        file_id = li.messages[-1].json["photo"][-1]["file_id"]
        file = await client.get(f"/demo/files/{file_id}")
        assert file.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert (await client.get("/demo/state")).headers["cache-control"] == "no-store"
