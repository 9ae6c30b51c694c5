"""The language follows Telegram's, else it is asked for; it changes only when the seller says so."""

import pytest

from tests.support.running import Bot
from tests.support.transcript import Chat


@pytest.mark.parametrize(
    ("client", "locale"),
    [
        ("en-US", "en"),
        ("ru", "ru"),
        ("zh-hans", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("zh-hant", "zh_Hant"),
        ("zh-TW", "zh_Hant"),
    ],
)
async def test_seller_is_greeted_in_the_language_of_the_client(bot: Bot, client: str, locale: str) -> None:
    await Chat(bot, locale, client).plays("""
        seller: /start
        bot:    onboarding.welcome [want | trouble | contact | language | help]
    """)


async def test_seller_with_another_language_is_asked_once(bot: Bot) -> None:
    chat = Chat(bot, "en", client="tr")
    await chat.plays("""
        seller: /start
        bot:    onboarding.choose_language [zh_Hans | zh_Hant | ru | en]
    """)
    chat.locale = "ru"
    await chat.plays("""
        seller: [ru]
        bot:    onboarding.welcome [want | trouble | contact | language | help]
        seller: /start
        bot:    onboarding.welcome [want | trouble | contact | language | help]
    """)


async def test_language_changed_in_the_middle_shows_the_step_in_the_new_one(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: /language
        bot:    language.choose [zh_Hans | zh_Hant | ru | en | resume]
    """)
    chat.locale = "zh_Hant"
    await chat.plays("""
        seller: [zh_Hant]
        bot:    language.chosen
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)


async def test_organisation_and_that_it_is_not_ozon_are_said_first(chat: Chat) -> None:
    welcome = chat.person.messages[-1].text
    assert "Harbour & Co" in welcome
    assert "not an official Ozon service" in welcome
