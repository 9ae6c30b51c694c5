"""What the server answers is what the Bot API describes: aiogram's types can read it."""

from typing import Any

import aiogram.methods
import aiogram.types
import pytest
from pydantic import TypeAdapter

from seller_bot.demo import samples
from seller_bot.demo.groups import Group
from seller_bot.demo.methods import METHODS
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

SERVED = sorted(METHODS.values(), key=lambda method: method.name)
KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
PICTURE = {"photo": ("p.png", samples.PHOTO.content, "image/png")}


def described(name: str) -> Any:
    """aiogram's class of the method."""
    return getattr(aiogram.methods, name[0].upper() + name[1:])


@pytest.mark.parametrize("method", SERVED, ids=lambda method: method.name)
def test_every_declared_parameter_is_one_of_the_bot_api(method: Any) -> None:
    """No invented names: aiogram knows them too."""
    assert {parameter.name for parameter in method.parameters} <= set(described(method.name).model_fields)


async def read(bot: Bot, method: str, files: Any = None, /, **parameters: Any) -> Any:
    """Call the method, and read its answer as aiogram does."""
    answer = await bot(method, files, **parameters)
    return TypeAdapter(described(method).__returning__).validate_python(answer, strict=False)


async def test_answers_about_the_bot_read_as_their_types(bot: Bot, li: Person) -> None:
    """getMe, names, commands, menus, webhooks."""
    assert (await read(bot, "getMe")).is_bot is True
    await bot("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    assert (await read(bot, "getMyCommands"))[0].command == "start"
    for name in ("getMyName", "getMyDescription", "getMyShortDescription", "getWebhookInfo", "getChatMenuButton"):
        await read(bot, name)


async def test_messages_read_as_their_type(bot: Bot, li: Person) -> None:
    """Sent, replied, edited, copied, forwarded; texts, pictures, papers, contacts, places, albums."""
    first = await read(bot, "sendMessage", chat_id=li.id, text="<b>hi</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    reply = {"message_id": first.message_id, "quote": "hi"}
    second = await read(bot, "sendPhoto", PICTURE, chat_id=li.id, caption="picture", reply_parameters=reply)
    assert (second.quote.text, second.reply_to_message.text) == ("hi", "hi")
    where = {"chat_id": li.id, "message_id": first.message_id}
    assert (await read(bot, "editMessageText", **where, text="ho")).edit_date is not None
    await read(bot, "copyMessage", **where, from_chat_id=li.id)
    assert (await read(bot, "forwardMessage", **where, from_chat_id=li.id)).forward_origin.sender_user.is_bot
    for kind, sample in (("document", samples.DOCUMENT), ("voice", samples.VOICE), ("sticker", samples.STICKER)):
        files = {kind: (sample.file_name, sample.content, sample.mime_type)}
        sent = await read(bot, f"send{kind.title()}", files, chat_id=li.id)
        assert getattr(sent, kind).file_id
    await read(bot, "getFile", file_id=second.photo[-1].file_id)
    media = [{"type": "photo", "media": "attach://photo"}, {"type": "photo", "media": second.photo[-1].file_id}]
    album = await read(bot, "sendMediaGroup", PICTURE, chat_id=li.id, media=media)
    assert len(album) == 2
    await read(bot, "sendContact", chat_id=li.id, phone_number="+79001234567", first_name="Li")
    await read(bot, "sendLocation", chat_id=li.id, latitude=55.75, longitude=37.61)
    await read(bot, "getChat", chat_id=li.id)


async def test_chats_and_members_read_as_their_types(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Groups, topics, owners, administrators, members, strangers."""
    anna = server.person("Anna")
    staff = server.group("Staff", [li, anna], forum=True, bot="administrator")
    assert (await read(bot, "getChat", chat_id=staff.id)).is_forum
    topic = await read(bot, "createForumTopic", chat_id=staff.id, name="Li")
    sent = await read(bot, "sendMessage", chat_id=staff.id, text="hi", message_thread_id=topic.message_thread_id)
    assert sent.is_topic_message
    for user_id in (li.id, anna.id, server.world.bot.id):
        await read(bot, "getChatMember", chat_id=staff.id, user_id=user_id)
    await read(bot, "getChatAdministrators", chat_id=staff.id)
    await read(bot, "banChatMember", chat_id=staff.id, user_id=anna.id)
    assert (await read(bot, "getChatMember", chat_id=staff.id, user_id=anna.id)).status == "kicked"


async def test_updates_of_all_kinds_read_as_their_type(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Whatever a person can do here reaches the bot as an Update that aiogram understands."""
    kinds = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
    await bot("getUpdates", allowed_updates=kinds)
    sent = await bot("sendMessage", chat_id=li.id, text="hi", reply_markup=KEYBOARD)
    await everything_that_a_person_does(li, sent["message_id"])
    group_life(server, li, server.group("Shop", [li], basic=True, bot="administrator"))
    updates = TypeAdapter(list[aiogram.types.Update]).validate_python(await bot("getUpdates"))
    assert {update.event_type for update in updates} == set(kinds)


async def everything_that_a_person_does(li: Person, message_id: int) -> None:
    await li.says("/help 😀 https://ozon.ru", message_id)
    await li.edits(li.messages[-1].message_id, "edited")
    await li.presses("go")
    await li.reacts(message_id)
    for sends in (li.sends_photo, li.sends_document, li.sends_voice, li.sends_sticker, li.sends_video):
        await sends()
    await li.sends_album()
    await li.sends_contact()
    await li.sends_location()
    await li.forwards(li.messages[0])
    li.blocks()
    li.unblocks()


def group_life(server: BotApiServer, li: Person, group: Group) -> None:
    anna = server.person("Anna")
    group.adds(anna.user, by=li.user)
    group.promotes(anna.user, li.user, "can_pin_messages")
    group.removes(anna.user, li.user)
    upgraded = group.migrates(li.user)
    upgraded.promotes(server.world.bot, li.user)
    upgraded.chat.about["is_forum"] = True
    upgraded.opens_topic("Li", li.user)
    upgraded.removes(server.world.bot, li.user)
