"""Replies reach their seller through limits, cuts and refusals; blocked sellers and repeated updates do no harm."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from seller_bot.sellers.models import Seller
from seller_bot.turns.models import FailedUpdate, ReceivedUpdate, Standing
from tests.support.databases import NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import Chat, recognise


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
    """A position that no code of ours would write: the next command mends it. The update is kept aside."""
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
    (kept,) = await bot.rows(select(FailedUpdate))
    assert re.fullmatch(r"\w+Error at \w+\.py:\d+", kept.error)
    assert json.loads(kept.content)["message"]["text"] == "/back"


async def test_an_update_that_always_fails_spoils_no_other_that_came_with_it(bot: Bot, chat: Chat) -> None:
    await chat.exchange("/bind")
    with bot.database.unit_of_work() as session:
        session.get_one(Standing, chat.person.id).trail = ["binding", 7]
    others = [Chat(bot, "en") for _ in range(5)]
    bot.server.faults.slows(0.3, method="getUpdates")
    for other in others[:3]:
        await other.person.says("/bind")
    await chat.person.says("/back my password is hunter2hunter2")
    for other in others[3:]:
        await other.person.says("/bind")
    for other in others:
        assert (await other.person.sees()).text.startswith("Step 1 of 7")
    assert recognise((await chat.person.sees()).text, "en") == "error.apology"
    (kept,) = await bot.rows(select(FailedUpdate))
    assert "hunter2" not in kept.content


@pytest.mark.parametrize("text", ["a\0b \ud800 c", "\0", "\udfff\ud800"])
async def test_letters_that_no_database_takes_are_left_out(bot: Bot, chat: Chat, text: str) -> None:
    """No client can type them, and Telegram would not pass them on; a queue of updates must outlive them anyway."""
    sent = message(chat, text)
    sent["from"]["first_name"] = f"Li{text}"
    bot.server.world.updates.put("message", sent)
    await chat.noted()
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)
    assert await bot.rows(select(FailedUpdate)) == []


async def test_an_update_that_cannot_be_read_is_kept_aside(bot: Bot, chat: Chat) -> None:
    number = bot.server.world.updates.put("message", {**message(chat, "my code is 123456"), "date": "yesterday"})
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)
    (kept,) = await bot.rows(select(FailedUpdate))
    assert (kept.id, kept.error) == (number, "TypeError")
    assert "123456" not in kept.content


async def test_three_hundred_messages_of_one_chat_keep_no_other_waiting(bot: Bot, chat: Chat) -> None:
    """They are more than Telegram hands over at once; somebody else's comes behind them."""
    other = Chat(bot, "en")
    bot.server.faults.slows(0.2, method="getUpdates")
    for _ in range(300):
        await chat.person.says("/menu")
    await other.person.says("/menu")
    await other.person.sees(timeout=20)
    assert len(chat.person.unseen) < 300
    await chat.noted(updates=300)


def message(chat: Chat, text: str) -> dict[str, Any]:
    person = chat.person
    private = {"id": person.id, "type": "private", "first_name": person.user.first_name}
    return {"message_id": 10_000, "date": 1, "chat": private, "from": person.user.json(), "text": text}
