"""`seller-bot demo`: the bot as it is, a local Bot API server in place of Telegram, and a chat page for both sides."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import webbrowser
from pathlib import Path

import click
from sqlalchemy import URL

from seller_bot.demo.home import AlreadyRunning, Home, Unwritable, usual_directory
from seller_bot.demo.server import BotApiServer
from seller_bot.errors import OperatorError

HOST = "127.0.0.1"
ORGANISATION = "Seller Bot Demo"
PEOPLE = (("李伟", "zh-hans"), ("Ольга", "ru"), ("Emma", "en"), ("陳怡君", "zh-hant"))
"""The sellers of the first start; the page adds more."""

START_SECONDS = 30


@click.command
@click.option("--port", type=click.IntRange(0, 65535), default=8080, envvar="PORT", show_default=True, show_envvar=True)
@click.option("--no-browser", is_flag=True, help="Don't open the page in the browser.")
@click.option("--state", type=click.Path(file_okay=False, path_type=Path), help="Keep the demo in this directory.")
@click.option("--reset", is_flag=True, help="Forget what happened in it, and begin anew.")
def command(port: int, no_browser: bool, state: Path | None, reset: bool) -> None:
    """Try the bot in the browser: no token, no Telegram, nothing to set up. Ctrl-C ends it; the next start goes on."""
    home = Home((state or usual_directory()).absolute())
    try:
        with home.occupied():
            if reset:
                home.forget()
            _refuse_taken(port)
            with contextlib.suppress(asyncio.CancelledError):
                asyncio.run(_show(home, port, open_browser=not no_browser))
    except AlreadyRunning as running:
        raise OperatorError(_already_runs(home, str(running))) from None
    except Unwritable as reason:
        raise OperatorError(f"{reason}: name another directory with --state.") from None


def _already_runs(home: Home, address: str) -> str:
    where = f"at {address}" if address else f"in {home.directory}"
    return f"A demo runs already {where}: open that one, or keep another beside it with --state and --port."


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise OperatorError(f"Port {port} can't be used ({error.strerror}): choose another with --port.") from error


async def _show(home: Home, port: int, *, open_browser: bool) -> None:
    _cancel_on_signals()
    async with _opened(home, port) as server:
        if not server.world.people:
            _begin(home, server)
        bot = await _start_bot(server, home)
        try:
            await _until_polled(server, bot)
            home.tell_address(server.url)
            click.echo(f"The demo is at {server.url} (Ctrl-C ends it)")
            if open_browser:
                webbrowser.open(server.url)
            await bot.wait()
            raise _ended(bot)
        finally:
            await _stop_bot(bot)


async def _until_polled(server: BotApiServer, bot: asyncio.subprocess.Process) -> None:
    """The bot is there; one that can't start is not waited for."""
    polled, ended = asyncio.create_task(server.polled(START_SECONDS)), asyncio.create_task(bot.wait())
    try:
        await asyncio.wait({polled, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            raise _ended(bot)
        await polled
    finally:
        polled.cancel()
        ended.cancel()


def _ended(bot: asyncio.subprocess.Process) -> OperatorError:
    return OperatorError(f"The bot has ended (exit code {bot.returncode}); its last lines say why.")


def _opened(home: Home, port: int) -> BotApiServer:
    try:
        return BotApiServer(token=home.token(), port=port, state=home.world)
    except OSError as error:
        raise OperatorError(f"{error}: --reset begins anew.") from None


def _begin(home: Home, server: BotApiServer) -> None:
    home.forget_bot()
    for first_name, language_code in PEOPLE:
        server.person(first_name, language_code=language_code)


def _cancel_on_signals() -> None:
    task = asyncio.current_task()
    assert task is not None
    # SIGHUP comes when the terminal is closed: the bot, which has a session of its own, would outlive the demo.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)


async def _start_bot(server: BotApiServer, home: Home) -> asyncio.subprocess.Process:
    """The same program as `seller-bot run`, in a process of its own; only its environment tells it where it is."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_URL": URL.create("sqlite", database=str(home.bot_database)).render_as_string(),
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
