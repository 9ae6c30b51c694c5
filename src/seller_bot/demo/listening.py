"""uvicorn inside a program that has an event loop of its own."""

import asyncio
import socket
from typing import Any

import uvicorn

from seller_bot.waiting import until_set

BACKLOG = 2048


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; an OSError if the port is taken, where uvicorn itself would end the program."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's algorithm off only for sockets that say that they are TCP; it costs 40 ms a call.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def quiet(app: Any) -> uvicorn.Config:
    """No logs, and a second at most for connections that will not end."""
    return uvicorn.Config(
        app, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1, ws="none"
    )


class Listening(uvicorn.Server):
    """uvicorn without its signal handlers; it can be waited for, and stops without waiting for its next tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.started_up = asyncio.Event()
        self.stopping = asyncio.Event()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        await self._serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.started_up.set()

    async def main_loop(self) -> None:
        while not self.stopping.is_set():
            await self.on_tick(0)
            await until_set(self.stopping, 1)

    def stop(self) -> None:
        self.should_exit = True
        self.stopping.set()
