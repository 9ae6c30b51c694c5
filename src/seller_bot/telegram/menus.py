"""The staff's own list of commands, shown in each member's chat and nowhere else."""

import asyncio
import functools
import hashlib
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from seller_bot.staff import queries
from seller_bot.storage.database import AWAY, Database, brief
from seller_bot.telegram.profile import COMMANDS_OF, described
from seller_bot.texts import texts
from seller_bot.waiting import until_set

log = structlog.stdlib.get_logger()

LOOK_SECONDS = 5.0
"""What is changed on the command line is seen after so long at the latest."""

REFUSED_SECONDS = 600.0
"""A chat for which Telegram refuses it, such as one whose owner has blocked the bot, is tried again after so long."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What a chat is to show; without commands, what it shows to everybody."""

    chat_id: int
    commands: tuple[BotCommand, ...] = ()

    @property
    def digest(self) -> str | None:
        told = repr([(command.command, command.description) for command in self.commands])
        return hashlib.sha256(told.encode()).hexdigest()[:16] if self.commands else None


class Menus:
    """Compares what each chat shows with what it should, so that no crash and no outage leaves it wrong for long."""

    def __init__(self, database: Database, bot: Bot) -> None:
        self._database = database
        self._bot = bot
        self._poked = asyncio.Event()
        self._refused: dict[int, float] = {}

    def poke(self) -> None:
        """The staff may have changed."""
        self._poked.set()

    async def run(self) -> None:
        while True:
            try:
                for menu in await self._database.run(_out_of_step):
                    await self._show(menu)
            except AWAY as error:
                log.warning("menus_not_shown", reason=brief(error))
            await until_set(self._poked, LOOK_SECONDS)
            self._poked.clear()

    async def _show(self, menu: Menu) -> None:
        if time.monotonic() < self._refused.get(menu.chat_id, -math.inf) + REFUSED_SECONDS:
            return
        scope = BotCommandScopeChat(menu.chat_id)
        try:
            if menu.commands:
                await self._bot.set_my_commands(menu.commands, scope)
            else:
                await self._bot.delete_my_commands(scope)
        except InvalidToken:
            raise
        except TelegramError as error:
            if isinstance(error, BadRequest | Forbidden):
                self._refused[menu.chat_id] = time.monotonic()
            log.warning("menu_not_shown", chat=menu.chat_id, reason=error.message)
            return
        await self._database.run(functools.partial(queries.note_menu, person_id=menu.chat_id, menu=menu.digest))


def _out_of_step(session: Session) -> list[Menu]:
    return [menu for menu, shown in _wanted(session) if menu.digest != shown]


def _wanted(session: Session) -> Iterator[tuple[Menu, str | None]]:
    for chat_id, role, locale, shown in queries.menus(session):
        yield Menu(chat_id, described(COMMANDS_OF[role], texts(locale)) if role else ()), shown
