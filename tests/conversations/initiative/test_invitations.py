"""Whoever falls silent in the middle of a guide is offered to go on: once, after a day, at a decent hour."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from seller_bot.deliveries.models import Delivery, State
from seller_bot.turns.models import Standing
from tests.support.running import Bot
from tests.support.transcript import Chat

AT_THE_TERMS = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
"""
INVITED = """
    seller: (a day later)
    bot:    go_on.ask [resume | not_now]
"""


async def test_a_day_later_the_seller_is_offered_to_go_on(chat: Chat) -> None:
    await chat.plays(AT_THE_TERMS + INVITED)
    assert "step 2 of 7" in chat.person.messages[-1].text
    await chat.plays("""
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
    """)


async def test_not_now_keeps_the_place(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + INVITED
        + """
        seller: [not_now]
        bot:    go_on.kept [menu | resume]
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
        """
    )


async def test_in_one_guide_it_is_offered_once(chat: Chat, other: Chat) -> None:
    """Neither a second day of silence nor another step of the same guide brings another offer; another guide does."""
    await chat.plays(
        AT_THE_TERMS
        + INVITED
        + """
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        """
    )
    await other.plays(AT_THE_TERMS + INVITED)
    assert chat.person.unseen == []
    await chat.plays(
        """
        seller: /unbind
        bot:    repair.leave_or_stay [resume | anew]
        seller: [anew]
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        """
        + INVITED
    )


async def test_who_has_ended_or_is_nowhere_or_was_active_or_has_blocked_is_left_alone(bot: Bot, chat: Chat) -> None:
    nowhere, active, blocked = Chat(bot, "en"), Chat(bot, "en"), Chat(bot, "en")
    await nowhere.plays(
        AT_THE_TERMS
        + """
        seller: /cancel
        bot:    repair.cancelled [binding | menu]
        """
    )
    await active.plays(AT_THE_TERMS)
    await blocked.plays(AT_THE_TERMS)
    blocked.person.blocks()
    await blocked.noted()
    await chat.plays(AT_THE_TERMS)
    bot.clock.advance(timedelta(hours=2))
    await active.exchange("/menu")
    bot.clock.advance(timedelta(hours=-2))
    await chat.plays(INVITED)
    assert [row.chat_id for row in await bot.rows(select(Delivery))] == [chat.person.id]
    assert nowhere.person.unseen == active.person.unseen == []


async def test_nobody_is_woken_at_night(chat: Chat, other: Chat, bot: Bot) -> None:
    """At 21:00 in Shanghai it is 16:00 in Moscow."""
    bot.clock.advance(timedelta(hours=4))
    await chat.plays(AT_THE_TERMS)
    await other.plays(AT_THE_TERMS + INVITED)
    assert chat.person.unseen == []
    bot.clock.advance(timedelta(hours=12))
    assert "step 2 of 7" in (await chat.person.sees(timeout=20)).text


async def test_an_offer_that_has_not_gone_out_is_withdrawn_when_the_seller_goes_on_by_himself(
    chat: Chat, bot: Bot
) -> None:
    await chat.plays(AT_THE_TERMS)
    bot.server.faults.refuses(500, method="sendMessage", chat_id=chat.person.id)
    bot.clock.advance(timedelta(days=1))
    await until_refused(bot)
    await chat.plays("""
        seller: [agreed]
        bot:    binding.ask_partner [back]
    """)
    (row,) = await bot.rows(select(Delivery))
    assert row.state == State.CANCELLED


async def test_who_has_been_away_for_a_week_is_not_reminded_of_it(chat: Chat, other: Chat, bot: Bot) -> None:
    await chat.plays(AT_THE_TERMS)
    bot.clock.advance(timedelta(hours=1))
    with bot.database.unit_of_work() as session:
        session.get_one(Standing, chat.person.id).moved_at -= timedelta(days=7)
    await other.plays(AT_THE_TERMS + INVITED)
    assert chat.person.unseen == []
    assert len(await bot.rows(select(Delivery))) == 1


async def until_refused(bot: Bot) -> None:
    """Wait until Telegram has refused a delivery, and that is written down."""
    refused = select(Delivery).where(Delivery.error.is_not(None), Delivery.state == State.DUE)
    async with asyncio.timeout(20):
        while not await bot.rows(refused):
            await asyncio.sleep(0.02)
