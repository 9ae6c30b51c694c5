"""Buttons that are pressed, and how the bot answers."""

import pytest

from seller_bot.demo.people import NothingSeen, Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def ask(bot: Bot, li: Person) -> int:
    keyboard = {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "yes", "style": "success"}, {"text": "No", "callback_data": "no"}],
            [{"text": "Copy", "copy_text": {"text": "copied"}}, {"text": "Ozon", "url": "https://ozon.ru"}],
        ]
    }
    return int((await bot("sendMessage", chat_id=li.id, text="well?", reply_markup=keyboard))["message_id"])


async def test_press_reaches_the_bot_and_its_answer_the_person(bot: Bot, li: Person) -> None:
    """The update carries the message with its keyboard; the answer is a toast or an alert."""
    message_id = await ask(bot, li)
    query_id = await li.presses("Yes")
    (update,) = await bot.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]["message_id"]) == (query_id, "yes", message_id)
    await bot("answerCallbackQuery", callback_query_id=query_id, text="noted", show_alert=True)
    assert await li.answered(query_id) == {"text": "noted", "show_alert": True, "url": ""}


async def test_keyboard_is_seen_as_it_was_sent(bot: Bot, li: Person) -> None:
    """Labels, data, addresses, copied texts and styles."""
    await ask(bot, li)
    first, second = (await li.sees()).buttons
    assert [(button.label, button.data, button.style) for button in first] == [
        ("Yes", "yes", "success"),
        ("No", "no", None),
    ]
    assert [(button.copy_text, button.url) for button in second] == [("copied", None), (None, "https://ozon.ru")]


async def test_query_is_answered_once_and_within_150_seconds(bot: Bot, server: BotApiServer, li: Person) -> None:
    """A second answer and a late one get the same refusal."""
    await ask(bot, li)
    query_id = await li.presses("no")
    await bot("answerCallbackQuery", callback_query_id=query_id)
    assert (await bot.refused("answerCallbackQuery", callback_query_id=query_id)).description == TOO_OLD
    late = await li.presses("no")
    server.advance(151)
    assert (await bot.refused("answerCallbackQuery", callback_query_id=late)).description == TOO_OLD


async def test_forged_press_carries_data_that_no_keyboard_holds(bot: Bot, li: Person) -> None:
    """A changed client can send anything for a message that it has."""
    message_id = await ask(bot, li)
    await li.presses_forged("admin:delete-everything", message_id)
    (update,) = await bot.updates()
    assert update["callback_query"]["data"] == "admin:delete-everything"


async def test_person_can_not_press_what_is_not_there(bot: Bot, li: Person) -> None:
    """The failure names the keyboards that are in sight."""
    await ask(bot, li)
    with pytest.raises(NothingSeen, match=r"no button 'Maybe'.*\['Yes', 'No', 'Copy', 'Ozon'\]"):
        await li.presses("Maybe")


async def test_old_keyboard_of_an_edited_message_is_gone(bot: Bot, li: Person) -> None:
    """Only what the message shows now can be pressed."""
    message_id = await ask(bot, li)
    await bot("editMessageReplyMarkup", chat_id=li.id, message_id=message_id)
    with pytest.raises(NothingSeen):
        await li.presses("yes")


async def test_change_of_a_keyboard_alone_is_nothing_new_to_see(bot: Bot, li: Person) -> None:
    """A bot that takes buttons away and then writes is seen to write once."""
    message_id = await ask(bot, li)
    await li.sees()
    await bot("editMessageReplyMarkup", chat_id=li.id, message_id=message_id)
    await bot("sendMessage", chat_id=li.id, text="next")
    assert (await li.sees()).text == "next"
    with pytest.raises(NothingSeen, match="did not come within"):
        await li.sees(timeout=0.01)
