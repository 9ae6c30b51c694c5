"""`seller-bot run`: the bot in one process, with long polling."""

import click

from seller_bot import app, logs
from seller_bot.settings import Settings, read


@click.command
def command() -> None:
    """Run the bot: long polling, in one process, until SIGTERM or Ctrl-C."""
    settings = read(Settings)
    logs.configure(settings.log_level, [settings.telegram_bot_token.get_secret_value()])
    app.run(settings)
