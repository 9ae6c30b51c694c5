"""Groups: what the bot hears there, what it may do, topics, and a group that becomes a supergroup."""

import pytest

from seller_bot.demo.groups import Group
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


@pytest.fixture
async def staff(server: BotApiServer, bot: Bot, li: Person) -> Group:
    """A forum that Li owns; the bot administers it and has taken all updates so far."""
    group = server.group("Staff", [li], forum=True, bot="administrator")
    await bot.updates()
    return group


async def texts(bot: Bot) -> list[str]:
    return [update["message"]["text"] for update in await bot.updates()]


async def test_bot_learns_that_it_was_added_and_removed(bot: Bot, server: BotApiServer, li: Person) -> None:
    """my_chat_member first, then the service message; after a removal it is refused."""
    group = server.group("Shop", [li])
    added = await bot.updates()
    assert added[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert added[1]["message"]["new_chat_members"][0]["id"] == server.world.bot.id
    group.removes(server.world.bot, li.user)
    (removed,) = await bot.updates()
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refusal = await bot.refused("sendMessage", chat_id=group.id, text="still here?")
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot was kicked from the supergroup chat")


async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Commands to it or to nobody by name, and replies to it; not the talk of others."""
    group = server.group("Shop", [li])
    await bot.updates()
    sent = await bot("sendMessage", chat_id=group.id, text="I am here")
    for text in ("just talking", "/help", "/help@other_bot", f"/help@{server.world.bot.username}"):
        await li.says(text, chat=group)
    await li.says("to you", sent["message_id"], chat=group)
    assert await texts(bot) == ["/help", f"/help@{server.world.bot.username}", "to you"]
    group.promotes(server.world.bot, li.user)
    await bot.updates()
    await li.says("just talking", chat=group)
    assert await texts(bot) == ["just talking"]


async def test_topic_has_a_life_from_its_creation_to_its_deletion(bot: Bot, staff: Group, li: Person) -> None:
    """Messages of a topic carry its number; a deleted one takes them along and is found no more."""
    topic = await bot("createForumTopic", chat_id=staff.id, name="Li's shop")
    where = {"chat_id": staff.id, "message_thread_id": topic["message_thread_id"]}
    sent = await bot("sendMessage", **where, text="a question")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic["message_thread_id"], True)
    await li.says("an answer", chat=staff, thread=topic["message_thread_id"])
    (update,) = await bot.updates()
    assert update["message"]["message_thread_id"] == topic["message_thread_id"]
    assert await bot("editForumTopic", **where, name="Li's second shop") is True
    assert await bot("closeForumTopic", **where) is True
    assert (await bot.refused("closeForumTopic", **where)).description == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await bot("deleteForumTopic", **where) is True
    refusal = await bot.refused("sendMessage", **where, text="anybody?")
    assert refusal.description == "Bad Request: message thread not found"
    assert "a question" not in [message.text for message in li.messages_in(staff)]


async def test_topic_that_a_person_deletes_is_gone_without_a_word(bot: Bot, staff: Group, li: Person) -> None:
    """No update tells the bot; it learns when it writes there."""
    thread = staff.opens_topic("Li's shop", li.user)
    await bot.updates()
    staff.deletes_topic(thread)
    assert await bot.updates() == []
    refusal = await bot.refused("sendMessage", chat_id=staff.id, message_thread_id=thread, text="hello")
    assert refusal.description == "Bad Request: message thread not found"


async def test_topic_that_is_gone_unnoticed_is_refused_by_telegram_itself(bot: Bot, staff: Group, li: Person) -> None:
    """known: bots meet TOPIC_DELETED where an administrator deleted the topic (LiveHelperChat/telegram#69)."""
    thread = staff.opens_topic("Li's shop", li.user)
    staff.deletes_topic_unnoticed(thread)
    refusal = await bot.refused("sendMessage", chat_id=staff.id, message_thread_id=thread, text="hello")
    assert refusal.description == "Bad Request: TOPIC_DELETED"


async def test_whatever_answers_nothing_in_a_topic_answers_the_message_that_opened_it(
    bot: Bot, staff: Group, li: Person
) -> None:
    """known: in a topic every message has a reply_to_message (aiogram/aiogram#1511); only that of a reply differs."""
    topic = await bot("createForumTopic", chat_id=staff.id, name="Li's shop")
    thread = topic["message_thread_id"]
    sent = await bot("sendMessage", chat_id=staff.id, message_thread_id=thread, text="a question")
    assert sent["reply_to_message"]["forum_topic_created"]["name"] == "Li's shop"
    await li.says("an answer", chat=staff, thread=thread)
    await li.says("a reply", sent["message_id"], chat=staff)
    said, replied = [update["message"] for update in await bot.updates()][-2:]
    assert said["reply_to_message"]["message_id"] == thread
    assert (replied["reply_to_message"]["text"], replied["message_thread_id"]) == ("a question", thread)


async def test_reply_goes_into_the_topic_of_what_it_answers(bot: Bot, staff: Group, li: Person) -> None:
    """Also without a message_thread_id."""
    thread = staff.opens_topic("Li's shop", li.user)
    await li.says("a question", chat=staff, thread=thread)
    question = li.messages_in(staff)[-1].message_id
    answer = await bot("sendMessage", chat_id=staff.id, text="an answer", reply_parameters={"message_id": question})
    assert (answer["message_thread_id"], answer["is_topic_message"]) == (thread, True)
    staff.deletes_topic(thread)
    kept = {"message_id": question, "allow_sending_without_reply": True}
    alone = await bot("sendMessage", chat_id=staff.id, text="too late", reply_parameters=kept)
    assert "message_thread_id" not in alone


async def test_topic_opened_by_the_bot_does_not_make_all_in_it_replies_to_the_bot(
    bot: Bot, server: BotApiServer, li: Person
) -> None:
    """Privacy mode hides what is said there from a bot that does not administer the group."""
    forum = server.group("Forum", [li], forum=True)
    topic = await bot("createForumTopic", chat_id=forum.id, name="Shop")
    await bot.updates()
    await li.says("among ourselves", chat=forum, thread=topic["message_thread_id"])
    assert await bot.updates() == []


async def test_group_with_topics_is_a_supergroup_with_another_id(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Who turns topics on in a basic group turns it into another chat, to which every call is sent on."""
    group = server.group("Managers", [li], basic=True, bot="administrator")
    forum = group.turns_topics_on(li.user)
    refusal = await bot.refused("createForumTopic", chat_id=group.id, name="E-1042")
    assert refusal.parameters == {"migrate_to_chat_id": forum.id}
    topic = await bot("createForumTopic", chat_id=forum.id, name="E-1042")
    sent = await bot("sendMessage", chat_id=forum.id, message_thread_id=topic["message_thread_id"], text="a case")
    assert sent["chat"] == {"id": forum.id, "title": "Managers", "is_forum": True, "type": "supergroup"}
    assert forum.turns_topics_on(li.user).id == forum.id


async def test_several_people_press_buttons_in_a_group(
    bot: Bot, server: BotApiServer, staff: Group, li: Person
) -> None:
    """Each press names who pressed; everybody sees the edit that follows."""
    anna = server.person("Anna")
    staff.adds(anna.user, by=li.user)
    await bot.updates()
    keyboard = {"inline_keyboard": [[{"text": "Take it", "callback_data": "take"}]]}
    sent = await bot("sendMessage", chat_id=staff.id, text="a case", reply_markup=keyboard)
    await anna.presses("Take it", chat=staff)
    await li.presses("Take it", chat=staff)
    assert [update["callback_query"]["from"]["first_name"] for update in await bot.updates()] == ["Anna", "Li"]
    await bot("editMessageText", chat_id=staff.id, message_id=sent["message_id"], text="taken by Anna")
    assert (await li.sees("taken", chat=staff)).text == "taken by Anna"
    assert (await anna.sees("taken", chat=staff)).edited


async def test_group_that_becomes_a_supergroup_says_where_it_went(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Two service messages, and a refusal that carries the new id."""
    group = server.group("Shop", [li], basic=True)
    await bot.updates()
    upgraded = group.migrates(li.user)
    there, here = await bot.updates()
    assert there["message"]["migrate_to_chat_id"] == upgraded.id
    assert here["message"]["migrate_from_chat_id"] == group.id
    refusal = await bot.refused("sendMessage", chat_id=group.id, text="hello")
    assert refusal.parameters == {"migrate_to_chat_id": upgraded.id}
    await bot("sendMessage", chat_id=upgraded.id, text="hello")


async def test_members_and_their_places_can_be_asked_for(
    bot: Bot, server: BotApiServer, staff: Group, li: Person
) -> None:
    """Who owns, who administers, who was never there."""
    anna = server.person("Anna")
    statuses = [
        (await bot("getChatMember", chat_id=staff.id, user_id=user_id))["status"]
        for user_id in (li.id, server.world.bot.id, anna.id)
    ]
    assert statuses == ["creator", "administrator", "left"]
    administrators = await bot("getChatAdministrators", chat_id=staff.id)
    assert {member["user"]["id"] for member in administrators} == {li.id, server.world.bot.id}
    assert await bot("getChatMemberCount", chat_id=staff.id) == 2


async def test_member_who_leaves_is_told_of_only_on_request(bot: Bot, server: BotApiServer, li: Person) -> None:
    """chat_member is among the kinds that a bot has to name."""
    anna = server.person("Anna")
    group = server.group("Shop", [li, anna], bot="administrator")
    await bot("getUpdates", offset=-1, allowed_updates=["chat_member"])
    await bot("getUpdates", offset=server.world.updates.next_id)
    group.removes(anna.user, li.user, "left")
    (update,) = await bot("getUpdates")
    assert update["chat_member"]["new_chat_member"]["status"] == "left"


async def test_only_an_administrator_hears_of_members_and_reactions(bot: Bot, server: BotApiServer, li: Person) -> None:
    """doc: for chat_member and message_reaction the bot must be an administrator, and must ask for them."""
    group = server.group("Shop", [li])
    sent = await bot("sendMessage", chat_id=group.id, text="I am here")
    await bot.updates(allowed_updates=["chat_member", "message_reaction"])
    anna = server.person("Anna")
    group.adds(anna.user, by=li.user)
    await li.reacts(sent["message_id"], chat=group)
    assert await bot.updates() == []
    group.promotes(server.world.bot, li.user)
    group.changes(anna.user, li.user, {"status": "left"})
    await anna.reacts(sent["message_id"], chat=group)
    assert [sorted(update)[0] for update in await bot.updates()] == ["chat_member", "message_reaction"]
