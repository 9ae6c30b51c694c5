"""How many calls a second the local Bot API server answers on one core: `python tests/bench/botapi.py [calls] [chats]`.

The server runs in a process of its own; the client speaks plain HTTP/1.1 over a few kept connections, so that what is
measured is the server.
"""

import asyncio
import multiprocessing
import resource
import sys
import time
from multiprocessing.connection import Connection
from urllib.parse import quote

from seller_bot.demo.server import BotApiServer

CONNECTIONS = 16
TEXT = "<b>Шаг 4 из 7.</b> Откройте <i>Настройки</i> и найдите партнёра: https://seller.ozon.ru/app"
KEYBOARD = '{"inline_keyboard":[[{"text":"Нашёл","callback_data":"found"},{"text":"Назад","callback_data":"back"}]]}'


async def serve(pipe: Connection, chats: int) -> None:
    async with BotApiServer() as server:
        for number in range(chats):
            person = server.world.add_person(f"Seller {number}", "ru")
            server.world.start(person.id)
        pipe.send((server.port, server.token, min(server.world.people)))
        await asyncio.to_thread(pipe.recv)
        used = resource.getrusage(resource.RUSAGE_SELF)
        pipe.send((used.ru_utime + used.ru_stime, used.ru_maxrss // 1024))


def run_server(pipe: Connection, chats: int) -> None:
    asyncio.run(serve(pipe, chats))


def request(token: str, chat_id: int) -> bytes:
    body = f"chat_id={chat_id}&text={quote(TEXT)}&parse_mode=HTML&reply_markup={quote(KEYBOARD)}"
    lines = [
        f"POST /bot{token}/sendMessage HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", body]).encode()


async def send(port: int, requests: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for one in requests:
        writer.write(one)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()


async def measure(port: int, requests: list[bytes]) -> float:
    started = time.perf_counter()
    await asyncio.gather(*(send(port, requests[n::CONNECTIONS]) for n in range(CONNECTIONS)))
    return time.perf_counter() - started


def main(calls: int = 20_000, chats: int = 20_000) -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=run_server, args=(theirs, chats), daemon=True)
    process.start()
    port, token, first = ours.recv()
    requests = [request(token, first + number % chats) for number in range(calls)]
    seconds = asyncio.run(measure(port, requests))
    ours.send("done")
    processor, megabytes = ours.recv()
    process.join(10)
    print(f"{calls} sendMessage to {chats} chats: {calls / seconds:.0f} calls/s, {megabytes} MB at most")
    print(f"{1000 * processor / calls:.2f} ms of one core a call, starting up included")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
