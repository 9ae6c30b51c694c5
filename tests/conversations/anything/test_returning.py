"""Who blocks the bot and comes back finds the menu, the step at which he stood, and hears that nothing was lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from seller_bot.deliveries.models import Delivery, State
from seller_bot.telegram.returning import AT_ONCE
from seller_bot.texts import Texts
from tests.conversations.anything.conftest import AT_THE_NAME
from tests.support.running import Bot
from tests.support.transcript import Chat


async def comes_back(chat: Chat) -> list[str]:
    chat.person.blocks()
    await chat.noted()
    chat.person.unblocks()
    await chat._answered()
    return chat.described(await chat.sees())


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
async def test_the_step_can_be_resumed(bot: Bot, locale: str) -> None:
    chat = Chat(bot, locale)
    await chat.plays(AT_THE_NAME)
    assert await comes_back(chat) == [
        "bot: menu.home [want | trouble | status | contact | notices | language | help | resume]"
    ]
    greeting = Texts(locale).plain("repair.welcome_back", {"text": ""}).strip()
    assert chat.person.messages[-1].text.startswith(greeting)
    await chat.plays("""
        seller: [resume]
        bot:    binding.ask_partner [back]
    """)


async def test_the_start_that_telegram_sends_with_it_is_not_answered_again(chat: Chat) -> None:
    await comes_back(chat)
    assert await chat.acts("/start") == []
    assert await chat.acts("/start") == ["bot: onboarding.welcome [want | trouble | contact | language | help]"]


async def test_a_later_start_is_answered(chat: Chat) -> None:
    """Whoever types it himself wants an answer, be it only some seconds later."""
    await comes_back(chat)
    chat.bot.server.world.clock.advance(AT_ONCE.total_seconds() + 2)
    assert await chat.acts("/start") == ["bot: onboarding.welcome [want | trouble | contact | language | help]"]


async def test_the_start_that_telegram_sends_is_known_however_late_it_arrives(chat: Chat) -> None:
    await comes_back(chat)
    chat.bot.clock.advance(timedelta(minutes=5))
    assert await chat.acts("/start") == []


async def test_who_was_not_away_is_not_welcomed_back(chat: Chat) -> None:
    chat.person.blocks()
    await chat.noted()
    chat.person.unblocks()
    await chat.noted()
    chat.person.unblocks()
    assert await chat.acts("/help") == ["bot: help.about [menu]"]


async def test_what_was_refused_meanwhile_stays_refused(chat: Chat) -> None:
    now = chat.bot.clock()
    with chat.bot.database.unit_of_work() as session:
        session.add(
            Delivery(
                chat_id=chat.person.id,
                kind="go_on",
                content={"key": "go_on.kept"},
                planned_at=now,
                due_at=now,
                state=State.BLOCKED,
            )
        )
    await comes_back(chat)
    (state,) = await chat.bot.rows(select(Delivery.state).where(Delivery.chat_id == chat.person.id))
    assert state == State.BLOCKED
