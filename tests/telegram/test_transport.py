"""python-telegram-bot's request behaviours, row by row: its own transport and ours must do the same.

What ours knows beyond that, whether a request surely was not delivered, is asked of ours alone.
"""

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from seller_bot.telegram.undelivered import NotDelivered
from tests.support.wire import Act, Server, answers, cuts, fine, hangs_up, says, serving, waits
from tests.telegram.conftest import New, ours

HTML = b"<html>Bad Gateway</html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
CHUNKED = (
    b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{"ok":\r\n15\r\ntrue, "result": "hi"}\r\n0\r\n\r\n'
)


def refused(code: int, description: str, **parameters: Any) -> Act:
    content = {"ok": False, "error_code": code, "description": description}
    return answers(code, {**content, "parameters": parameters} if parameters else content)


ANSWERS: dict[str, tuple[Act, object]] = {
    "the result is what Telegram says": (answers(200, {"ok": True, "result": {"id": 1}}), {"id": 1}),
    "any 2xx is good": (answers(201, {"ok": True, "result": [1]}), [1]),
    "an answer in chunks": (says(CHUNKED), "hi"),
    "an answer that ends with the connection": (hangs_up(b'HTTP/1.0 200 OK\r\n\r\n{"result": 7}'), 7),
    "a compressed answer": (answers(200, gzip.compress(b'{"result": 7}'), "Content-Encoding: gzip\r\n"), 7),
    "broken UTF-8 is mended": (answers(200, b'{"result": "\xff!"}'), "\ufffd!"),
    "a large answer": (answers(200, {"result": "x" * 3_000_000}), "x" * 3_000_000),
}

ERRORS: dict[str, tuple[Act, type[TelegramError], str]] = {
    "400": (refused(400, "Bad Request: chat not found"), BadRequest, "Chat not found"),
    "401": (refused(401, "Unauthorized"), InvalidToken, "Unauthorized"),
    "403": (refused(403, "Forbidden: bot was blocked by the user"), Forbidden, "Forbidden: bot was blocked"),
    "404": (refused(404, "Not Found"), InvalidToken, "Not Found"),
    "409": (refused(409, "Conflict: terminated by other"), Conflict, "Conflict: terminated by other"),
    "413": (refused(413, "Request Entity Too Large"), NetworkError, "Request Entity Too Large"),
    "429": (refused(429, "Too Many Requests", retry_after=7), RetryAfter, "Flood control exceeded"),
    "a group that moved": (refused(400, "moved", migrate_to_chat_id=-100), ChatMigrated, "Group migrated"),
    "unknown parameters are named": (
        refused(400, "new", colour="red"),
        BadRequest,
        "new. The server response contained unknown",
    ),
    "500 without words": (answers(500, {"result": 0}), NetworkError, "Internal Server Error (500)"),
    "a code that HTTP doesn't know": (answers(599, {"result": 0}), NetworkError, "Unknown HTTPError (599)"),
    "502 with a page": (answers(502, HTML), NetworkError, f"Bad Gateway (502). Parsing the server response {HTML!r}"),
    "a page in place of an answer": (answers(200, HTML), TelegramError, "Invalid server response"),
    "a redirection is not followed": (
        answers(302, {"result": 0}, "Location: /elsewhere\r\n"),
        NetworkError,
        "Found (302)",
    ),
    "a cut in place of an answer": (cuts(), NetworkError, ""),
    "an end in place of an answer": (hangs_up(b""), NetworkError, ""),
    "a cut in the middle of the head": (cuts(HEAD[:20]), NetworkError, ""),
    "an end in the middle of the content": (hangs_up(HEAD + b"{"), NetworkError, ""),
    "something that is not HTTP": (hangs_up(b"220 smtp.example.org ESMTP\r\n\r\n"), NetworkError, ""),
    "no answer": (waits(0.4, fine), TimedOut, "Timed out"),
    "an answer that stops in the middle": (says(HEAD + b"{"), TimedOut, "Timed out"),
}


def named(error: TelegramError) -> type:
    """The class of python-telegram-bot's own that the error is."""
    return next(kind for kind in type(error).__mro__ if kind.__module__ == "telegram.error")


@pytest_asyncio.fixture
async def request_(opened: New) -> AsyncIterator[BaseRequest]:
    made = opened(read=0.2)
    await made.initialize()
    yield made


@pytest.mark.parametrize("name", ANSWERS)
async def test_answers_are_read(request_: BaseRequest, server: Server, name: str) -> None:
    act, expected = ANSWERS[name]
    server.acts = [act]
    assert await request_.post(server.url) == expected
    assert await request_.post(server.url) is True


@pytest.mark.parametrize("name", ERRORS)
async def test_errors_are_named_as_python_telegram_bot_names_them(
    request_: BaseRequest, server: Server, name: str
) -> None:
    """The next request finds its way, whatever became of this one; and none of these is surely undelivered."""
    act, kind, words = ERRORS[name]
    server.acts = [act]
    with pytest.raises(TelegramError) as raised:
        await request_.post(server.url)
    assert named(raised.value) is kind
    assert raised.value.message.startswith(words)
    assert "token" not in raised.value.message
    assert await request_.post(server.url) is True
    assert len(server.requests) == 2


async def test_how_long_to_wait_is_told(request_: BaseRequest, server: Server) -> None:
    server.acts = [refused(429, "Too Many Requests", retry_after=7)]
    with pytest.raises(RetryAfter) as raised:
        await request_.post(server.url)
    assert raised.value.retry_after == timedelta(seconds=7)


async def test_files_are_retrieved_as_they_are(request_: BaseRequest, server: Server) -> None:
    server.acts = [answers(200, bytes(range(256)) * 1000)]
    assert await request_.retrieve(server.url) == bytes(range(256)) * 1000
    assert server.requests[0].method == "GET"


@pytest.mark.parametrize(
    ("default", "given", "answered"),
    [
        (0.1, {}, False),
        (5.0, {}, True),
        (None, {}, True),
        (0.1, {"read_timeout": None}, True),
        (0.1, {"read_timeout": 5}, True),
        (5.0, {"read_timeout": 0.1}, False),
        (5.0, {"read_timeout": 0}, False),
        (0.1, {"read_timeout": BaseRequest.DEFAULT_NONE}, False),
        (0.1, {"connect_timeout": 5, "write_timeout": 5, "pool_timeout": 5}, False),
    ],
)
async def test_the_given_time_counts_and_else_the_default(
    opened: New, server: Server, default: float | None, given: dict[str, Any], answered: bool
) -> None:
    """None is no limit, and DEFAULT_NONE is not given."""
    request = opened(read=default)
    await request.initialize()
    assert request.read_timeout == default
    server.acts = [waits(0.3, fine)]
    if answered:
        assert await request.post(server.url, **given) is True
    else:
        with pytest.raises(TimedOut):
            await request.post(server.url, **given)


async def test_a_transport_opens_and_closes_as_often_as_one_likes(new: New, server: Server) -> None:
    request = new()
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await request.post(server.url) is True
        await request.shutdown()
        await request.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await request.post(server.url)
    async with request:
        assert await request.post(server.url) is True
    await server.emptied()


async def test_requests_wait_for_a_place_and_no_longer_than_they_may(opened: New, server: Server) -> None:
    request = opened(connections=1, pool=None)
    await request.initialize()
    server.acts = [waits(0.2, fine)]
    first = asyncio.create_task(request.post(server.url))
    while not server.requests:
        await asyncio.sleep(0.01)
    with pytest.raises(TimedOut, match="Pool timeout: All connections in the connection pool are occupied"):
        await request.post(server.url, pool_timeout=0.05)
    assert await asyncio.gather(first, *(request.post(server.url) for _ in range(20))) == [True] * 21
    assert server.connections == 1


async def test_many_requests_share_the_connections_there_may_be(opened: New, server: Server) -> None:
    request = opened(connections=5, pool=None)
    await request.initialize()
    assert await asyncio.gather(*(request.post(server.url) for _ in range(100))) == [True] * 100
    assert server.most == 5


async def test_a_cancelled_request_frees_its_place_and_its_connection(opened: New, server: Server) -> None:
    request = opened(connections=1)
    await request.initialize()
    server.acts = [waits(0.2, fine)]
    waiting = asyncio.create_task(request.post(server.url))
    while not server.requests:
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await request.post(server.url) is True
    assert server.connections == 2


@pytest.mark.parametrize(
    ("data", "given"),
    [
        ({"text": "x" * 32_000_000}, {"write_timeout": 0.1}),
        ({"text": "x" * 32_000_000}, {}),
        ({"document": bytes(32_000_000)}, {"write_timeout": 0.1}),
        ({"document": bytes(32_000_000)}, {}),
    ],
)
async def test_a_server_that_does_not_read_is_not_waited_for(
    opened: New, data: dict[str, Any], given: dict[str, Any]
) -> None:
    """Requests with files have a default of their own. Nothing is left of the connection, nor sent afterwards."""
    media = "document" in data
    request = opened(write=60.0 if media else 0.1, media_write=0.1 if media else 60.0)
    await request.initialize()
    async with serving(deaf=True) as server:
        with pytest.raises(TimedOut):
            await request.post(server.url, parameters(**data), **given)
        await server.emptied()
        assert server.requests == []


async def test_an_upload_that_is_cancelled_leaves_no_connection() -> None:
    async with ours() as request, serving(deaf=True) as server:
        upload = asyncio.create_task(request.post(server.url, parameters(document=bytes(32_000_000))))
        while not server.connections:
            await asyncio.sleep(0.01)
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload
        await server.emptied()
        assert server.requests == []


async def test_an_upload_that_never_went_out_as_a_whole_is_not_delivered() -> None:
    """However much of it was on its way: a server acts on no part of a request."""
    async with ours(media_write=0.1, write=0.1) as request, serving(deaf=True) as server:
        for content in ({"document": bytes(32_000_000)}, {"text": "x" * 32_000_000}):
            with pytest.raises(NotDelivered):
                await request.post(server.url, parameters(**content))


def parameters(**given: Any) -> RequestData:

    values = {name: InputFile(value, "a.bin") if isinstance(value, bytes) else value for name, value in given.items()}
    return RequestData([RequestParameter.from_input(name, value) for name, value in values.items()])
