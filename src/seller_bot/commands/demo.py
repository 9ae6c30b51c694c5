"""`seller-bot demo`: the bot as it is, a local Bot API server in place of Telegram, and a chat page for both sides."""

import asyncio
import contextlib
import signal
import socket
import webbrowser
from pathlib import Path

import click
from filelock import Timeout

from seller_bot.demo.bot_process import ended, running_bot
from seller_bot.demo.cast import sellers_enter, staff_enters
from seller_bot.demo.home import AlreadyRunning, Home, Unwritable, usual_directory
from seller_bot.demo.joining import support_joins
from seller_bot.demo.server import BotApiServer
from seller_bot.errors import OperatorError

HOST = "127.0.0.1"


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
            _wait_for_bot(home)
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


def _wait_for_bot(home: Home) -> None:
    try:
        home.wait_for_bot()
    except Timeout:
        raise OperatorError(f"A bot still runs on {home.bot_database}: end that process first.") from None


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
            home.forget_bot()
            sellers_enter(server)
        staff_enters(server)
        async with running_bot(server, home.bot_database) as bot:
            await support_joins(server, home.bot_database)
            home.tell_address(server.url)
            click.echo(f"The demo is at {server.url} (Ctrl-C ends it)")
            if open_browser:
                webbrowser.open(server.url)
            await bot.wait()
            raise ended(bot)


def _opened(home: Home, port: int) -> BotApiServer:
    try:
        return BotApiServer(token=home.token(), port=port, state=home.world)
    except OSError as error:
        raise OperatorError(f"{error}: --reset begins anew.") from None


def _cancel_on_signals() -> None:
    task = asyncio.current_task()
    assert task is not None
    # SIGHUP comes when the terminal is closed: the bot, which has a session of its own, would outlive the demo.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
