"""What is around the chat: calls, tour, themes, a phone's width, the keyboard, the visitor's language."""

import pytest
from playwright.async_api import Page, expect

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .conftest import OpenPage
from .played_bot import PlayedBot, button
from .visitor import Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


async def test_calls_are_shown_with_what_telegram_says(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Each call as it happens; a refused one with Telegram's own words, and counted while the panel is closed."""
    await bot.answer("sendMessage", chat_id=emma.id, text="<b>broken", parse_mode="HTML")
    await expect(visitor.sees("calls-refused")).to_have_text("1")
    await visitor.sees("calls-open").click()
    refused = visitor.sees("call").filter(has_text="sendMessage")
    await expect(refused).to_have_attribute("data-ok", "false")
    await expect(refused).to_contain_text("400 Bad Request: can't parse entities")
    await bot.says(emma.id, "Hello")
    await expect(visitor.sees("call").first).to_have_attribute("data-ok", "true")
    await visitor.sees("call").first.locator("summary").click()
    await expect(visitor.sees("call").first.locator("pre")).to_contain_text('"text": "Hello"')
    await expect(visitor.sees("calls-refused")).to_be_hidden()


async def test_calls_can_be_narrowed(bot: PlayedBot, server: BotApiServer, emma: Person, visitor: Visitor) -> None:
    """Polling is left out unless it is wanted; one person's calls can be looked at alone."""
    anna = server.person("Анна", "ru")
    await anna.says("/start")
    await visitor.sees("calls-open").click()
    await bot.polls()
    await bot.says(emma.id, "to Emma")
    await bot.says(anna.id, "to Anna")
    await expect(visitor.sees("call")).to_have_count(2)
    await visitor.sees("calls-this-person").check()
    await expect(visitor.sees("call")).to_have_count(1)
    await visitor.sees("calls-this-person").uncheck()
    await visitor.sees("calls-polling").check()
    await expect(visitor.sees("call")).to_have_count(4)
    await visitor.sees("calls-clear").click()
    await expect(visitor.sees("call")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "sentence", "done"),
    [
        ("en-GB", "Choose a seller from this list", "Got it"),
        ("ru-RU", "Выберите в списке продавца", "Понятно"),
        ("zh-CN", "列表里还有一位经理", "知道了"),
        ("zh-TW", "清單裡還有一位經理", "知道了"),
        ("de-DE", "Choose a seller from this list", "Got it"),
    ],
)
async def test_the_first_visit_is_explained_in_three_sentences(
    open_page: OpenPage, locale: str, sentence: str, done: str
) -> None:
    """In the visitor's language, once; the question mark brings it back."""
    visitor = await open_page(locale=locale)
    tour = visitor.sees("tour")
    await expect(tour.get_by_role("listitem")).to_have_count(3)
    await expect(tour).to_contain_text(sentence)
    await expect(visitor.sees("tour-done")).to_have_text(done)
    await visitor.sees("tour-done").click()
    await visitor.page.reload()
    await expect(visitor.sees("clock")).to_be_visible()
    await expect(tour).to_have_count(0)
    await visitor.sees("help").click()
    await expect(tour).to_contain_text(sentence)


async def test_the_page_speaks_to_the_visitor_and_the_chat_to_the_person(
    server: BotApiServer, open_page: OpenPage
) -> None:
    """A Russian visitor who plays a Chinese seller reads the page in Russian and the client in Chinese."""
    visitor = await open_page(server.person("李伟", "zh-hans"), locale="ru-RU")
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "ru")
    await expect(visitor.sees("chat")).to_contain_text("Вы — 李伟")
    await expect(visitor.sees("status")).to_have_text("机器人")
    await expect(visitor.sees("start")).to_have_text("开始")


async def test_every_catalogue_of_words_has_the_same_keys(visitor: Visitor) -> None:
    """No word is missing in a language, none is left over, and each has the same blanks to fill."""
    shapes = await visitor.page.evaluate(
        """async () => {
            const { CATALOGUES } = await import("/static/words.js");
            const blanks = (text) => (text.match(/\\{\\w+\\}/g) ?? []).sort().join();
            const shape = (words) => Object.entries(words).map(([key, text]) => `${key} ${blanks(text)}`);
            return Object.values(CATALOGUES).map(shape);
        }"""
    )
    assert len(shapes) == 4
    assert all(shape == shapes[0] for shape in shapes)


async def test_dark_follows_the_system_until_it_is_chosen(emma: Person, open_page: OpenPage) -> None:
    """The button goes from the system's colours to light to dark, and a reload keeps the choice."""
    visitor = await open_page(emma, color_scheme="dark")
    assert await lightness(visitor.page) < 64
    await visitor.sees("theme").click()
    assert await lightness(visitor.page) > 192
    await visitor.page.reload()
    await expect(visitor.sees("theme")).to_have_attribute("aria-label", "Colours: light")
    assert await lightness(visitor.page) > 192
    await visitor.sees("theme").click()
    assert await lightness(visitor.page) < 64


async def lightness(page: Page) -> int:
    """Of the background of the bot's list, 0 to 255."""
    color: str = await page.get_by_test_id("people").evaluate("list => getComputedStyle(list).backgroundColor")
    red, green, blue = (int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(","))
    return (red + green + blue) // 3


async def test_on_a_phone_list_and_chat_are_two_screens(bot: PlayedBot, emma: Person, open_page: OpenPage) -> None:
    """A press opens the chat, the arrow and the browser's back button lead back; nothing is wider than the screen."""
    visitor = await open_page(**PHONE)
    await expect(visitor.sees("people-list")).to_be_visible()
    await expect(visitor.sees("composer")).to_be_hidden()
    await visitor.person(emma.id).tap()
    await expect(visitor.sees("people-list")).to_be_hidden()
    await bot.says(
        emma.id,
        "A word " + "x" * 300,
        [button("A rather long label of a button", "a"), button("Another long label", "b")],
    )
    await expect(visitor.button("Another long label")).to_be_in_viewport()
    assert await visitor.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert await visitor.page.locator(".log").evaluate("log => log.scrollWidth <= log.clientWidth")
    await visitor.sees("back").tap()
    await expect(visitor.sees("people-list")).to_be_visible()
    await visitor.page.go_back()
    await expect(visitor.sees("composer")).to_be_visible()


async def test_on_a_phone_what_comes_while_the_list_is_open_is_unread(
    bot: PlayedBot, emma: Person, open_page: OpenPage
) -> None:
    """A chat behind the list has not been seen."""
    visitor = await open_page(**PHONE)
    await expect(visitor.person(emma.id)).to_be_visible()
    await bot.says(emma.id, "Hello")
    await expect(visitor.person(emma.id).get_by_test_id("unread")).to_have_text("1")


async def test_all_can_be_done_by_keyboard(
    bot: PlayedBot, server: BotApiServer, emma: Person, visitor: Visitor
) -> None:
    """From person to person by arrows, from message to message by arrows, the menu by Enter, back by Escape."""
    anna = server.person("Anna", "en")
    await anna.says("/start")
    number = await bot.says(anna.id, "Which partner?")
    await expect(visitor.person(anna.id)).to_contain_text("Which partner?")
    await visitor.person(emma.id).focus()
    await visitor.page.keyboard.press("ArrowDown")
    await expect(visitor.person(anna.id)).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.sees("composer")).to_be_focused()
    await visitor.page.locator(".log").focus()
    await visitor.page.keyboard.press("ArrowUp")
    await expect(visitor.message(number)).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.sees("menu-reply")).to_be_focused()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.message(number)).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.sees("composer")).to_be_focused()
    await expect(visitor.sees("composer-cancel")).to_be_visible()


async def test_screen_readers_hear_new_messages_and_names_of_all_buttons(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """The messages are a polite live log, each says who and when, and no button or field is without a name."""
    number = await bot.says(emma.id, "Hello, Emma.", [button("Bind", "bind")])
    log = visitor.page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_accessible_name("Messages between Emma and the bot")
    await expect(visitor.message(number)).to_have_attribute(
        "aria-label", "Seller Bot, " + await time_of(visitor, number)
    )
    nameless = await visitor.page.locator("button:visible, textarea:visible, input:visible").evaluate_all(
        """all => all.filter(one => !(one.ariaLabel || one.textContent.trim() || one.labels?.length))
            .map(one => one.outerHTML)"""
    )
    assert nameless == []


async def time_of(visitor: Visitor, number: int) -> str:
    return await visitor.message(number).locator("time").inner_text()


async def test_nothing_is_loaded_from_elsewhere(emma: Person, open_page: OpenPage) -> None:
    """The page works offline: every request goes to its own server."""
    visitor = await open_page()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    await visitor.opens(emma.id)
    await visitor.page.reload()
    await expect(visitor.sees("composer")).to_be_visible()
    assert asked
    assert [address for address in asked if not address.startswith(visitor.url)] == []
