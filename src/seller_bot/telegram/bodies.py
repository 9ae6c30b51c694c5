"""What a request carries, written piece by piece, each within a time limit."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import IO, cast
from urllib.parse import urlencode

from aiohttp import Payload
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import StreamWriter
from telegram.request import RequestData

PIECE = 64 * 1024
CONTROLS = {chr(code): f"%{code:02X}" for code in range(0x20) if code != 0x1B}
QUOTED = str.maketrans({'"': "%22", "\\": "\\\\", **CONTROLS})
"""How names of fields and files are written in a form, as python-telegram-bot's own transport does it."""

Part = bytes | IO[bytes]


def body_of(request: RequestData | None, seconds: float | None) -> "Body":
    """The body for python-telegram-bot's parameters; with files among them it is multipart."""
    fields = request.json_parameters if request else {}
    if request is None or not request.contains_files:
        return Body("application/x-www-form-urlencoded", [], urlencode(fields).encode(), seconds)
    boundary = secrets.token_hex(16)
    parts = [*_fields(boundary, fields), *_files(boundary, request)]
    return Body(f"multipart/form-data; boundary={boundary}", parts, f"--{boundary}--\r\n".encode(), seconds)


def _fields(boundary: str, fields: dict[str, str]) -> Iterator[Part]:
    for name, value in fields.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name.translate(QUOTED)}"\r\n\r\n'
        yield f"{head}{value}\r\n".encode()


def _files(boundary: str, request: RequestData) -> Iterator[Part]:
    for name, (file_name, content, mime_type) in request.multipart_data.items():
        names = f'name="{name.translate(QUOTED)}"; filename="{file_name.translate(QUOTED)}"'
        head = f"--{boundary}\r\nContent-Disposition: form-data; {names}\r\nContent-Type: {mime_type}\r\n\r\n"
        yield from (head.encode(), content, b"\r\n")


class Body(Payload):
    """A body that knows whether the network was given all of it: before that no server can act on it."""

    _default_content_type = "application/octet-stream"
    _autoclose = True  # Whoever opened a file closes it.

    def __init__(self, content_type: str, parts: Sequence[Part], last: bytes, seconds: float | None) -> None:
        super().__init__(None, content_type=content_type)
        self._parts = parts
        self._last = last
        self._seconds = seconds
        self._size = _length([*parts, last])
        self.went_out = False

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        raise TypeError("a body is only written")

    async def write(self, writer: AbstractStreamWriter) -> None:
        stream = cast("StreamWriter", writer)
        try:
            async for piece in _pieces(self._parts):
                await self._put(stream, piece)
            await self._put(stream, self._last, went_out=True)
        except BaseException:
            self._abort(stream)
            raise

    async def _put(self, stream: StreamWriter, piece: bytes | memoryview, *, went_out: bool = False) -> None:
        await stream.write(piece, drain=False)
        self.went_out = went_out
        if stream.protocol.writing_paused:
            async with asyncio.timeout(self._seconds):
                await stream.drain()

    def _abort(self, stream: StreamWriter) -> None:
        """Merely closed, the connection would go on sending, and stay for as long as the server doesn't read."""
        if stream.transport is not None:
            self.went_out = self.went_out and not stream.transport.get_write_buffer_size()
            stream.transport.abort()


async def _pieces(parts: Sequence[Part]) -> AsyncIterator[bytes | memoryview]:
    for part in parts:
        if isinstance(part, bytes):
            view = memoryview(part)
            for start in range(0, len(view), PIECE):
                yield view[start : start + PIECE]
        else:
            async for piece in _read(part):
                yield piece


async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    """From the start, wherever an earlier reader left it; disks may be slow, so not in the event loop."""
    if file.seekable():
        file.seek(0)
    while piece := await asyncio.to_thread(file.read, PIECE):
        yield piece


def _length(parts: Sequence[Part]) -> int | None:
    """In bytes; None where a file can't say."""
    lengths = [len(part) if isinstance(part, bytes) else _file_length(part) for part in parts]
    return None if None in lengths else sum(length for length in lengths if length is not None)


def _file_length(file: IO[bytes]) -> int | None:
    return file.seek(0, os.SEEK_END) if file.seekable() else None
