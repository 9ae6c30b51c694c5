"""What a desk needs of a chat: prompts that want a reply, reactions, captions and pictures that change, people."""

import pytest
from playwright.async_api import expect

from seller_bot.demo import samples
from seller_bot.demo.bodies import Upload
from seller_bot.demo.groups import Group
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .conftest import OpenPage
from .played_bot import PlayedBot, button
from .visitor import Visitor

PROMPT = {"force_reply": True, "input_field_placeholder": "The reason"}


@pytest.fixture
def staff(server: BotApiServer, emma: Person) -> Group:
    """A forum that Emma owns; the bot administers it."""
    return server.group("Managers", [emma], forum=True, bot="administrator")


async def file_id(person: Person, upload: Upload = samples.PHOTO) -> str:
    await person.sends_photo(upload)
    found: str = person.messages[-1].json["photo"][-1]["file_id"]
    return found


async def test_a_prompt_opens_the_reply_itself(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """With its hint in the field, also after a reload; what is written then answers the prompt."""
    number = await bot.says(emma.id, "Why is it rejected?", reply_markup=PROMPT)
    about = visitor.page.locator(".composer-about")
    await expect(about).to_contain_text("Why is it rejected?")
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "The reason")
    await visitor.page.reload()
    await expect(about).to_contain_text("Why is it rejected?")
    await visitor.says("The wrong store")
    await expect(about).to_be_hidden()
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "Message")
    await expect(visitor.messages.last.get_by_test_id("replied")).to_contain_text("Why is it rejected?")
    assert (await bot.polls())[-1]["message"]["reply_to_message"]["message_id"] == number


async def test_a_prompt_that_is_put_away_stays_away(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Other news and a reload don't bring it back; the next prompt opens anew, and a deleted one closes."""
    await bot.says(emma.id, "Why?", reply_markup=PROMPT)
    about = visitor.page.locator(".composer-about")
    await visitor.sees("composer-cancel").click()
    await expect(about).to_be_hidden()
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "Message")
    await bot.says(emma.id, "Something else")
    await expect(visitor.messages).to_have_count(3)
    await expect(about).to_be_hidden()
    await visitor.page.reload()
    await expect(visitor.messages).to_have_count(3)
    await expect(about).to_be_hidden()
    again = await bot.says(emma.id, "And now?", reply_markup={"force_reply": True})
    await expect(about).to_contain_text("And now?")
    await bot.calls("deleteMessage", chat_id=emma.id, message_id=again)
    await expect(about).to_be_hidden()


async def test_a_prompt_in_a_group_is_for_whom_it_is_meant(
    bot: PlayedBot, server: BotApiServer, emma: Person, staff: Group, open_page: OpenPage
) -> None:
    """A selective one opens only for whoever it answers."""
    anna = server.person("Anna", "en")
    staff.adds(anna.user, by=emma.user)
    await anna.says("reject it", chat=staff)
    asked = anna.messages_in(staff)[-1].message_id
    prompt = {**PROMPT, "selective": True}
    await bot.says(staff.id, "Why?", reply_markup=prompt, reply_parameters={"message_id": asked})
    visitor = await open_page(at=f"#/chat/{staff.id}/{emma.id}")
    await expect(visitor.sees("message-text").last).to_have_text("Why?")
    await expect(visitor.page.locator(".composer-about")).to_be_hidden()
    await visitor.sees("you").click()
    await visitor.sees(f"as-{anna.id}").click()
    await expect(visitor.page.locator(".composer-about")).to_contain_text("Why?")


async def test_reactions_stand_below_the_message(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """They come, stay through an edit and a reload, and go again."""
    await emma.says("It is urgent")
    number = emma.messages[-1].message_id
    where = {"chat_id": emma.id, "message_id": number}
    await bot.calls("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👌"}])
    reactions = visitor.message(number).get_by_test_id("reaction")
    await expect(reactions).to_have_text(["👌"])
    await emma.edits(number, "It is very urgent")
    await expect(visitor.text_of(number)).to_have_text("It is very urgent")
    await expect(reactions).to_have_text(["👌"])
    await visitor.page.reload()
    await expect(reactions).to_have_text(["👌"])
    await emma.reacts(number, "👌")
    await expect(reactions).to_have_text(["👌2"])
    await bot.calls("setMessageReaction", **where, reaction=[])
    await emma.reacts(number, None)
    await expect(reactions).to_have_count(0)


async def test_one_s_own_caption_can_be_changed_and_taken_away(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """The bot gets the edited message; only what is younger than 48 hours can be changed."""
    await emma.sends_photo(caption="The first page")
    number = emma.messages[-1].message_id
    await visitor.chooses(number, "edit")
    await expect(visitor.sees("composer")).to_have_value("The first page")
    await visitor.says("The second page")
    await expect(visitor.text_of(number)).to_have_text("The second page")
    assert (await bot.polls())[-1]["edited_message"]["caption"] == "The second page"
    await visitor.chooses(number, "edit")
    await visitor.says("")
    await expect(visitor.text_of(number)).to_have_count(0)
    assert "caption" not in (await bot.polls())[-1]["edited_message"]


async def test_what_is_two_days_old_is_not_changed_any_more(
    server: BotApiServer, emma: Person, visitor: Visitor
) -> None:
    """As in Telegram's clients."""
    await emma.says("An old word")
    number = emma.messages[-1].message_id
    await expect(visitor.message(number)).to_be_visible()
    server.advance(48 * 60 * 60)
    await visitor.page.reload()
    await visitor.message(number).locator(".bubble").click(button="right")
    await expect(visitor.sees("menu-reply")).to_be_visible()
    await expect(visitor.sees("menu-edit")).to_have_count(0)
    with pytest.raises(ValueError, match="48 hours"):
        await emma.edits(number, "A new word")


async def test_pictures_captions_and_keyboards_change_where_they_stand(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """editMessageCaption, editMessageMedia and editMessageReplyMarkup are seen at once."""
    first, second = await file_id(emma), await file_id(emma, Upload("b.png", samples.png(300, 200), "image/png"))
    keys = {"inline_keyboard": [[button("Take", "take")]]}
    sent = await bot.calls("sendPhoto", chat_id=emma.id, photo=first, caption="Page 1", reply_markup=keys)
    where = {"chat_id": emma.id, "message_id": sent["message_id"]}
    message = visitor.message(sent["message_id"])
    await expect(message.locator("img")).to_have_attribute("src", f"/demo/files/{first.replace('=', '%3D')}")
    await bot.calls("editMessageCaption", **where, caption="Page one", reply_markup=keys)
    await expect(message.get_by_test_id("message-text")).to_have_text("Page one")
    await bot.calls("editMessageMedia", **where, media={"type": "photo", "media": second, "caption": "Page 2"})
    await expect(message.locator("img")).to_have_attribute("src", f"/demo/files/{second.replace('=', '%3D')}")
    await expect(message.get_by_test_id("button")).to_have_count(0)
    await bot.calls("editMessageReplyMarkup", **where, reply_markup=keys)
    await expect(message.get_by_test_id("button")).to_have_text("Take")


async def test_a_copied_album_is_an_album(bot: PlayedBot, emma: Person, staff: Group, open_page: OpenPage) -> None:
    """In the topic of its case, as one bubble with the seller's words."""
    topic = await bot.calls("createForumTopic", chat_id=staff.id, name="E-1042")
    thread = topic["message_thread_id"]
    visitor = await open_page(at=f"#/chat/{staff.id}/{emma.id}/{thread}")
    await emma.sends_album(samples.PHOTO, samples.PHOTO, caption="Both pages")
    album = [message.message_id for message in emma.messages[-2:]]
    where = {"chat_id": staff.id, "message_thread_id": thread, "from_chat_id": emma.id}
    await bot.calls("copyMessages", **where, message_ids=album)
    await expect(visitor.sees("tile")).to_have_count(2)
    await expect(visitor.sees("message-text")).to_have_text(["Both pages"])
    await bot.calls("copyMessage", **where, message_id=album[0], caption="Only the first")
    await expect(visitor.sees("message-text")).to_have_text(["Both pages", "Only the first"])
    await expect(visitor.sees("replied")).to_have_count(0)


async def test_a_quote_and_a_reply_to_another_chat_are_shown(
    bot: PlayedBot, emma: Person, staff: Group, open_page: OpenPage
) -> None:
    """The words that are quoted, and who said them."""
    await emma.says("My Ozon ID is wrong since Monday")
    number = emma.messages[-1].message_id
    visitor = await open_page(emma)
    quoting = {"message_id": number, "quote": "since Monday"}
    answer = await bot.says(emma.id, "Since this one?", reply_parameters=quoting)
    await expect(visitor.message(answer).get_by_test_id("replied")).to_have_text("Yousince Monday")
    told = await bot.says(staff.id, "She asks", reply_parameters={**quoting, "chat_id": emma.id})
    await visitor.sees(f"group-{staff.id}").click()
    await expect(visitor.message(told).get_by_test_id("replied")).to_have_text("Emmasince Monday")


async def test_a_reply_shows_its_message_as_it_is_now(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A card that was edited since is quoted as it was edited; one that was deleted as it was."""
    card = await bot.says(emma.id, "E-1042: waiting")
    reply = await bot.says(emma.id, "Why?", reply_parameters={"message_id": card})
    quoted = visitor.message(reply).get_by_test_id("replied")
    await expect(quoted).to_contain_text("waiting")
    await bot.calls("editMessageText", chat_id=emma.id, message_id=card, text="E-1042: decided")
    await expect(quoted).to_contain_text("decided")
    await bot.calls("deleteMessage", chat_id=emma.id, message_id=card)
    await expect(quoted).to_contain_text("E-1042")


async def test_a_topic_is_renamed_closed_and_opened_again(
    bot: PlayedBot, emma: Person, staff: Group, open_page: OpenPage
) -> None:
    """By whoever administers the group; the bot is told."""
    thread = staff.opens_topic("E-1042", emma.user)
    visitor = await open_page(at=f"#/chat/{staff.id}/{emma.id}/{thread}")
    await visitor.does_in_chat("menu-rename-topic")
    await expect(visitor.sees("topic-name")).to_have_value("E-1042")
    await visitor.sees("topic-name").fill("E-1042, decided")
    await visitor.sees("dialog-rename").click()
    tab = visitor.sees(f"topic-{thread}")
    await expect(tab).to_contain_text("E-1042, decided")
    await visitor.does_in_chat("menu-close-topic")
    await expect(tab.locator(".icon")).to_be_visible()
    await visitor.does_in_chat("menu-close-topic")
    await expect(tab.locator(".icon")).to_have_count(0)
    lines = [f"The topic “{name}” was opened" for name in ("E-1042",)]
    lines += ["The topic is now called “E-1042, decided”", "Emma closed the topic", "Emma opened the topic again"]
    await expect(visitor.page.locator(".service")).to_have_text(lines)
    kinds = ("forum_topic_edited", "forum_topic_closed", "forum_topic_reopened")
    told = [kind for update in await bot.polls() for kind in kinds if kind in update.get("message", {})]
    assert told == list(kinds)


async def test_a_named_person_leads_to_their_chat(bot: PlayedBot, server: BotApiServer, visitor: Visitor) -> None:
    """By a link in the text or on a button; the chat stands beside the one that named them."""
    anna = server.person("Анна", "ru")
    await anna.says("/start")
    emma = next(iter(server.world.people))
    link = f"tg://user?id={anna.id}"
    await bot.says(emma, f'From <a href="{link}">Анна</a>', [button("Anna", url=link)])
    await visitor.sees("message-text").last.get_by_role("button", name="Анна").click()
    await expect(visitor.sees("person-profile")).to_contain_text("Анна")
    await visitor.sees("dialog-close").click()
    await visitor.button("Anna").click()
    await visitor.sees("dialog-open").click()
    await expect(visitor.side("beside").sees("message-text")).to_have_text(["/start"])
    await expect(visitor.side("chat").where).to_contain_text("You are Emma")


async def test_a_link_to_a_message_leads_there(
    bot: PlayedBot, server: BotApiServer, emma: Person, staff: Group, open_page: OpenPage
) -> None:
    """In its topic, for members of the group only."""
    thread = staff.opens_topic("E-1042", emma.user)
    number = await bot.says(staff.id, "The card", message_thread_id=thread)
    address = f"https://t.me/c/{str(staff.id).removeprefix('-100')}/{thread}/{number}"
    anna = server.person("Anna", "en")
    await anna.says("/start")
    for person in (emma, anna):
        await bot.says(person.id, f'See <a href="{address}">the card</a>')
    visitor = await open_page(emma)
    await visitor.sees("message-text").last.get_by_role("link").click()
    await expect(visitor.message(number)).to_be_focused()
    await expect(visitor.sees(f"topic-{thread}")).to_have_attribute("aria-current", "true")
    outside = await open_page(anna)
    await outside.sees("message-text").last.get_by_role("link").click()
    await expect(outside.sees("toast")).to_have_text("You are not in this group.")


async def test_a_group_that_moves_takes_who_looks_at_it_along(
    bot: PlayedBot, server: BotApiServer, emma: Person, open_page: OpenPage
) -> None:
    """Topics are turned on: the group is another chat now, and the page goes there by itself."""
    group = server.group("Managers", [emma], basic=True, bot="administrator")
    visitor = await open_page(at=f"#/chat/{group.id}/{emma.id}")
    await visitor.says("Before")
    forum = group.turns_topics_on(emma.user)
    await expect(visitor.sees(f"group-{forum.id}")).to_have_attribute("aria-current", "true")
    await expect(visitor.sees(f"group-{group.id}")).to_have_count(0)
    await expect(visitor.sees("topics")).to_be_visible()
    await visitor.says("After")
    await expect(visitor.sees("message-text")).to_have_text(["After"])
