"""Lists of commands that one chat alone shows: the staff's, and those of sellers who chose another language than their
client has.
"""

import asyncio
import functools
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from seller_bot.sellers.models import Seller
from seller_bot.sellers.queries import due_menus, note_menu
from seller_bot.staff import queries
from seller_bot.storage.database import AWAY, Database, brief
from seller_bot.telegram.attempt import seconds_to_wait
from seller_bot.telegram.profile import COMMANDS, COMMANDS_OF, described, shown_to
from seller_bot.texts import texts
from seller_bot.waiting import until_set

log = structlog.stdlib.get_logger()

LOOK_SECONDS = 5.0
"""What is changed on the command line is seen after so long at the latest."""

MOST_SELLERS = 1000
"""So many chats of sellers are looked at in one go."""

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


def follow(seller: Seller, role: object) -> bool:
    """Let the seller's chat show the commands in the language that the bot speaks there, where Telegram would show
    them in another one; whether that is a change. Nothing is sent here: the row tells what is to be done.
    """
    is_own = seller.locale is not None and seller.locale != shown_to(seller.language_code)
    wanted = f"{seller.locale} {_digest(str(seller.locale))}" if is_own and role is None else None
    if wanted == seller.wanted_menu:
        return False
    seller.wanted_menu = wanted
    return True


@functools.cache
def _digest(locale: str) -> str | None:
    """With a release that has other commands the chat shows those, too."""
    return _of_seller(0, locale).digest


def _of_seller(chat_id: int, locale: str) -> Menu:
    return Menu(chat_id, described(COMMANDS, texts(locale)))


class Menus:
    """Compares what each chat shows with what it should, so that no crash and no outage leaves it wrong for long."""

    def __init__(self, database: Database, bot: Bot) -> None:
        self._database = database
        self._bot = bot
        self._poked = asyncio.Event()
        self._refused: dict[int, float] = {}

    def poke(self) -> None:
        """The staff may have changed, or the language of a seller."""
        self._poked.set()

    async def run(self) -> None:
        while True:
            try:
                await self._show_all()
            except RetryAfter as error:
                seconds = seconds_to_wait(error)
                log.warning("menus_wait", seconds=seconds)
                await asyncio.sleep(seconds)
                continue
            except AWAY as error:
                log.warning("menus_not_shown", reason=brief(error))
            await until_set(self._poked, LOOK_SECONDS)
            self._poked.clear()

    async def _show_all(self) -> None:
        """One round. Raises RetryAfter where Telegram wants to hear of no chat for a while."""
        self._forget_refusals()
        after: int | None = 0
        while after is not None:
            for menu in await self._database.run(_out_of_step):
                await self._show(menu, functools.partial(queries.note_menu, person_id=menu.chat_id, menu=menu.digest))
            due, after = await self._database.run(functools.partial(_of_sellers, after=after))
            for menu, wanted in due:
                await self._show(menu, functools.partial(note_menu, seller_id=menu.chat_id, menu=wanted))

    def _forget_refusals(self) -> None:
        long_ago = time.monotonic() - REFUSED_SECONDS
        self._refused = {chat_id: at for chat_id, at in self._refused.items() if at > long_ago}

    async def _show(self, menu: Menu, note: Callable[[Session], None]) -> None:
        if menu.chat_id in self._refused:
            return
        scope = BotCommandScopeChat(menu.chat_id)
        try:
            if menu.commands:
                await self._bot.set_my_commands(menu.commands, scope)
            else:
                await self._bot.delete_my_commands(scope)
        except (InvalidToken, RetryAfter):
            raise
        except TelegramError as error:
            if isinstance(error, BadRequest | Forbidden):
                self._refused[menu.chat_id] = time.monotonic()
            log.warning("menu_not_shown", chat=menu.chat_id, reason=error.message)
            return
        await self._database.run(note)


def _of_sellers(session: Session, after: int) -> tuple[list[tuple[Menu, str | None]], int | None]:
    """Those after that chat, and the last that was looked at; None where there are no more.

    The staff's chats have lists of their own, which nothing of a seller's may replace.
    """
    due = due_menus(session, after, MOST_SELLERS)
    staff = {chat_id for chat_id, *_ in queries.menus(session)}
    found = ((_of_seller(id, wanted.partition(" ")[0]) if wanted else Menu(id), wanted) for id, wanted in due)
    return [(menu, wanted) for menu, wanted in found if menu.chat_id not in staff], due[-1][0] if due else None


def _out_of_step(session: Session) -> list[Menu]:
    return [menu for menu, shown in _wanted(session) if menu.digest != shown]


def _wanted(session: Session) -> Iterator[tuple[Menu, str | None]]:
    for chat_id, role, locale, shown in queries.menus(session):
        yield Menu(chat_id, described(COMMANDS_OF[role], texts(locale)) if role else ()), shown
