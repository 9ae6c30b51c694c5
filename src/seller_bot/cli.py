"""The command line; each command is a module of its own, loaded when it is called."""

import importlib
from typing import Any

import click

from seller_bot import __version__
from seller_bot.errors import OperatorError

COMMANDS = {
    "demo": "Try the bot in the browser, without Telegram.",
    "run": "Run the bot: long polling, in one process.",
    "migrate": "Bring the database to the schema of this program.",
    "doctor": "Examine settings, database and Telegram.",
    "staff": "List, invite and remove the staff; read the record of changes.",
    "notices": "Send notices to sellers, stop them, take them back.",
    "ask": "Explain how a message is understood.",
    "texts": "Check the catalogues of texts, or bring them in step.",
    "flows": "Draw every guided conversation.",
    "pictures": "Write the drawings of where to click, to look at them.",
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports only the one that is called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"seller_bot.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """What an operator can mend is one sentence and exit code 2, never a traceback."""
        try:
            return super().invoke(ctx)
        except OperatorError as error:
            click.echo(f"seller-bot: {error}", err=True)
            raise SystemExit(2) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="seller-bot")
def main() -> None:
    """A support bot for marketplace sellers."""
