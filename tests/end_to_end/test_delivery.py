"""Replies reach their seller through limits, cuts and refusals; blocked sellers and repeated updates do no harm."""

from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import select

from seller_bot.sellers.models import Seller
from seller_bot.turns.models import ReceivedUpdate, Standing
from tests.support.databases import NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import Chat


@pytest_asyncio.fixture
async def bot(new_database: NewDatabase) -> AsyncIterator[Bot]:
    async with running(new_database("sqlite")) as bot:
        yield bot


@pytest_asyncio.fixture
async def chat(bot: Bot) -> Chat:
    chat = Chat(bot, "en")
    await chat.exchange("/start")
    return chat


async def test_a_chat_that_telegram_slows_down_waits_and_no_other_does(bot: Bot, chat: Chat) -> None:
    bot.server.faults.refuses(429, method="sendMessage", chat_id=chat.person.id, retry_after=2)
    await chat.person.says("/bind")
    other = Chat(bot, "ru")
    await other.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)
    assert chat.person.unseen == []
    assert (await chat.person.sees(timeout=10)).text.startswith("Step 1 of 7")


async def test_a_reply_that_the_network_cut_is_sent_again(bot: Bot, chat: Chat) -> None:
    bot.server.faults.cuts_before(method="sendMessage", times=2)
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)


async def test_a_reply_that_may_have_arrived_is_repeated_rather_than_lost(bot: Bot, chat: Chat) -> None:
    """Of two wrongs in a conversation of one person the smaller one."""
    bot.server.faults.cuts_after(method="sendMessage")
    exchange = await chat.exchange("/bind")
    assert len(exchange.messages) == 2
    assert exchange.messages[0].text == exchange.messages[1].text


async def test_an_answer_to_a_press_that_came_too_late_is_no_error(bot: Bot, chat: Chat) -> None:
    bot.server.faults.refuses(
        400,
        method="answerCallbackQuery",
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    await chat.exchange("/bind")
    await chat.person.presses("Administrator or Manager")
    assert (await chat.person.sees()).text.startswith("Step 2 of 7")


async def test_updates_that_come_twice_are_applied_once(bot: Bot, chat: Chat) -> None:
    bot.server.faults.duplicates_updates(times=3)
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        seller: Sunrise
        bot:    binding.open_contacts [opened | not_there | back]
    """)
    (standing,) = await bot.rows(select(Standing).where(Standing.seller_id == chat.person.id))
    assert standing.step == "open_contacts"


async def test_a_seller_who_blocks_the_bot_is_marked_and_one_who_returns_is_not(bot: Bot, chat: Chat) -> None:
    chat.person.blocks()
    await chat.noted()
    (seller,) = await bot.rows(select(Seller).where(Seller.id == chat.person.id))
    assert seller.has_blocked
    await chat.person.says("/menu")
    await chat.noted(updates=2)
    (seller,) = await bot.rows(select(Seller).where(Seller.id == chat.person.id))
    assert not seller.has_blocked


async def test_a_seller_whose_chat_refuses_messages_is_marked_as_having_blocked(bot: Bot, chat: Chat) -> None:
    bot.server.faults.refuses(403, method="sendMessage", description="Forbidden: bot was blocked by the user")
    await chat.exchange("/menu")
    (seller,) = await bot.rows(select(Seller).where(Seller.id == chat.person.id))
    assert seller.has_blocked


async def test_polling_goes_on_after_errors_of_the_server(bot: Bot, chat: Chat) -> None:
    bot.server.faults.refuses(502, method="getUpdates", times=2)
    await chat.exchange("/menu")
    bot.server.faults.refuses(409, method="getUpdates")
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)


async def test_a_turn_that_fails_is_apologised_for_once_and_the_seller_stays_where_he_was(bot: Bot, chat: Chat) -> None:
    """A position that no code of ours would write: the next command mends it."""
    await chat.exchange("/bind")
    with bot.database.unit_of_work() as session:
        session.get_one(Standing, chat.person.id).trail = ["binding", 7]
    await chat.plays("""
        seller: /back
        bot:    error.apology
        seller: /cancel
        bot:    repair.cancelled [binding | menu]
    """)
    assert await bot.rows(select(ReceivedUpdate).where(ReceivedUpdate.answered_at.is_(None))) == []
