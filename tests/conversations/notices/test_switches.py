"""Sellers say what the bot may write to them about of its own accord, and it keeps to that."""

from seller_bot.turns.models import DOUBLE_TAP
from tests.conversations.notices.conftest import got, off, sends
from tests.support.running import Bot
from tests.support.transcript import Chat


async def test_each_category_is_switched_off_and_on_by_itself(bot: Bot, chat: Chat) -> None:
    await chat.plays("""
        seller: /notices
        bot:    notices.switches [news_off | service_off]
        seller: [news_off]
        bot:    notices.news_off [notices]
        seller: [notices]
        bot:    notices.switches [news_on | service_off]
        seller: [service_off]
        bot:    notices.service_off [notices]
    """)
    assert off(bot, chat) == {"news", "service"}
    await chat.plays("""
        seller: /notices
        bot:    notices.switches [news_on | service_on]
        seller: [news_on]
        bot:    notices.news_on [notices]
        seller: /notices
        bot:    notices.switches [news_off | service_on]
        seller: [service_on]
        bot:    notices.service_on [notices]
    """)
    assert off(bot, chat) == set()


async def test_an_old_switch_does_what_it_says_however_often_it_is_pressed(bot: Bot, chat: Chat) -> None:
    await chat.acts("/notices")
    message = chat.person.messages[-1]
    for choice, expected in (("news_off", {"news"}), ("news_off", {"news"})):
        await chat.presses_forged(f"notices:both:{choice}:0", message.message_id)
        await chat.heard(f"bot: notices.{choice} [notices]")
        assert off(bot, chat) == expected
        bot.clock.advance(DOUBLE_TAP)
    for choice in ("news_on", "news_on"):
        await chat.presses_forged(f"notices:neither:{choice}:0", message.message_id)
        await chat.heard(f"bot: notices.{choice} [notices]")
        assert off(bot, chat) == set()
        bot.clock.advance(DOUBLE_TAP)


async def test_a_guide_goes_on_where_the_seller_stands(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: /notices
        bot:    notices.switches [news_off | service_off | resume]
        seller: [resume]
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)


async def test_whoever_wants_no_news_gets_none_but_what_always_comes(bot: Bot, chat: Chat) -> None:
    await chat.acts("/notices")
    await chat.acts("[news_off]")
    await chat.acts("/notices")
    await chat.acts("[service_off]")
    other = Chat(bot, "ru")
    await other.acts("/start")
    sends(bot, chat, other, category="news")
    sends(bot, chat, other, category="service")
    sends(bot, chat, other, category="service", is_for_all=True, texts={"en": {"text": "Always.", "entities": []}})
    assert (await got(chat)).text == "Always."
    assert [(await got(other)).text for _ in range(3)] == ["В воскресенье работы."] * 2 + ["Always."]
    assert await chat.sees() == []
