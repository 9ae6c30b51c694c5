"""What Telegram says of the bot, for whoever looks after it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from seller_bot.errors import OperatorError
from seller_bot.telegram.transport import Transport


class NotInspected(OperatorError):
    """Telegram gives no answer, or knows no such bot."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """The bot's name; how many updates wait for it, where they are sent to, and what went wrong there last."""

    username: str
    waiting: int
    webhook: str
    failed_at: datetime | None
    failure: str


async def inspect(token: str, api_url: str) -> Inspection:
    """Ask Telegram. Raises NotInspected."""
    async with _asking(token, api_url) as bot:
        me, hook = await bot.get_me(), await bot.get_webhook_info()
    return Inspection(
        username=me.username or "",
        waiting=hook.pending_update_count,
        webhook=hook.url,
        failed_at=hook.last_error_date,
        failure=hook.last_error_message or "",
    )


async def username(token: str, api_url: str) -> str:
    """The bot's name, as links to it spell it. Raises NotInspected."""
    async with _asking(token, api_url) as bot:
        return (await bot.get_me()).username or ""


@asynccontextmanager
async def _asking(token: str, api_url: str) -> AsyncIterator[Bot]:
    try:
        async with Transport() as transport:
            yield Bot(token, f"{api_url}/bot", request=transport, get_updates_request=transport)
    except InvalidToken as error:
        raise NotInspected("Telegram doesn't know TELEGRAM_BOT_TOKEN: copy it from @BotFather again.") from error
    except TelegramError as error:
        said = f"Telegram can't be reached at {api_url} ({error.message})"
        raise NotInspected(f"{said}: check the network, HTTPS_PROXY and TELEGRAM_API_URL.") from error
