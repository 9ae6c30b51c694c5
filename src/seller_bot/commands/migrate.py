"""`seller-bot migrate`: the database's schema."""

import click

from seller_bot.settings import DatabaseSettings, read
from seller_bot.storage import migrate, schema


@click.command
@click.option("--down-to", metavar="REVISION", help="Take the schema back to an older revision; `base` is empty.")
def command(down_to: str | None) -> None:
    """Bring the database to the schema of this program."""
    url = read(DatabaseSettings).database_url
    if down_to:
        migrate.downgrade(url, down_to)
    else:
        migrate.upgrade(url)
    click.echo(f"The database is at revision {schema.revision(url) or 'base'}.")
