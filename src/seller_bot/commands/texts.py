"""`seller-bot texts`: the catalogues against what the program says."""

import click

from seller_bot import catalogues, telegram_parser
from seller_bot.flows import FLOWS


@click.group
def command() -> None:
    """Check the catalogues of texts, or bring them in step."""


@command.command
def check() -> None:
    """Keys, placeholders, plural forms, lengths, and Telegram's own parser; exit code 1 where something is wrong."""
    faults = catalogues.check(FLOWS)
    for fault in faults:
        click.echo(fault)
    if not telegram_parser.is_installed():
        click.echo("Not checked with Telegram's own parser: install tdjson for that.", err=True)
    if faults:
        raise SystemExit(1)
    click.echo("All texts are in order.")


@command.command
def sync() -> None:
    """Give every catalogue every key, in the order of the English one; what is new is left to be translated."""
    for language, added in catalogues.sync(FLOWS).items():
        click.echo(f"{language}: {', '.join(added) if added else 'nothing new'}")
