"""A partner who does not confirm."""

from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import select

from seller_bot.deliveries.models import Delivery, State
from seller_bot.partners.models import Binding
from tests.support.running import Bot, running
from tests.support.transcript import Chat

WAITING = """
    seller: [waiting]
    bot:    waiting.ask_partner
    seller: Sunrise
    bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
    seller: [not_yet]
    bot:    waiting.ask_since [recent | long | not_pressed | back]
"""


@pytest_asyncio.fixture
async def bot(database_url: str) -> AsyncIterator[Bot]:
    """One for each of these tests: they move its clock, and it writes at decent hours only."""
    async with running(database_url) as bot:
        yield bot


async def test_the_bot_comes_back_tomorrow_and_records_what_has_come(chat: Chat, bot: Bot) -> None:
    await chat.exchange("the partner did not confirm yet")
    await chat.plays(
        WAITING
        + """
        seller: [recent]
        bot:    waiting.letter
        bot:    binding.waiting [appeared | remind | wait | back]
        seller: [remind]
        bot:    binding.reminded [menu]
        seller: (a day later)
        bot:    confirmation.ask [appeared | not_yet]
        seller: [appeared]
        bot:    binding.done [menu]
        """
    )
    (binding,) = await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id))
    assert (binding.partner, binding.is_bound) == ("Sunrise", True)


async def test_a_confirmation_seen_at_last_takes_back_the_reminder(chat: Chat, bot: Bot) -> None:
    await chat.exchange("the partner did not confirm yet")
    await chat.plays(
        WAITING
        + """
        seller: [long]
        bot:    waiting.letter
        bot:    waiting.long [says_done | silent | remind | back]
        seller: [remind]
        bot:    binding.reminded [menu]
        """
    )
    await chat.exchange("the partner did not confirm yet")
    await chat.plays("""
        seller: [waiting]
        bot:    waiting.ask_partner
        seller: Sunrise
        bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
        seller: [appeared]
        bot:    binding.done [menu]
    """)
    (reminder,) = await bot.rows(select(Delivery).where(Delivery.chat_id == chat.person.id))
    assert reminder.state == State.CANCELLED


async def test_a_partner_who_is_silent_ends_with_a_person(chat: Chat) -> None:
    await chat.exchange("the partner did not confirm yet")
    await chat.plays(
        WAITING
        + """
        seller: [long]
        bot:    waiting.letter
        bot:    waiting.long [says_done | silent | remind | back]
        seller: [silent]
        bot:    waiting.support [contact | choose_partner | menu]
        """
    )
