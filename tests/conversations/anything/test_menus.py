"""The list of commands in a seller's chat is in the language that the bot speaks there."""

import asyncio
from typing import Any

import pytest

from seller_bot.texts import Texts, locale_of
from tests.support.running import Bot
from tests.support.transcript import Chat


async def shows(chat: Chat, locale: str) -> None:
    """Wait until the chat shows its commands in that locale."""
    wanted = Texts(locale).plain("command.menu")
    async with asyncio.timeout(15):
        while _described(chat) != wanted:
            await asyncio.sleep(0.02)


def _described(chat: Chat) -> Any:
    profile = chat.bot.server.world.profile
    shown = profile.shown_commands(chat.person.id, chat.person.user.language_code)
    return next((command["description"] for command in shown if command["command"] == "menu"), None)


def set_for(chat: Chat) -> int:
    """How often the commands of this very chat were set or taken away."""
    calls = [call for call in chat.bot.server.calls if call.method in ("setMyCommands", "deleteMyCommands")]
    return sum(str(chat.person.id) in str(call.params.get("scope")) for call in calls)


async def test_it_follows_the_language_and_comes_back_with_it(chat: Chat) -> None:
    await shows(chat, "en")
    await chat.exchange("/language")
    await chat.exchange("[zh_Hant]")
    await shows(chat, "zh_Hant")
    await chat.exchange("/language")
    await chat.exchange("[en]")
    await shows(chat, "en")
    assert set_for(chat) == 2


@pytest.mark.parametrize(("client", "locale"), [("zh-hant", "zh_Hant"), ("zh-TW", "zh_Hant"), ("zh-MO", "zh_Hant")])
async def test_traditional_characters_come_at_first_contact(bot: Bot, client: str, locale: str) -> None:
    """Telegram itself distinguishes no more than Chinese."""
    chat = Chat(bot, locale, client)
    await chat.exchange("/start")
    await shows(chat, locale)


async def test_whose_client_speaks_the_same_has_no_list_of_his_own(chat: Chat, bot: Bot) -> None:
    other = Chat(bot, "ru")
    await other.exchange("/start")
    await other.exchange("/language")
    await other.exchange("[en]")
    await shows(other, "en")
    assert set_for(chat) == 0


async def test_a_list_that_could_not_be_set_is_set_later(chat: Chat) -> None:
    """What is to be shown stands in the seller's row: no crash and no outage loses it."""
    await chat.exchange("/language")
    chat.person.blocks()
    await chat.noted()
    chat.person.unblocks()
    await chat.noted()
    await chat.exchange("/language")
    await chat.exchange("[ru]")
    await shows(chat, "ru")


async def test_traditional_characters_are_answered_in_such(chat: Chat) -> None:
    """A question plainly in another language is answered in it; the bot asks before it keeps to it."""
    chat.locale = "zh_Hant"
    heard = await chat.acts("收不到驗證碼怎麼辦")
    assert heard[0].startswith("bot: answer.code_not_received")
    assert heard[-1] == "bot: language.offer [zh_Hant]"
    chat.locale = "en"
    assert await chat.acts("/help") == ["bot: help.about [menu | resume]"]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("zh-Hant-HK", "zh_Hant"), ("zh_TW", "zh_Hant"), ("zh-Hans-HK", "zh_Hans"), ("zh-hans", "zh_Hans")],
)
def test_the_script_of_a_tag_says_more_than_its_region(tag: str, locale: str) -> None:
    assert locale_of(tag) == locale
