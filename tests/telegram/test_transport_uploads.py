"""What is sent and fetched, as the server sees it: the same from python-telegram-bot's own transport and from ours."""

import io
import os
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl

import pytest
import pytest_asyncio
from telegram import Bot, InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import NetworkError
from telegram.request import RequestData

from seller_bot.demo import samples
from seller_bot.demo.bodies import read_multipart
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.support.wire import Server, answers
from tests.telegram.conftest import New, ours, theirs
from tests.telegram.test_transport import parameters

CONTENT = bytes(range(256)) * 2000
NAME = 'договор "1"; \\copy.pdf'
HTTP_OWN = ("host", "content-length", "accept-encoding", "accept", "connection")
"""Headers that each library sets as it likes."""


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as api:
        yield api
    assert api.violations == []


@pytest_asyncio.fixture
async def li(api: BotApiServer) -> Person:
    li = api.person("Li")
    await li.says("/start")
    return li


@pytest_asyncio.fixture
async def bot(api: BotApiServer, new: New) -> AsyncIterator[Bot]:
    places = (f"{api.url}/bot", f"{api.url}/file/bot")
    async with Bot(api.token, *places, request=new(), get_updates_request=new()) as bot:
        yield bot


def as_bytes(path: Path) -> bytes:
    return path.read_bytes()


def as_path(path: Path) -> Path:
    return path


def as_handle(path: Path) -> IO[bytes]:
    return path.open("rb")


def as_unread_handle(path: Path) -> InputFile:
    return InputFile(path.open("rb"), read_file_handle=False)


def as_handle_half_read(path: Path) -> InputFile:
    """Whoever read in it before, all of it is sent."""
    handle = path.open("rb")
    handle.read(1000)
    return InputFile(handle, read_file_handle=False)


def as_memory(path: Path) -> InputFile:
    return InputFile(io.BytesIO(path.read_bytes()), path.name, read_file_handle=False)


@pytest.mark.parametrize("given", [as_bytes, as_path, as_handle, as_unread_handle, as_handle_half_read, as_memory])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_a_file_arrives_whole_however_it_is_given(
    bot: Bot, li: Person, tmp_path: Path, given: Callable[[Path], Any]
) -> None:
    """And is fetched again as it was."""
    (path := tmp_path / "copy.pdf").write_bytes(CONTENT)
    message = await bot.send_document(li.id, given(path), filename="договор.pdf", caption="<b>ok</b>")
    assert message.document is not None
    assert message.caption == "<b>ok</b>"
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == CONTENT


async def test_what_has_no_length_is_sent_in_chunks(server: Server) -> None:
    """python-telegram-bot's own transport takes a pipe for an empty file, and fails."""
    reading, writing = os.pipe()
    thread = threading.Thread(target=_write_and_close, args=(writing,))
    thread.start()
    with os.fdopen(reading, "rb") as pipe:
        async with ours() as request:
            await request.post(server.url, parameters(document=InputFile(pipe, "copy.pdf", read_file_handle=False)))
    thread.join()
    (got,) = server.requests
    assert read_multipart(got.headers["content-type"], got.body).files["document"].content == CONTENT


def _write_and_close(writing: int) -> None:
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(CONTENT)


async def test_an_album_arrives_with_each_of_its_files(bot: Bot, li: Person) -> None:
    media = [InputMediaPhoto(samples.PHOTO.content, caption=f"{number}") for number in range(3)]
    messages = await bot.send_media_group(li.id, media)
    assert [message.caption for message in messages] == ["0", "1", "2"]
    documents = [InputMediaDocument(CONTENT + bytes([number]), filename=f"{number}.bin") for number in range(2)]
    names = [
        message.document and message.document.file_name for message in await bot.send_media_group(li.id, documents)
    ]
    assert names == ["0.bin", "1.bin"]


async def test_a_file_that_was_sent_can_be_sent_again(bot: Bot, li: Person, tmp_path: Path) -> None:
    """The transport leaves a handle open: it belongs to whoever opened it."""
    (path := tmp_path / "copy.pdf").write_bytes(CONTENT)
    with path.open("rb") as handle:
        for _ in range(2):
            message = await bot.send_document(li.id, InputFile(handle, read_file_handle=False))
            assert message.document is not None
            assert message.document.file_size == len(CONTENT)


async def test_a_closed_file_is_an_error_of_the_call(opened: New, server: Server, tmp_path: Path) -> None:
    (path := tmp_path / "copy.pdf").write_bytes(CONTENT)
    with path.open("rb") as handle:
        file = InputFile(handle, read_file_handle=False)
    request = opened()
    await request.initialize()
    with pytest.raises(NetworkError, match="closed file"):
        await request.post(server.url, parameters(document=file))
    assert await request.post(server.url) is True


async def both(server: Server, data: Callable[[], RequestData | None]) -> tuple[Any, Any]:
    """What the server got from each transport."""
    for new in (theirs, ours):
        async with new() as request:
            await request.post(server.url, data())
    theirs_, ours_ = server.requests
    assert _own(theirs_.headers) == _own(ours_.headers)
    assert (theirs_.method, theirs_.target) == (ours_.method, ours_.target)
    return theirs_, ours_


def _own(headers: Any) -> dict[str, str]:
    found = {name: value for name, value in headers.items() if name not in HTTP_OWN}
    return {**found, "content-type": found.get("content-type", "").partition(";")[0]}


async def test_parameters_are_sent_in_the_same_form(server: Server) -> None:
    def data() -> RequestData:
        return parameters(chat_id=1, text="Шаг 4 & 5 = 9 + 你好\n", reply_markup={"a": [True, None]}, silent=True)

    theirs_, ours_ = await both(server, data)
    assert parse_qsl(ours_.body.decode()) == parse_qsl(theirs_.body.decode())


@pytest.mark.parametrize("data", [lambda: None, lambda: RequestData([]), lambda: parameters(text="")])
async def test_nothing_is_sent_where_there_is_nothing_to_say(server: Server, data: Callable[[], Any]) -> None:
    for new in (theirs, ours):
        async with new() as request:
            await request.post(server.url, data())
    assert [request.body.rstrip(b"=") for request in server.requests] in ([b"", b""], [b"text", b"text"])


async def test_files_are_sent_in_the_same_form(server: Server) -> None:
    """Names with quotes, backslashes and letters of any script, as the same bytes; only the boundary differs."""

    def data() -> RequestData:
        return parameters(chat_id=1, caption='"quoted"\r\n', document=InputFile(CONTENT, NAME))

    theirs_, ours_ = await both(server, data)
    bodies = [request.body.replace(_boundary(request.headers), b"-") for request in (theirs_, ours_)]
    assert bodies[0] == bodies[1]
    assert int(ours_.headers["content-length"]) == len(ours_.body)
    upload = read_multipart(ours_.headers["content-type"], ours_.body).files["document"]
    assert (upload.file_name, upload.content) == (NAME, CONTENT)


def _boundary(headers: Any) -> bytes:
    boundary: str = headers["content-type"].partition("boundary=")[2]
    return boundary.encode()


async def test_an_answer_that_comes_before_the_upload_is_over_is_read(new: New, server: Server) -> None:
    """Telegram refuses what is too large without reading it."""
    server.refuses_early = answers(413, {"ok": False, "description": "Request Entity Too Large"})
    async with new() as request:
        with pytest.raises(NetworkError, match="Request Entity Too Large"):
            await request.post(server.url, parameters(document=bytes(60_000_000)))


async def test_a_large_file_is_not_held_in_memory(tmp_path: Path, api: BotApiServer, li: Person) -> None:
    """An open handle is read as it is sent."""
    (path := tmp_path / "large.bin").write_bytes(bytes(20_000_000))
    reads: list[int] = []

    class Counting(io.FileIO):
        def read(self, size: int = -1) -> bytes:  # type: ignore[override]
            reads.append(size)
            return super().read(size) or b""

    with Counting(path) as handle:
        async with Bot(api.token, request=ours(), base_url=f"{api.url}/bot") as bot:
            await bot.send_document(li.id, InputFile(handle, read_file_handle=False))
    assert max(reads) <= 65536
