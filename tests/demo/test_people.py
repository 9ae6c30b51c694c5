"""The people themselves: how tests act through them and look through their eyes."""

import asyncio

import pytest

from seller_bot.demo.people import NothingSeen, Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


async def test_person_sees_messages_in_order_and_each_once(bot: Bot, li: Person) -> None:
    """Without a wish the next one; with one the first that fits, and the others stay."""
    for text in ("one", "two", "three"):
        await bot("sendMessage", chat_id=li.id, text=text)
    assert (await li.sees("tw")).text == "two"
    assert (await li.sees()).text == "one"
    assert (await li.sees(lambda message: message.text.startswith("th"))).text == "three"


async def test_person_waits_for_what_is_still_to_come(bot: Bot, li: Person) -> None:
    """And says what did not come."""
    waiting = asyncio.create_task(li.sees("later"))
    await bot("sendMessage", chat_id=li.id, text="later")
    assert (await waiting).text == "later"
    with pytest.raises(NothingSeen, match=r"a message like 'never' did not come within 0\.01 s"):
        await li.sees("never", timeout=0.01)


async def test_several_people_have_chats_of_their_own(bot: Bot, server: BotApiServer, li: Person) -> None:
    """What the bot says to one, no other sees."""
    anna = server.person("Anna", "ru")
    await anna.says("/start")
    await bot("sendMessage", chat_id=anna.id, text="для Анны")
    assert (await anna.sees()).text == "для Анны"
    assert li.unseen == []


async def test_commands_and_links_in_a_persons_text_are_marked(bot: Bot, li: Person) -> None:
    """As Telegram marks them before the bot gets the text."""
    await li.says("  /bind ozon.ru +7 900 123-45-67 ")
    (update,) = await bot.updates()
    assert update["message"]["text"] == "/bind ozon.ru +7 900 123-45-67"
    assert [entity["type"] for entity in update["message"]["entities"]] == ["bot_command", "url", "phone_number"]


async def test_person_quotes_a_part_of_a_message(bot: Bot, li: Person) -> None:
    """The place of the quotation counts UTF-16 units."""
    sent = await bot("sendMessage", chat_id=li.id, text="😀 Settings, then Account")
    await li.says("where?", sent["message_id"], quote="Account")
    (update,) = await bot.updates()
    assert update["message"]["quote"] == {"text": "Account", "position": 18, "is_manual": True}


async def test_button_of_a_deleted_message_reaches_the_bot_without_the_message(bot: Bot, li: Person) -> None:
    """All that is left of it is its number and a date of zero."""
    sent = await bot("sendMessage", chat_id=li.id, text="soon gone")
    await bot("deleteMessage", chat_id=li.id, message_id=sent["message_id"])
    await li.presses_forged("stale", sent["message_id"])
    (update,) = await bot.updates()
    message = update["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (sent["message_id"], 0)


async def test_language_of_the_client_can_change(bot: Bot, li: Person) -> None:
    """The next message carries the new one."""
    li.speaks("ru")
    await li.says("привет")
    (update,) = await bot.updates()
    assert update["message"]["from"]["language_code"] == "ru"


async def test_forwarded_message_says_where_it_came_from(bot: Bot, li: Person) -> None:
    """With its sender and its own date."""
    await bot("sendMessage", chat_id=li.id, text="forward me")
    await li.forwards(await li.sees())
    (update,) = await bot.updates()
    assert update["message"]["text"] == "forward me"
    assert update["message"]["forward_origin"]["sender_user"]["is_bot"] is True
