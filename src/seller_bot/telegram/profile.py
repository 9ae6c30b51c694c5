"""What Telegram itself shows of the bot: its commands and descriptions, per language."""

from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from seller_bot.texts import Texts, texts

log = structlog.stdlib.get_logger()

QUEUE, NOTICE = "queue", "notice"
"""The commands of the desk and of the newsroom: no flow's."""

COMMANDS = (
    *("menu", "bind", "unbind", "check", "ozonid", "status", "contact", "notices"),
    *("back", "cancel", "language", "help"),
)
"""In the order in which the menu lists them; /start is known to every client."""

STAFF_COMMANDS = ("staff", *COMMANDS)
COMMANDS_OF = {
    "owner": (QUEUE, NOTICE, *STAFF_COMMANDS),
    "manager": (QUEUE, *STAFF_COMMANDS),
    "support": (NOTICE, *STAFF_COMMANDS),
}
"""What a member of the staff sees instead, in the own chat alone, by role."""

LANGUAGE_CODES = {"": "en", "ru": "ru", "zh": "zh_Hans"}
"""Our locale for each language that Telegram distinguishes; the empty one is for everybody else."""


def shown_to(language_code: str | None) -> str:
    """The locale of the commands that everybody with a client in this language sees."""
    return LANGUAGE_CODES.get((language_code or "").lower().replace("_", "-").partition("-")[0], LANGUAGE_CODES[""])


async def publish(bot: Bot, organisation: str) -> None:
    """Bring commands and descriptions up to date, each only where it differs. A refusal is logged, not raised."""
    for language_code, locale in LANGUAGE_CODES.items():
        try:
            await _publish_commands(bot, language_code, texts(locale))
            await _publish_descriptions(bot, language_code, texts(locale), organisation)
        except TelegramError as error:
            log.warning("profile_not_published", language=language_code or "default", reason=error.message)


def described(commands: Sequence[str], texts: Texts) -> tuple[BotCommand, ...]:
    return tuple(BotCommand(command, texts.plain(f"command.{command}")) for command in commands)


async def _publish_commands(bot: Bot, language_code: str, texts: Texts) -> None:
    wanted = described(COMMANDS, texts)
    if await bot.get_my_commands(language_code=language_code) != wanted:
        await bot.set_my_commands(wanted, language_code=language_code)


async def _publish_descriptions(bot: Bot, language_code: str, texts: Texts, organisation: str) -> None:
    description = texts.plain("bot.description", {"organisation": organisation})
    if (await bot.get_my_description(language_code)).description != description:
        await bot.set_my_description(description, language_code)
    short = texts.plain("bot.short_description")
    if (await bot.get_my_short_description(language_code)).short_description != short:
        await bot.set_my_short_description(short, language_code)
