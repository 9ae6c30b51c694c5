"""Sellers with a case, and a manager who works on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from seller_bot.deliveries.hours import zone_of
from seller_bot.escalations import cases
from seller_bot.escalations.cases import Words
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case, Entry
from seller_bot.escalations.seal import Seal
from seller_bot.staff.events import Actor
from seller_bot.staff.models import Role, StaffMember
from seller_bot.storage.base import insert_unless_there
from seller_bot.texts import Texts
from tests.support.running import Bot
from tests.support.transcript import Chat

TO_THE_SUMMARY = """
    seller: /ozonid
    bot:    ozon_id.ask_topic [what | link | stores | number | unlink | wrong]
    seller: [wrong]
    bot:    ozon_id.wrong [wrong_ozon_id | menu]
    seller: [wrong_ozon_id]
    bot:    case.ask.store
    seller: 1234567
    bot:    case.ask.wrong_id [back]
    seller: +7 916 123-45-67
    bot:    case.ask.right_id [back]
    seller: +7 916 765-43-21
    bot:    case.ask.since [back]
    seller: since Monday
    bot:    case.ask.story [back]
    seller: My colleague signed in on my phone.
    bot:    case.ask.files [none | back]
    seller: [none]
    bot:    case.summary [send | correct | back]
"""


@dataclass(frozen=True)
class Manager:
    """Does at the desk what a manager would, straight in the bot's database."""

    bot: Bot
    id: int = 700

    @property
    def desk(self) -> Desk:
        settings = self.bot.settings
        return Desk(hours=settings.business_hours, seal=Seal(settings.telegram_bot_token.get_secret_value()))

    def does(self, verb: Callable[..., object], case: Case, *more: Any) -> None:
        with self.bot.database.unit_of_work() as session:
            member = {"id": self.id, "role": Role.MANAGER, "joined_at": self.bot.clock()}
            insert_unless_there(session, StaffMember, member)
            verb(session, case.id, Actor(Role.MANAGER, self.id), *more, self.desk, self.bot.clock())

    def takes(self, case: Case) -> None:
        self.does(cases.take, case)

    def asks(self, case: Case, text: str) -> None:
        self.does(cases.ask, case, Words(text=text))

    def writes(self, case: Case, text: str) -> None:
        self.does(cases.say, case, Words(text=text))

    def rejects(self, case: Case, reason: str) -> None:
        self.does(cases.reject, case, reason)

    def approves(self, case: Case) -> None:
        self.does(cases.approve, case)


@pytest.fixture
def manager(bot: Bot) -> Manager:
    return Manager(bot)


async def case_of(chat: Chat) -> Case:
    """The seller's newest case as it stands now."""
    own = select(Case).where(Case.seller_id == chat.person.id).order_by(Case.id.desc())
    return (await chat.bot.rows(own))[0]


async def entries(chat: Chat) -> list[tuple[str, str | None]]:
    """What was said in the seller's newest case: the words, and the kind of the file."""
    case = await case_of(chat)
    said = await chat.bot.rows(select(Entry).where(Entry.case_id == case.id).order_by(Entry.id))
    return [(entry.text, entry.file_kind) for entry in said]


async def sends(chat: Chat) -> Case:
    """The case about a wrong Ozon ID, sent."""
    await chat.plays(TO_THE_SUMMARY)
    await chat.plays("""
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    return await case_of(chat)


async def hears(chat: Chat, *keys: str) -> None:
    """What the bot says on its own initiative."""
    for key in keys:
        message = await chat.person.sees(timeout=20)
        assert chat.described([message]) == [f"bot: {key}"]


def moment(bot: Bot) -> datetime:
    return bot.clock()


def in_beijing(moment: datetime) -> str:
    """As an English reader sees it."""
    return Texts("en").value(moment.astimezone(zone_of("en")))


async def reads(chat: Chat, words: str) -> None:
    """What a manager wrote, as it comes to the seller."""
    assert words in (await chat.person.sees(timeout=20)).text
