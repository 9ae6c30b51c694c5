"""The people: the list, adding one, starting, blocking, deep links, and the states in which nothing can be said."""

import asyncio
from pathlib import Path

from playwright.async_api import expect

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .conftest import OpenPage
from .played_bot import PlayedBot, button
from .visitor import Visitor


async def test_who_has_not_started_sees_what_the_bot_can_do(
    bot: PlayedBot, server: BotApiServer, open_page: OpenPage
) -> None:
    """Before Start: the bot's description in the client's language and a button, no field to write in."""
    await bot.calls("setMyDescription", description="I help sellers.")
    await bot.calls("setMyDescription", description="我帮助卖家。", language_code="zh")
    visitor = await open_page(server.person("李伟", "zh-hans"))
    await expect(visitor.sees("intro")).to_contain_text("这个机器人能做什么？")
    await expect(visitor.sees("intro")).to_contain_text("我帮助卖家。")
    await expect(visitor.sees("composer")).to_have_count(0)
    await expect(visitor.sees("start")).to_have_text("开始")
    await visitor.sees("start").click()
    await expect(visitor.sees("message-text")).to_have_text(["/start"])
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "输入消息")


async def test_the_chat_is_marked_with_the_language_of_its_person(server: BotApiServer, open_page: OpenPage) -> None:
    """The same Han character has other strokes in other languages: `lang` chooses the right face."""
    visitor = await open_page(server.person("陳怡君", "zh-hant"))
    assert await visitor.sees("chat").get_attribute("lang") == "zh-Hant"
    await expect(visitor.sees("start")).to_have_text("開始")


async def test_a_person_is_added_by_name_and_language(server: BotApiServer, open_page: OpenPage) -> None:
    """An empty demo asks for somebody; the new person's chat is open at once."""
    visitor = await open_page()
    await expect(visitor.sees("chat")).to_contain_text("Nobody is here yet")
    await visitor.sees("add-person-open").click()
    form = visitor.sees("add-person")
    await form.get_by_test_id("person-language").select_option("zh-hans")
    await expect(form.get_by_test_id("person-name")).to_have_value("李伟")
    await form.get_by_test_id("person-name").fill("赵磊")
    await form.get_by_test_id("person-add").click()
    await expect(form).to_have_count(0)
    [added] = server.world.people.values()
    assert (added.first_name, added.language_code) == ("赵磊", "zh-hans")
    await expect(visitor.person(added.id)).to_have_attribute("aria-current", "true")
    await expect(visitor.sees("start")).to_have_text("开始")


async def test_any_other_language_is_given_by_its_code(server: BotApiServer, open_page: OpenPage) -> None:
    """Sellers' clients speak more languages than the bot: a code that is none is refused by the form."""
    visitor = await open_page()
    await visitor.sees("add-person-open").click()
    await visitor.sees("person-language").select_option("other")
    await visitor.sees("person-language-code").fill("not a code")
    await visitor.sees("person-add").click()
    assert server.world.people == {}
    await visitor.sees("person-language-code").fill("kk")
    await visitor.sees("person-add").click()
    await expect(visitor.sees("start")).to_have_text("START")
    assert [person.language_code for person in server.world.people.values()] == ["kk"]


async def test_chats_of_several_people_are_apart(
    bot: PlayedBot, server: BotApiServer, emma: Person, visitor: Visitor
) -> None:
    """What the bot says to another person is counted in the list and shown there only."""
    anna = server.person("Анна", "ru")
    await anna.says("/start")
    await bot.says(anna.id, "Здравствуйте.")
    await expect(visitor.person(anna.id)).to_contain_text("Здравствуйте.")
    await expect(visitor.person(anna.id).get_by_test_id("unread")).to_have_text("1")
    await expect(visitor.messages).to_have_count(1)
    await visitor.person(anna.id).click()
    await expect(visitor.sees("message-text")).to_have_text(["/start", "Здравствуйте."])
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "Сообщение")
    await expect(visitor.person(anna.id).get_by_test_id("unread")).to_have_count(0)
    await visitor.page.go_back()
    await expect(visitor.sees("message-text")).to_have_text(["/start"])


async def test_a_chat_that_can_not_be_read_takes_no_other_with_it(
    server: BotApiServer, emma: Person, open_page: OpenPage
) -> None:
    """The server refuses to say what is in Anna's chat; Emma's is there, and goes on."""
    anna = server.person("Anna", "en")
    visitor = await open_page(emma)
    await visitor.page.route(f"**/people/{anna.id}/messages", lambda route: route.fulfill(status=400, body="{}"))
    await visitor.page.reload()
    await expect(visitor.sees("message-text")).to_have_text(["/start"])
    await visitor.says("still here")
    await expect(visitor.sees("message-text")).to_have_text(["/start", "still here"])
    await expect(visitor.sees("people-list")).to_contain_text("Anna")


async def test_what_was_begun_for_one_person_is_not_sent_by_another(
    server: BotApiServer, emma: Person, visitor: Visitor
) -> None:
    """Each person has a draft of their own."""
    anna = server.person("Анна", "ru")
    await anna.says("/start")
    await visitor.sees("composer").fill("from Emma")
    await visitor.person(anna.id).click()
    await expect(visitor.sees("composer")).to_have_value("")
    await visitor.person(emma.id).click()
    await expect(visitor.sees("composer")).to_have_value("from Emma")


async def test_blocking_the_bot_leaves_only_the_way_back(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A blocked bot can't write; the big button lifts the block and starts again."""
    await visitor.does_in_chat("block")
    await expect(visitor.sees("restart")).to_have_text("RESTART BOT")
    await expect(visitor.sees("composer")).to_have_count(0)
    refused = await bot.answer("sendMessage", chat_id=emma.id, text="Hello")
    assert refused["error_code"] == 403
    await visitor.sees("restart").click()
    await expect(visitor.sees("composer")).to_be_visible()
    await expect(visitor.sees("message-text")).to_have_text(["/start", "/start"])


async def test_a_start_link_can_be_opened_by_its_parameter(emma: Person, visitor: Visitor) -> None:
    """Any start parameter can be tried; what Telegram would not take, the form does not."""
    await visitor.does_in_chat("menu-start-link")
    await visitor.sees("start-parameter").fill("not allowed!")
    await visitor.sees("dialog-open").click()
    await expect(visitor.sees("start-link")).to_be_visible()
    await visitor.sees("start-parameter").fill("from_article-2")
    await visitor.sees("dialog-open").click()
    await visitor.sees("start").click()
    await expect(visitor.sees("message-text").last).to_have_text("/start from_article-2")


async def test_a_bot_that_does_not_run_is_told_of(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Without polls the page says so; what is written waits, and is there when the bot comes back."""
    await expect(visitor.sees("banner")).to_have_text("The bot is not running. What you write waits until it is back.")
    await visitor.says("Anybody there?")
    await expect(visitor.messages).to_have_count(2)
    updates = await bot.polls()
    assert updates[-1]["message"]["text"] == "Anybody there?"
    await expect(visitor.sees("banner")).to_be_hidden()
    await expect(visitor.sees("running")).to_have_text("The bot is running")


async def test_start_that_is_pressed_twice_is_said_once(server: BotApiServer, open_page: OpenPage) -> None:
    """An impatient double click."""
    visitor = await open_page(server.person("Emma", "en"))
    await visitor.sees("start").dblclick()
    await expect(visitor.sees("composer")).to_be_visible()
    await visitor.says("hello")
    await expect(visitor.sees("message-text")).to_have_text(["/start", "hello"])


HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


async def test_a_page_that_nobody_sees_holds_no_connection(
    bot: PlayedBot, server: BotApiServer, emma: Person, visitor: Visitor
) -> None:
    """A browser has six for a server: six tabs in the background would leave none for the seventh."""
    readers = server.world.events.readers
    await visitor.page.evaluate(HIDE, "hidden")
    async with asyncio.timeout(5):
        while readers:
            await asyncio.sleep(0.02)
    await bot.says(emma.id, "while you were away")
    await visitor.page.evaluate(HIDE, "visible")
    await expect(visitor.sees("message-text")).to_have_text(["/start", "while you were away"])
    await bot.says(emma.id, "and now")
    await expect(visitor.sees("message-text").last).to_have_text("and now")
    assert len(readers) == 1


async def test_the_page_catches_up_with_a_server_that_was_away(open_page: OpenPage) -> None:
    """A server that stops and starts again, with other messages, is found again without a reload."""
    async with BotApiServer() as first:
        emma = first.person("Emma", "en")
        await emma.says("before")
        visitor = await open_page(locale="en-US")
        visitor.url = first.url
        await visitor.opens(emma.id)
        await expect(visitor.sees("message-text")).to_have_text(["before"])
        port = first.port
    await expect(visitor.sees("banner")).to_have_text("No connection to the demo. Trying again…")
    async with BotApiServer(port=port) as second:
        again = second.person("Emma", "en", emma.id)
        await again.says("after")
        await expect(visitor.sees("message-text")).to_have_text(["after"])
        await again.says("and live")
        await expect(visitor.sees("message-text")).to_have_text(["after", "and live"])
        await visitor.page.close()


async def test_a_chat_goes_on_after_a_restart_of_the_demo(open_page: OpenPage, tmp_path: Path) -> None:
    """A page that stayed open finds the same people, messages and groups, and may write on at once."""
    state = tmp_path / "demo.sqlite3"
    async with BotApiServer(state=state) as first:
        emma = first.person("Emma", "en")
        await emma.says("before")
        first.group("Managers", [emma], bot="administrator")
        visitor = await open_page(locale="en-US")
        visitor.url = first.url
        await visitor.opens(emma.id)
        await visitor.sees("composer").fill("half a")
        port = first.port
    await expect(visitor.sees("banner")).to_have_attribute("data-trouble", "offline")
    async with BotApiServer(port=port, state=state):
        await expect(visitor.sees("banner")).not_to_have_attribute("data-trouble", "offline")
        await expect(visitor.sees("message-text")).to_have_text(["before"])
        await expect(visitor.sees("people-list")).to_contain_text("Managers")
        await expect(visitor.sees("composer")).to_have_value("half a")
        await visitor.sees("composer").press("Enter")
        await expect(visitor.sees("message-text")).to_have_text(["before", "half a"])
        await visitor.page.close()


async def test_the_profile_of_the_bot_is_in_the_person_s_language(
    bot: PlayedBot, server: BotApiServer, open_page: OpenPage
) -> None:
    """The head of the chat opens what the bot says about itself."""
    await bot.calls("setMyShortDescription", short_description="Helps sellers")
    await bot.calls("setMyShortDescription", short_description="Помогает продавцам", language_code="ru")
    visitor = await open_page(server.person("Анна", "ru"))
    await visitor.sees("about-bot").click()
    await expect(visitor.sees("profile")).to_contain_text("Помогает продавцам")
    await expect(visitor.sees("profile")).to_contain_text(f"@{server.world.bot.username}")


async def test_buttons_of_old_messages_are_still_there_after_a_block(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """The history stays; a press is the bot's to answer."""
    await bot.says(emma.id, "Ready?", [button("I am", "ready")])
    await visitor.does_in_chat("block")
    await expect(visitor.sees("restart")).to_be_visible()
    await expect(visitor.button("I am")).to_be_visible()
