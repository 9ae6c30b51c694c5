"""What a request costs with python-telegram-bot's own transport and with ours: `python -m tests.bench.transport`.

The server runs in a process of its own and does nothing but answer; both transports make the same calls, alone and
side by side, over kept connections. Arguments: how many calls, and how many side by side.
"""

import asyncio
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from seller_bot.telegram.transport import Transport

ANSWER = b'{"ok":true,"result":{"message_id":1,"date":1764000000,"chat":{"id":1,"type":"private"},"text":"hi"}}'
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(ANSWER), ANSWER)
PARAMETERS = {"chat_id": 1, "text": "<b>Шаг 4 из 7.</b> Откройте <i>Настройки</i>", "parse_mode": "HTML"}
TRANSPORTS: dict[str, Callable[[], BaseRequest]] = {"HTTPXRequest": HTTPXRequest, "Transport": Transport}


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while head := await reader.readuntil(b"\r\n\r\n"):
        await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
        writer.write(RESPONSE)


def run_server(pipe: Connection) -> None:
    async def serve() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(pipe.recv)

    asyncio.run(serve())


async def measure(new: Callable[[], BaseRequest], url: str, calls: int, side_by_side: int) -> tuple[float, float]:
    """Calls a second, and milliseconds of CPU a call."""

    async def make(number: int) -> None:
        for _ in range(number):
            data = RequestData([RequestParameter.from_input(name, value) for name, value in PARAMETERS.items()])
            await request.post(url, data)

    async with new() as request:
        await asyncio.gather(*(make(2) for _ in range(side_by_side)))
        started, used = time.perf_counter(), processor()
        await asyncio.gather(*(make(calls // side_by_side) for _ in range(side_by_side)))
        return calls / (time.perf_counter() - started), 1000 * (processor() - used) / calls


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(calls: int = 4096, *side_by_side: int) -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=run_server, args=(theirs,), daemon=True)
    process.start()
    url = f"http://127.0.0.1:{ours.recv()}/bot123:token/sendMessage"
    for number in side_by_side or (1, 32, 256):
        for name, new in TRANSPORTS.items():
            rate, milliseconds = asyncio.run(measure(new, url, calls, number))
            print(f"{number:4} side by side  {name:12} {rate:6.0f} requests/s  {milliseconds:5.2f} ms of CPU a call")
    ours.send("done")
    process.join(10)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
