"""`seller-bot doctor`: what is not well, and what to do about it."""

import sys

import click

from seller_bot import doctor
from seller_bot.clock import system_clock
from seller_bot.settings import DatabaseSettings, Settings, read


@click.command
@click.option("--update", "update_id", type=int, metavar="ID", help="Show an update that failed, secrets taken out.")
def command(update_id: int | None) -> None:
    """Examine settings, database and Telegram; exit code 1 where something is not well."""
    if update_id is not None:
        click.echo(doctor.content_of(read(DatabaseSettings).database_url, update_id))
        return
    is_well = True
    for finding in doctor.examine(read(Settings), system_clock()):
        click.echo(f"{'✓' if finding.is_well else '✗'} {finding.text}")
        is_well = is_well and finding.is_well
    sys.exit(0 if is_well else 1)
