"""Groups: made on the page, written in as each of their people, with topics as threads of their own."""

from typing import Any

import pytest
from playwright.async_api import expect

from seller_bot.demo.groups import Group
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .conftest import OpenPage
from .played_bot import PlayedBot, button
from .test_page_around import PHONE
from .visitor import Visitor


@pytest.fixture
def anna(server: BotApiServer) -> Person:
    return server.person("Анна", "ru")


@pytest.fixture
def staff(server: BotApiServer, emma: Person, anna: Person) -> Group:
    """A forum of Emma, who owns it, and Anna; the bot administers it."""
    return server.group("Managers", [emma, anna], forum=True, bot="administrator")


async def opens(open_page: OpenPage, group: Group, person: Person, thread: int = 0, options: Any = None) -> Visitor:
    visitor = await open_page(at=f"#/chat/{group.id}/{person.id}/{thread}", **options or {})
    await expect(visitor.sees("chat-menu")).to_be_visible()
    return visitor


async def test_a_group_is_made_of_chosen_people(
    bot: PlayedBot, server: BotApiServer, emma: Person, anna: Person, visitor: Visitor
) -> None:
    """A title, who is in it, topics or none; the bot learns of it and the group is open at once."""
    await bot.polls()
    await visitor.sees("new-group-open").click()
    await visitor.sees("group-title").fill("Shop")
    await visitor.sees(f"member-{anna.id}").uncheck()
    await visitor.sees("group-forum").uncheck()
    await visitor.sees("dialog-create").click()
    await expect(visitor.sees("status")).to_have_text("members: 2")
    (group,) = server.world.groups().values()
    assert (group.about, list(group.members)) == ({"title": "Shop"}, [emma.id, server.world.bot.id])
    assert group.is_administrator(server.world.bot.id)
    await expect(visitor.sees(f"group-{group.id}")).to_have_attribute("aria-current", "true")
    await expect(visitor.sees("topics")).to_be_hidden()
    await expect(visitor.page.locator(".service")).to_have_text(["Emma joined the group", "Emma added Seller Bot"])
    await visitor.says("Good morning")
    updates = await bot.polls()
    assert updates[-1]["message"]["text"] == "Good morning"
    assert updates[-1]["message"]["chat"] == {"id": group.id, "title": "Shop", "type": "supergroup"}


async def test_one_writes_in_a_group_as_each_of_its_people(
    bot: PlayedBot, emma: Person, anna: Person, staff: Group, open_page: OpenPage
) -> None:
    """The same messages from the other side; a draft stays with the person who began it."""
    visitor = await opens(open_page, staff, emma)
    await visitor.says("I am Emma")
    own = visitor.messages.filter(has_text="I am Emma")
    await expect(own).to_have_attribute("data-from", "me")
    await visitor.sees("composer").fill("half a")
    await visitor.sees("you").click()
    await visitor.sees(f"as-{anna.id}").click()
    await expect(visitor.sees("you")).to_contain_text("You are Анна")
    await expect(own).to_have_attribute("data-from", "other")
    await expect(own.locator(".sender")).to_have_text("Emma")
    await expect(visitor.sees("composer")).to_have_value("")
    await visitor.says("А я Анна")
    await expect(visitor.messages.last).to_have_attribute("data-from", "me")
    assert [message.text for message in emma.messages_in(staff)[-2:]] == ["I am Emma", "А я Анна"]
    await visitor.page.go_back()
    await expect(visitor.sees("composer")).to_have_value("half a")


async def test_buttons_are_pressed_in_a_group(
    bot: PlayedBot, emma: Person, anna: Person, staff: Group, open_page: OpenPage
) -> None:
    """The press names who pressed; the answer is shown to them, and the button waits until then."""
    visitor = await opens(open_page, staff, anna)
    await bot.says(staff.id, "A case", [button("Take it", "take")])
    await visitor.button("Take it").click()
    await expect(visitor.button("Take it")).to_have_attribute("aria-busy", "true")
    query = await bot.pressed()
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (anna.id, staff.id)
    await bot.calls("answerCallbackQuery", callback_query_id=query["id"], text="It is yours")
    await expect(visitor.sees("toast")).to_have_text("It is yours")
    await expect(visitor.button("Take it")).not_to_have_attribute("aria-busy", "true")


async def test_topics_are_threads_of_their_own(bot: PlayedBot, emma: Person, staff: Group, open_page: OpenPage) -> None:
    """A topic that the bot opens is a tab; what is said there stands there only, and counts as unread elsewhere."""
    visitor = await opens(open_page, staff, emma)
    topic = await bot.calls("createForumTopic", chat_id=staff.id, name="李伟", icon_color=9367192)
    thread = topic["message_thread_id"]
    await expect(visitor.page.locator(".service").filter(has_text="李伟")).to_have_count(0)
    await bot.says(staff.id, "A question", message_thread_id=thread)
    tab = visitor.sees(f"topic-{thread}")
    await expect(tab).to_contain_text("李伟")
    await expect(tab.locator(".badge")).to_have_text("1")
    await expect(visitor.messages).to_have_count(0)
    await tab.click()
    await expect(visitor.sees("message-text")).to_have_text(["A question"])
    await expect(visitor.page.locator(".service")).to_have_text("The topic “李伟” was opened")
    await expect(tab.locator(".badge")).to_have_count(0)
    await visitor.says("An answer")
    await expect(visitor.messages).to_have_count(2)
    assert emma.messages_in(staff)[-1].json["message_thread_id"] == thread
    await visitor.page.reload()
    await expect(visitor.sees("message-text")).to_have_text(["A question", "An answer"])
    await visitor.sees("topic-0").click()
    await expect(visitor.messages).to_have_count(0)


async def test_a_topic_is_opened_and_deleted_on_the_page(
    bot: PlayedBot, server: BotApiServer, emma: Person, staff: Group, open_page: OpenPage
) -> None:
    """The new one is open at once; a deleted one takes its messages along, and the bot learns when it writes there."""
    visitor = await opens(open_page, staff, emma)
    await visitor.sees("topic-new").click()
    await visitor.sees("topic-name").fill("Returns")
    await visitor.sees("dialog-create").click()
    await expect(visitor.page.locator(".topic[aria-current]")).to_contain_text("Returns")
    (thread,) = staff.chat.topics
    await visitor.says("In here")
    await expect(visitor.messages).to_have_count(1)
    await visitor.does_in_chat("menu-delete-topic")
    await visitor.sees("dialog-delete").click()
    await expect(visitor.sees(f"topic-{thread}")).to_have_count(0)
    await expect(visitor.page.locator(".topic[aria-current]")).to_contain_text("General")
    refused = await bot.answer("sendMessage", chat_id=staff.id, message_thread_id=thread, text="Hello?")
    assert refused["description"] == "Bad Request: message thread not found"


async def test_a_closed_topic_is_written_in_by_administrators_only(
    bot: PlayedBot, emma: Person, anna: Person, staff: Group, open_page: OpenPage
) -> None:
    """The member reads why; who owns the group still has the field."""
    thread = staff.opens_topic("Done", emma.user)
    visitor = await opens(open_page, staff, anna, thread)
    await expect(visitor.sees("composer")).to_be_visible()
    await bot.calls("closeForumTopic", chat_id=staff.id, message_thread_id=thread)
    await expect(visitor.sees("chat")).to_contain_text("Эта тема закрыта.")
    await expect(visitor.sees("composer")).to_have_count(0)
    await visitor.sees("you").click()
    await visitor.sees(f"as-{emma.id}").click()
    await expect(visitor.sees("composer")).to_be_visible()


async def test_what_others_wrote_is_not_ours_to_change(
    emma: Person, anna: Person, staff: Group, open_page: OpenPage
) -> None:
    """A member answers and copies; only an administrator deletes what others wrote, and nobody edits it."""
    await emma.says("Emma's words", chat=staff)
    number = emma.messages_in(staff)[-1].message_id
    visitor = await opens(open_page, staff, anna)
    await visitor.message(number).locator(".bubble").click(button="right")
    await expect(visitor.sees("menu-reply")).to_be_visible()
    await expect(visitor.sees("menu-edit")).to_have_count(0)
    await expect(visitor.sees("menu-delete")).to_have_count(0)
    await visitor.sees("menu-reply").click()
    await visitor.says("Мои слова")
    await expect(visitor.messages.last.get_by_test_id("replied")).to_contain_text("Emma")
    await visitor.sees("you").click()
    await visitor.sees(f"as-{emma.id}").click()
    await expect(visitor.messages.last).to_have_attribute("data-from", "other")
    await visitor.messages.last.locator(".bubble").click(button="right")
    await expect(visitor.sees("menu-delete")).to_be_visible()


async def test_who_is_in_the_group_can_be_seen(emma: Person, anna: Person, staff: Group, open_page: OpenPage) -> None:
    """Its head tells, and who administers it."""
    visitor = await opens(open_page, staff, emma)
    await visitor.sees("about-bot").click()
    members = visitor.sees("group-profile").get_by_role("listitem")
    await expect(members).to_have_text(["EEmmaadministrator", "ААнна", "SBSeller Botadministrator"])


async def test_what_is_said_elsewhere_is_unread(
    bot: PlayedBot, emma: Person, anna: Person, staff: Group, visitor: Visitor
) -> None:
    """The list counts what people and the bot said in a group, and shows the last of it."""
    await anna.says("Доброе утро", chat=staff)
    await bot.says(staff.id, "A case")
    row = visitor.sees(f"group-{staff.id}")
    await expect(row).to_contain_text("Seller Bot: A case")
    await expect(row.get_by_test_id("unread")).to_have_text("2")
    await row.click()
    await expect(row.get_by_test_id("unread")).to_have_count(0)


async def test_a_link_to_the_bot_leads_from_a_group_into_the_private_chat(
    bot: PlayedBot, emma: Person, staff: Group, open_page: OpenPage
) -> None:
    """With the start parameter that the link carries."""
    visitor = await opens(open_page, staff, emma)
    await bot.says(staff.id, "Write to me", [button("Open", url=f"https://t.me/{bot.username}?start=case-1")])
    await visitor.button("Open").click()
    await expect(visitor.sees("start")).to_be_visible()
    await visitor.sees("start").click()
    await expect(visitor.sees("message-text").last).to_have_text("/start case-1")
    assert emma.messages[-1].text == "/start case-1"


async def test_a_group_fits_a_phone(bot: PlayedBot, emma: Person, staff: Group, open_page: OpenPage) -> None:
    """Tabs scroll sideways, nothing else does; the arrow leads back to the list."""
    for number in range(6):
        await bot.calls("createForumTopic", chat_id=staff.id, name=f"A topic with a long name {number}")
    visitor = await opens(open_page, staff, emma, options=PHONE)
    assert await visitor.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert await visitor.sees("topics").evaluate("tabs => tabs.scrollWidth > tabs.clientWidth")
    await visitor.sees("back").tap()
    await expect(visitor.sees(f"group-{staff.id}")).to_be_visible()


async def test_a_group_can_be_used_by_keyboard(
    bot: PlayedBot, emma: Person, anna: Person, staff: Group, visitor: Visitor
) -> None:
    """From the last person down to the group, into the field, and from tab to tab."""
    thread = staff.opens_topic("Returns", emma.user)
    await expect(visitor.sees(f"group-{staff.id}")).to_be_visible()
    await visitor.person(anna.id).focus()
    await visitor.page.keyboard.press("ArrowDown")
    await expect(visitor.sees(f"group-{staff.id}")).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.sees("composer")).to_be_focused()
    await expect(visitor.sees(f"topic-{thread}")).to_be_visible()
    await visitor.sees("topic-0").focus()
    await visitor.page.keyboard.press("ArrowRight")
    await expect(visitor.sees(f"topic-{thread}")).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.sees(f"topic-{thread}")).to_have_attribute("aria-current", "true")
