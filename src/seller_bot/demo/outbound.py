"""The smallest HTTP client that posts JSON: the server's own dependencies hold none."""

import asyncio
import json
import re
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

SECONDS = 60
LARGEST = 1 << 20


class Unreachable(OSError):
    """Nobody answered, or not in HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    reason: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> int:
        """Whole seconds, or 0: Telegram reads no dates here."""
        value = self.headers.get("retry-after", "")
        return int(value) if value.isdecimal() else 0

    def json(self) -> dict[str, Any]:
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


async def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """One request on a connection of its own; a minute for everything."""
    try:
        async with asyncio.timeout(SECONDS):
            return await exchange(url, body, headers)
    except TimeoutError:
        raise Unreachable("Read timeout expired") from None
    except (OSError, ValueError, asyncio.IncompleteReadError) as reason:
        raise Unreachable(f"Connection refused or broken: {type(reason).__name__}") from None


async def exchange(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    place = urlsplit(url if "://" in url else f"https://{url}")
    secure = ssl.create_default_context() if place.scheme == "https" else None
    port = place.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(place.hostname, port, ssl=secure)
    try:
        path = (place.path or "/") + (f"?{place.query}" if place.query else "")
        told = {"Host": place.netloc, "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items()), "Connection: close"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        return await read_answer(reader)
    finally:
        writer.close()


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    status = re.match(r"HTTP/1\.[01] (\d{3}) ?(.*)", first)
    if status is None:
        raise ValueError(first)
    split = (line.partition(":") for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in split}
    length = headers.get("content-length", "")
    body = await reader.readexactly(min(int(length), LARGEST)) if length.isdecimal() else await reader.read(LARGEST)
    return Answer(int(status[1]), status[2], headers, body)
