"""Sellers whose bot sends notices."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from seller_bot.demo.views import Message
from seller_bot.notices import queries
from seller_bot.notices.models import Receipt
from tests.support.notices import notice, sent
from tests.support.running import Bot
from tests.support.transcript import Chat

LINK = {
    "url": "https://seller.ozon.ru/app",
    "text": {"en": "Open", "ru": "Открыть", "zh_Hans": "打开", "zh_Hant": "打開"},
}


def sends(bot: Bot, *readers: Chat, **more: Any) -> int:
    """A notice to these and nobody else; its number."""
    audience = {"ids": [one.person.id for one in readers]}
    with bot.database.unit_of_work() as session:
        return sent(session, notice(bot.clock(), audience=audience, **more), bot.clock())


def receipts(bot: Bot, number: int) -> Sequence[int]:
    with bot.database.unit_of_work() as session:
        return session.scalars(select(Receipt.seller_id).where(Receipt.notice_id == number)).all()


def off(bot: Bot, chat: Chat) -> set[str]:
    with bot.database.unit_of_work() as session:
        return {*queries.opted_out(session, chat.person.id)}


async def got(chat: Chat) -> Message:
    """Wait for the notice."""
    return await chat.person.sees(timeout=20)
