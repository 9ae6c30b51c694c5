"""Two chats side by side: a seller and the manager, on a desktop and, one at a time, on a phone."""

import pytest
from playwright.async_api import expect

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .conftest import OpenPage
from .played_bot import PlayedBot, button
from .test_page_around import PHONE
from .visitor import Visitor


@pytest.fixture
async def wang(server: BotApiServer) -> Person:
    """The manager, who has started the bot."""
    person = server.person("王芳", "zh-hans", id=600_000_001)
    server.world.give_role(person.id, "manager")
    await person.says("/start")
    return person


@pytest.fixture
async def pair(open_page: OpenPage, emma: Person, wang: Person) -> tuple[Visitor, Visitor]:
    """Emma's side and the manager's."""
    visitor = await open_page(at=f"#/chat/{emma.id}/beside/{wang.id}")
    await expect(visitor.side("beside").sees("chat-menu")).to_be_visible()
    return visitor.side("chat"), visitor.side("beside")


async def test_somebody_is_put_beside_a_chat(visitor: Visitor, server: BotApiServer, wang: Person) -> None:
    """Staff is offered first, and can be written as at once; who stands where survives a reload; the cross ends it."""
    server.person("Анна", "ru")
    await visitor.sees("beside-open").click()
    entries = visitor.page.get_by_role("menuitem")
    await expect(entries).to_have_text(["王芳 (manager)", "Анна"])
    await entries.first.click()
    seller, manager = visitor.side("chat"), visitor.side("beside")
    await expect(manager.sees("message-text")).to_have_text(["/start"])
    await expect(manager.sees("composer")).to_be_focused()
    await manager.says("你好")
    await expect(manager.sees("message-text")).to_have_text(["/start", "你好"])
    await expect(seller.sees("message-text")).to_have_text(["/start"])
    await visitor.page.reload()
    await expect(manager.sees("message-text")).to_have_text(["/start", "你好"])
    await expect(seller.where).to_contain_text("You are Emma")
    await visitor.page.goto(visitor.url)
    await expect(manager.sees("message-text")).to_have_text(["/start", "你好"])
    await manager.sees("beside-close").click()
    await expect(manager.where).to_be_hidden()
    await visitor.page.go_back()
    await expect(manager.where).to_be_visible()


async def test_each_side_hears_its_own_bot(
    bot: PlayedBot, emma: Person, wang: Person, pair: tuple[Visitor, Visitor]
) -> None:
    """Buttons, notes, alerts and edits of one side are nothing to the other; what is in sight is not unread."""
    seller, manager = pair
    card = await bot.says(wang.id, "E-1042", [button("接手", "take")])
    await bot.says(emma.id, "Sent")
    await expect(manager.text_of(card)).to_have_text("E-1042")
    await expect(seller.sees("message-text").last).to_have_text("Sent")
    await manager.button("接手").click()
    query = await bot.pressed()
    assert query["from"]["id"] == wang.id
    await bot.calls("answerCallbackQuery", callback_query_id=query["id"], text="已接手")
    toast = seller.page.get_by_test_id("toast")
    await expect(toast).to_have_text("已接手")
    await manager.button("接手").click()
    query = await bot.pressed()
    await bot.calls("answerCallbackQuery", callback_query_id=query["id"], text="已有人接手", show_alert=True)
    alert = seller.page.get_by_test_id("alert")
    await expect(alert).to_contain_text("已有人接手")
    for answer in (toast, alert):
        box, side = await answer.bounding_box(), await manager.where.bounding_box()
        assert box is not None
        assert side is not None
        assert box["x"] >= side["x"] > 700
    await seller.page.get_by_test_id("dialog-ok").click()
    await bot.calls("editMessageText", chat_id=wang.id, message_id=card, text="E-1042: 已批准")
    await bot.says(emma.id, "Approved")
    await expect(manager.text_of(card)).to_have_text("E-1042: 已批准")
    await expect(seller.sees("message-text").last).to_have_text("Approved")
    await expect(seller.page.get_by_test_id("unread")).to_have_count(0)


async def test_the_list_changes_the_first_side_and_never_doubles_the_second(
    server: BotApiServer, emma: Person, wang: Person, pair: tuple[Visitor, Visitor]
) -> None:
    """Another seller comes to stand beside the manager; whoever stands there already changes sides."""
    seller, manager = pair
    anna = server.person("Анна", "ru")
    await seller.page.get_by_test_id(f"person-{anna.id}").click()
    await expect(seller.sees("start")).to_be_visible()
    await expect(manager.sees("you")).to_contain_text("王芳")
    await seller.page.get_by_test_id(f"person-{wang.id}").click()
    await expect(seller.where).to_contain_text("You are 王芳")
    await expect(manager.sees("you")).to_contain_text("Анна")
    await manager.sees("you").click()
    await seller.page.get_by_test_id(f"beside-{emma.id}").click()
    await expect(manager.sees("you")).to_contain_text("Emma")


async def test_a_draft_and_a_reply_stay_when_the_other_side_changes(
    bot: PlayedBot, server: BotApiServer, emma: Person, pair: tuple[Visitor, Visitor]
) -> None:
    """Only what changes is drawn anew."""
    seller, manager = pair
    anna = server.person("Анна", "ru")
    number = await bot.says(emma.id, "A question")
    await seller.chooses(number, "reply")
    await seller.sees("composer").fill("half an")
    await manager.sees("you").click()
    await seller.page.get_by_test_id(f"beside-{anna.id}").click()
    await expect(manager.sees("start")).to_be_visible()
    await expect(seller.sees("composer")).to_have_value("half an")
    await expect(seller.sees("composer-cancel")).to_be_visible()


async def test_a_group_stands_beside_a_seller(
    bot: PlayedBot, server: BotApiServer, emma: Person, wang: Person, visitor: Visitor
) -> None:
    """Seen as the manager, with its topics; a topic is opened on its own side."""
    staff = server.group("Managers", [wang], forum=True, bot="administrator")
    thread = staff.opens_topic("E-1042", wang.user)
    await expect(visitor.sees(f"group-{staff.id}")).to_be_visible()
    await visitor.sees("beside-open").click()
    await visitor.sees(f"beside-{staff.id}").click()
    seller, managers = visitor.side("chat"), visitor.side("beside")
    await managers.sees(f"topic-{thread}").click()
    await managers.says("I look at it")
    await expect(managers.sees("message-text")).to_have_text(["I look at it"])
    await expect(seller.sees("message-text")).to_have_text(["/start"])
    await visitor.page.reload()
    await expect(managers.sees(f"topic-{thread}")).to_have_attribute("aria-current", "true")
    staff.deletes_topic(thread)
    await expect(managers.sees("topic-0")).to_have_attribute("aria-current", "true")
    await expect(seller.sees("message-text")).to_have_text(["/start"])


async def test_sides_are_reached_by_keyboard(pair: tuple[Visitor, Visitor]) -> None:
    """F6 goes from one field to the other; the cross is a button like any other."""
    seller, manager = pair
    await seller.sees("composer").focus()
    await seller.page.keyboard.press("F6")
    await expect(manager.sees("composer")).to_be_focused()
    await seller.page.keyboard.press("F6")
    await expect(seller.sees("composer")).to_be_focused()
    await manager.sees("beside-close").focus()
    await seller.page.keyboard.press("Enter")
    await expect(manager.where).to_be_hidden()


@pytest.mark.parametrize(
    ("locale", "offer", "change"),
    [
        ("en-US", "Show somebody beside this chat", "Change over to 王芳, unread: 1"),
        ("ru-RU", "Показать рядом ещё один чат", "Перейти к чату: 王芳, непрочитанных: 1"),
        ("zh-CN", "在旁边再显示一个对话", "切换到王芳, 未读：1"),
        ("zh-TW", "在旁邊再顯示一個對話", "切換到王芳, 未讀：1"),
    ],
)
async def test_a_phone_shows_one_and_tells_of_the_other(
    bot: PlayedBot, emma: Person, wang: Person, open_page: OpenPage, locale: str, offer: str, change: str
) -> None:
    """One press leads over and one back; what the other has not seen is counted where it is pressed."""
    visitor = await open_page(emma, **{**PHONE, "locale": locale})
    await expect(visitor.sees("beside-open")).to_have_attribute("aria-label", offer)
    await visitor.sees("beside-open").tap()
    await visitor.sees(f"beside-{wang.id}").tap()
    shown = visitor.side("chat")
    await expect(shown.sees("composer")).to_have_attribute("placeholder", "输入消息")
    await shown.sees("change-over").tap()
    await expect(shown.sees("composer")).to_have_attribute("placeholder", "Message")
    await bot.says(wang.id, "工单 E-1042")
    await expect(shown.sees("change-over")).to_have_attribute("aria-label", change)
    await expect(shown.sees("change-over-unread")).to_have_text("1")
    await expect(visitor.side("beside").where).to_be_hidden()
    assert await visitor.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    await shown.sees("back").tap()
    await visitor.person(emma.id).tap()
    await shown.sees("change-over").tap()
    await expect(shown.sees("message-text").last).to_have_text("工单 E-1042")
    await expect(shown.sees("change-over-unread")).to_have_count(0)
    await shown.does_in_chat("menu-alone")
    await expect(shown.sees("change-over")).to_have_count(0)
    await expect(shown.sees("message-text").last).to_have_text("工单 E-1042")


async def test_the_manager_is_called_so_and_stands_after_the_sellers(
    visitor: Visitor, server: BotApiServer, wang: Person
) -> None:
    """Also after people who came later."""
    server.person("Анна", "ru")
    names = visitor.page.locator(".person-name")
    await expect(names).to_have_text(["Emma", "Анна", "王芳"])
    await expect(visitor.person(wang.id)).to_contain_text("manager")
    await visitor.page.reload()
    await expect(names).to_have_text(["Emma", "Анна", "王芳"])
