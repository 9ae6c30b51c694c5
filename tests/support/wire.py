"""The wire under a transport: a server that does with each request what it is told to, and a proxy before it."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Of `localhost`, signed by itself, with its key: nobody trusts it who is not told to."""

OK = {"ok": True, "result": True}


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


Act = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answers(status: int, content: object, headers: str = "") -> Act:
    """With this content: bytes as they are, anything else as JSON."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return says(head.encode() + body)


def says(words: bytes) -> Act:
    async def act(writer: asyncio.StreamWriter) -> None:
        writer.write(words)

    return act


def cuts(after: bytes = b"") -> Act:
    """Breaks the connection when it has said so much of its answer."""

    async def act(writer: asyncio.StreamWriter) -> None:
        writer.write(after)
        await writer.drain()
        writer.transport.abort()

    return act


def hangs_up(words: bytes) -> Act:
    """Ends the connection properly after these words."""

    async def act(writer: asyncio.StreamWriter) -> None:
        writer.write(words)
        writer.close()

    return act


def waits(seconds: float, then: Act) -> Act:
    async def act(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await then(writer)

    return act


fine = answers(200, OK)


@dataclass
class Server:
    """Does to its next requests what `acts` says, and answers all others; while it is `deaf` it reads nothing."""

    port: int = 0
    scheme: str = "http"
    deaf: bool = False
    refuses_early: Act | None = None
    """What it does with a request of which it has read only the head."""
    acts: list[Act] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    most: int = 0
    """How many connections were open at once."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}/bot123:token/getMe"

    async def emptied(self) -> None:
        """Wait until no connection is left; what is still on its way in one is read."""
        self.deaf = False
        async with asyncio.timeout(5):
            while self.writers:
                await asyncio.sleep(0.01)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.add(writer)
        self.most = max(self.most, len(self.writers))
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while not writer.is_closing():
                while self.deaf:
                    await asyncio.sleep(0.01)
                if self.refuses_early:
                    await reader.readuntil(b"\r\n\r\n")
                    await self.refuses_early(writer)
                    while await reader.read(65536):
                        pass
                    break
                self.requests.append(await read_request(reader))
                await (self.acts.pop(0) if self.acts else fine)(writer)
        self.writers.discard(writer)
        writer.close()


async def read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.rstrip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        return Request(method, target, headers, await _chunks(reader))
    return Request(method, target, headers, await reader.readexactly(int(headers.get("content-length", 0))))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readline(), 16):
        found += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return found


@asynccontextmanager
async def serving(*, tls: bool = False, deaf: bool = False) -> AsyncIterator[Server]:
    server = Server(scheme="https" if tls else "http", deaf=deaf)
    context = None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context, backlog=512)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        server.deaf = False
        for writer in list(server.writers):
            writer.transport.abort()
        await server.emptied()


@dataclass
class Proxy:
    """Passes requests on, and tunnels; or refuses to, with `status`."""

    port: int = 0
    status: int = 200
    heads: list[str] = field(default_factory=list)

    def url(self, credentials: str = "") -> str:
        return f"http://{credentials}127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head.decode())
            method, target, _ = head.decode().split(" ", 2)
            if self.status != 200:
                writer.write(f"HTTP/1.1 {self.status} Refused\r\nContent-Length: 0\r\n\r\n".encode())
            else:
                place = target if method == "CONNECT" else target.split("/")[2]
                await self._join(method, place, head, reader, writer)
        writer.close()

    async def _join(
        self, method: str, place: str, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        host, _, port = place.rpartition(":")
        far_reader, far_writer = await asyncio.open_connection(host, int(port))
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            far_writer.write(head)
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while words := await reader.read(65536):
            writer.write(words)
    writer.close()


@asynccontextmanager
async def proxying() -> AsyncIterator[Proxy]:
    proxy = Proxy()
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = listening.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listening.close()
