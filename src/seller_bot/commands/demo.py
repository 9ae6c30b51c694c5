"""`seller-bot demo`: the bot as it is, a local Bot API server in place of Telegram, and a chat page for both sides."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import tempfile
import webbrowser
from pathlib import Path

import click

from seller_bot.demo.server import BotApiServer
from seller_bot.errors import OperatorError

HOST = "127.0.0.1"
ORGANISATION = "Seller Bot Demo"
PEOPLE = (("李伟", "zh-hans"), ("Ольга", "ru"), ("Emma", "en"), ("陳怡君", "zh-hant"))
"""The sellers that a visitor can be at once; the page adds more."""

START_SECONDS = 30


@click.command
@click.option("--port", type=click.IntRange(0, 65535), default=8080, envvar="PORT", show_default=True, show_envvar=True)
@click.option("--no-browser", is_flag=True, help="Don't open the page in the browser.")
def command(port: int, no_browser: bool) -> None:
    """Try the bot in the browser: no token, no Telegram, nothing to set up. Ctrl-C ends it."""
    _refuse_taken(port)
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(_show(port, open_browser=not no_browser))


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise OperatorError(f"Port {port} can't be used ({error.strerror}): choose another with --port.") from error


async def _show(port: int, *, open_browser: bool) -> None:
    _cancel_on_signals()
    with tempfile.TemporaryDirectory(prefix="seller-bot-demo-") as directory:
        token = f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(27)[:35]}"
        async with BotApiServer(token=token, port=port) as server:
            for first_name, language_code in PEOPLE:
                server.person(first_name, language_code=language_code)
            bot = await _start_bot(server, Path(directory))
            try:
                await server.polled(START_SECONDS)
                click.echo(f"The demo is at {server.url} (Ctrl-C ends it)")
                if open_browser:
                    webbrowser.open(server.url)
                await bot.wait()
                raise OperatorError(f"The bot has ended (exit code {bot.returncode}); its last lines say why.")
            finally:
                await _stop_bot(bot)


def _cancel_on_signals() -> None:
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)


async def _start_bot(server: BotApiServer, directory: Path) -> asyncio.subprocess.Process:
    """The same program as `seller-bot run`, in a process of its own; only its environment tells it where it is."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_URL": f"sqlite:///{directory / 'seller-bot.sqlite3'}",
        "SELLER_BOT_ORGANISATION": os.environ.get("SELLER_BOT_ORGANISATION") or ORGANISATION,
    }
    # A session of its own: Ctrl-C reaches the demo alone, which then ends the bot in order.
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "seller_bot", "run", env=environment, start_new_session=True
    )


async def _stop_bot(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is None:
        bot.terminate()
        await bot.wait()
