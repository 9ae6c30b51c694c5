"""Texts: sent, edited, replied to, quoted, deleted."""

import pytest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


async def test_html_becomes_text_with_entities(bot: Bot, li: Person) -> None:
    """The tags go, their entities count UTF-16 units, spaces at both ends go, and links are found."""
    source = "  😀 <b>жирный</b> &lt;x&gt; https://ozon.ru  "
    sent = await bot("sendMessage", chat_id=li.id, text=source, parse_mode="HTML")
    assert sent["text"] == "😀 жирный <x> https://ozon.ru"
    assert sent["entities"] == [
        {"type": "bold", "offset": 3, "length": 6},
        {"type": "url", "offset": 14, "length": 15},
    ]
    assert (await li.sees()).html == "😀 <b>жирный</b> &lt;x&gt; https://ozon.ru"


async def test_edit_replaces_the_text_and_takes_the_keyboard_away(bot: Bot, li: Person) -> None:
    """An edit without a keyboard leaves none; the person sees the new text, marked as edited."""
    sent = await bot("sendMessage", chat_id=li.id, text="before", reply_markup=KEYBOARD)
    assert (await li.sees()).labels == ["Go"]
    edited = await bot("editMessageText", chat_id=li.id, message_id=sent["message_id"], text="after")
    assert "reply_markup" not in edited
    assert edited["date"] == sent["date"]
    seen = await li.sees()
    assert (seen.message_id, seen.text, seen.edited, seen.buttons) == (sent["message_id"], "after", True, ())


async def test_reply_carries_the_message_it_answers(bot: Bot, li: Person) -> None:
    """Only one level deep, and with the quotation where there is one."""
    first = await bot("sendMessage", chat_id=li.id, text="which shop?")
    await li.says("the second one", first["message_id"])
    (update,) = await bot.updates()
    assert update["message"]["reply_to_message"]["text"] == "which shop?"
    asked = {"message_id": update["message"]["message_id"], "quote": "second"}
    answer = await bot("sendMessage", chat_id=li.id, text="ok", reply_parameters=asked)
    assert "reply_to_message" not in answer["reply_to_message"]
    assert answer["quote"] == {"text": "second", "position": 4, "is_manual": True}


async def test_person_edits_and_deletes_own_messages(bot: Bot, li: Person) -> None:
    """The bot is told of edits and never of deletions."""
    await li.says("frist")
    message_id = li.messages[-1].message_id
    await li.edits(message_id, "first")
    updates = await bot.updates()
    assert [set(update) - {"update_id"} for update in updates] == [{"message"}, {"edited_message"}]
    assert updates[1]["edited_message"]["text"] == "first"
    li.deletes(message_id)
    assert await bot.updates() == []
    assert message_id not in [message.message_id for message in li.messages]


async def test_bot_edits_own_messages_of_any_age(bot: Bot, server: BotApiServer, li: Person) -> None:
    """doc: only messages of others, sent for a business, have to be younger than 48 hours."""
    sent = await bot("sendMessage", chat_id=li.id, text="waiting")
    server.advance(90 * 24 * 60 * 60)
    edited = await bot("editMessageText", chat_id=li.id, message_id=sent["message_id"], text="decided")
    assert edited["text"] == "decided"


async def test_what_a_person_deleted_can_be_neither_answered_nor_copied(bot: Bot, li: Person) -> None:
    """Unless the call says that it may go out without the reply; of several only those that are there are copied."""
    await li.says("one")
    await li.says("two")
    first, second = (message.message_id for message in li.messages[-2:])
    li.deletes(first)
    refusal = await bot.refused("sendMessage", chat_id=li.id, text="answer", reply_parameters={"message_id": first})
    assert refusal.description == "Bad Request: message to be replied not found"
    kept = {"message_id": first, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot("sendMessage", chat_id=li.id, text="answer", reply_parameters=kept)
    refusal = await bot.refused("copyMessage", chat_id=li.id, from_chat_id=li.id, message_id=first)
    assert refusal.description == "Bad Request: message to copy not found"
    copied = await bot("copyMessages", chat_id=li.id, from_chat_id=li.id, message_ids=[first, second])
    assert [li.messages[-1].message_id, li.messages[-1].text] == [copied[0]["message_id"], "two"]
    assert len(copied) == 1


async def test_what_was_deleted_unnoticed_is_refused_by_telegram_itself(bot: Bot, li: Person) -> None:
    """Its server takes it for being there (tdlib/telegram-bot-api#94, #101, #469); replies lose what they answer."""
    sent = await bot("sendMessage", chat_id=li.id, text="a card")
    number = sent["message_id"]
    li.deletes_unnoticed(number)
    where = {"chat_id": li.id, "message_id": number}
    for method, more in (("editMessageText", {"text": "decided"}), ("copyMessage", {"from_chat_id": li.id})):
        assert (await bot.refused(method, **where, **more)).description == "Bad Request: MESSAGE_ID_INVALID"
    answer = await bot("sendMessage", chat_id=li.id, text="answer", reply_parameters={"message_id": number})
    assert "reply_to_message" not in answer
    assert await bot("deleteMessage", **where) is True


async def test_album_is_copied_as_an_album_with_its_caption(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Into a topic too: one new album, whose captions can be left out."""
    staff = server.group("Staff", [li], forum=True, bot="administrator")
    thread = staff.opens_topic("E-1042", li.user)
    await li.sends_album(caption="the screenshots")
    album = [message.message_id for message in li.messages[-2:]]
    where = {"chat_id": staff.id, "message_thread_id": thread, "from_chat_id": li.id, "message_ids": album}
    await bot("copyMessages", **where)
    await bot("copyMessages", **where, remove_caption=True)
    copies = [message.json for message in li.messages_in(staff)[-4:]]
    assert [copy.get("caption") for copy in copies] == ["the screenshots", None, None, None]
    assert len({copy["media_group_id"] for copy in copies}) == 2
    assert {copy["message_thread_id"] for copy in copies} == {thread}


async def test_mention_by_id_is_a_link_only_to_whom_the_bot_has_met(bot: Bot, server: BotApiServer, li: Person) -> None:
    """doc: the person has to have written to the bot, or to be in the group; to others the text stays plain."""
    anna = server.person("Anna")

    async def entities(person: Person) -> list[str]:
        link = f'<a href="tg://user?id={person.id}">seller</a>'
        sent = await bot("sendMessage", chat_id=li.id, text=link, parse_mode="HTML")
        return [entity["type"] for entity in sent.get("entities", [])]

    assert (await entities(li), await entities(anna)) == (["text_mention"], [])
    server.group("Staff", [li, anna])
    assert await entities(anna) == ["text_mention"]


async def test_bot_deletes_for_48_hours(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Its own messages and, in a private chat, the other side's; one or many; not after two days."""
    numbers = [(await bot("sendMessage", chat_id=li.id, text=text))["message_id"] for text in ("a", "b", "c")]
    await bot("deleteMessage", chat_id=li.id, message_id=li.messages[0].message_id)
    await bot("deleteMessages", chat_id=li.id, message_ids=[numbers[0], numbers[1], 999_999])
    assert [message.text for message in li.messages] == ["c"]
    server.advance(48 * 60 * 60)
    refusal = await bot.refused("deleteMessage", chat_id=li.id, message_id=numbers[2])
    assert refusal.description == "Bad Request: message can't be deleted for everyone"


async def test_blocked_bot_is_refused_and_told(bot: Bot, li: Person) -> None:
    """Blocking is a change of the bot's membership; writing again unblocks."""
    li.blocks()
    (update,) = await bot.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    refusal = await bot.refused("sendMessage", chat_id=li.id, text="hello?")
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot was blocked by the user")
    await li.says("I am back")
    statuses = [update["my_chat_member"]["new_chat_member"]["status"] for update in (await bot.updates())[:1]]
    assert statuses == ["member"]
    await bot("sendMessage", chat_id=li.id, text="welcome back")


async def test_person_who_never_started_the_bot_can_not_be_written_to(bot: Bot, server: BotApiServer) -> None:
    """Bots don't begin conversations."""
    stranger = server.person("Anna")
    refusal = await bot.refused("sendMessage", chat_id=stranger.id, text="hello")
    assert (refusal.code, refusal.description) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_chat_action_is_seen_and_forgotten(bot: Bot, server: BotApiServer, li: Person) -> None:
    """It leaves no message."""
    before = len(li.messages)
    assert await bot("sendChatAction", chat_id=li.id, action="typing") is True
    assert len(li.messages) == before


async def test_reactions_pins_and_copies(bot: Bot, li: Person) -> None:
    """A bot reacts once, pins with a service message, copies without and forwards with the origin."""
    await li.says("look at this")
    original = (await bot.updates())[0]["message"]
    where = {"chat_id": li.id, "message_id": original["message_id"]}
    assert await bot("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}]) is True
    assert await bot("pinChatMessage", **where) is True
    assert (await bot("getChat", chat_id=li.id))["pinned_message"]["text"] == "look at this"
    copy = await bot("copyMessage", **where, from_chat_id=li.id, reply_markup=KEYBOARD)
    forwarded = await bot("forwardMessage", **where, from_chat_id=li.id)
    assert forwarded["forward_origin"]["sender_user"]["id"] == li.id
    assert [message.text for message in li.messages[-2:]] == ["look at this", "look at this"]
    assert li.messages[-2].message_id == copy["message_id"]
    assert await bot("unpinAllChatMessages", chat_id=li.id) is True


@pytest.mark.parametrize("action", ["typing", "upload_audio", "record_audio", "pick_up_location"])
async def test_older_names_of_an_action_are_known_too(bot: Bot, li: Person, action: str) -> None:
    """client get_chat_action takes them beside the documented ones."""
    assert await bot("sendChatAction", chat_id=li.id, action=action) is True


async def test_formatting_beyond_a_hundred_entities_comes_out_plain(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Telegram drops the rest in silence (tdlib/telegram-bot-api issue 820); here the call is a violation."""
    text = "<b>a</b> " * 101
    assert len((await bot("sendMessage", chat_id=li.id, text=text, parse_mode="HTML"))["entities"]) == 100
    entities = [{"type": "bold", "offset": 2 * n, "length": 1} for n in range(103)]
    assert len((await bot("sendMessage", chat_id=li.id, text="a " * 103, entities=entities))["entities"]) == 100
    assert [violation.what[:10] for violation in server.violations] == ["1 entities", "3 entities"]


async def test_a_reply_carries_no_keyboard_but_an_inline_one(bot: Bot, li: Person) -> None:
    """Telegram gives a message that was replied to as bots see it: a ForceReply is no part of it."""
    sent = await bot("sendMessage", chat_id=li.id, text="Your name?", reply_markup={"force_reply": True})
    await li.says("Li", sent["message_id"])
    again = await bot("sendMessage", chat_id=li.id, text="?", reply_parameters={"message_id": sent["message_id"]})
    update = (await bot("getUpdates"))[-1]
    for message in (update["message"], again):
        assert message["reply_to_message"]["message_id"] == sent["message_id"]
        assert "reply_markup" not in message["reply_to_message"]
