"""Changing what was sent: edits and deletions."""

from typing import Any

from seller_bot.demo import access
from seller_bot.demo.buttons import check_buttons
from seller_bot.demo.chats import Chat
from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.media import GROUPED, input_media
from seller_bot.demo.methods.messages import TEXT, given_text
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import (
    ABOVE,
    BUSINESS,
    CAPTION,
    CHAT,
    INLINE_MARKUP,
    MESSAGE_ID,
    MESSAGE_IDS,
    given_caption,
)
from seller_bot.demo.parameters import Given, Json, Parameter, json_object, parsed_json, string
from seller_bot.demo.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
DELETABLE = 48 * 60 * 60
TARGET = (INLINE_MARKUP, BUSINESS, Parameter("inline_message_id", string), CHAT, MESSAGE_ID)
WORDS = ("text", "entities", "link_preview_options", "caption", "caption_entities", "show_caption_above_media")
FILES = ("photo", "document", "audio", "video", "animation", "voice")
REPLACEABLE = ("text", "photo", "document", "audio", "video", "animation")
"""What another file can take the place of: a voice message keeps its own."""
MEDIA = (*FILES, "has_media_spoiler")
SHOWN = (*WORDS, *MEDIA, "reply_markup")
"""What an edit can change; everything else of a message stays."""


@method("editMessageText", *TEXT, *TARGET, Parameter("rich_message", json_object("rich message")))
def edit_message_text(world: World, given: Given) -> Json:
    if given["rich_message"]:
        given.violations.append("rich_message: this server knows no rich messages")
    content = given_text(world, given)
    chat, message = own_message(world, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return edited(world, chat, message, {**content, "reply_markup": given["reply_markup"]})


@method("editMessageCaption", *CAPTION, ABOVE, *TARGET)
def edit_message_caption(world: World, given: Given) -> Json:
    content = given_caption(world, given)
    chat, message = own_message(world, given)
    if not any(kind in message for kind in FILES):
        raise bad_request("there is no caption in the message to edit")
    media = {name: message[name] for name in MEDIA if name in message}
    above = {"show_caption_above_media": given["show_caption_above_media"]}
    return edited(world, chat, message, {**media, **content, **above, "reply_markup": given["reply_markup"]})


def media_object(value: str) -> Any:
    return parsed_json(value, "input media")


MEDIA_PARAMETER = Parameter("media", media_object, missing='parameter "media" is required', shape="InputMedia")


@method("editMessageMedia", MEDIA_PARAMETER, *TARGET)
def edit_message_media(world: World, given: Given) -> Json:
    kind, content = input_media(world, given["media"], given)
    chat, message = own_message(world, given)
    old = next((known for known in REPLACEABLE if known in message), None)
    if old is None:
        raise bad_request("there is no media in the message to edit")
    if "media_group_id" in message and old != kind:
        check_album(old, kind)
    return edited(world, chat, message, {**content, "reply_markup": given["reply_markup"]})


def check_album(old: str, new: str) -> None:
    """In an album a photo may become a video and a video a photo; documents and audio stay among themselves."""
    if new not in GROUPED:
        raise bad_request("message content type can't be used in an album")
    if GROUPED[old] != GROUPED[new]:
        raise bad_request("can't change media type in the album")


@method("editMessageReplyMarkup", *TARGET)
def edit_message_reply_markup(world: World, given: Given) -> Json:
    chat, message = own_message(world, given)
    shown = {name: message[name] for name in SHOWN if name in message}
    return edited(world, chat, message, {**shown, "reply_markup": given["reply_markup"]})


def own_message(world: World, given: Given) -> tuple[Chat, Json]:
    """A message that the bot sent, and did not send with a reply keyboard: Telegram lets nobody edit those."""
    if not given["chat_id"] and not given["message_id"]:
        inline = given["inline_message_id"]
        raise bad_request("MESSAGE_ID_INVALID" if inline else "message identifier is not specified")
    chat = access.editable(world, given["chat_id"])
    message = access.existing(chat, given["message_id"], "message to edit")
    inline = "inline_keyboard" in message.get("reply_markup", {"inline_keyboard": []})
    if message["from"]["id"] != world.bot.id or "forward_origin" in message or not inline:
        raise bad_request("message can't be edited")
    return chat, message


def edited(world: World, chat: Chat, message: Json, content: dict[str, Any]) -> Json:
    """The message with all that it shows replaced; an edit without a keyboard takes the keyboard away."""
    check_buttons(content["reply_markup"], world.reserved)
    access.writable(world, str(chat.id))
    shown = {name: value for name, value in content.items() if value}
    if shown == {name: message[name] for name in SHOWN if name in message}:
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in message.items() if name not in SHOWN}
    return world.change(chat, {**kept, "edit_date": world.clock.now(), **shown})


@method("deleteMessage", CHAT, MESSAGE_ID)
def delete_message(world: World, given: Given) -> bool:
    if not given["chat_id"]:
        raise bad_request("chat identifier is not specified")
    if not given["message_id"]:
        raise bad_request("message identifier is not specified")
    chat = access.writable(world, given["chat_id"])
    if given["message_id"] in chat.gone_messages:
        return True
    message = access.existing(chat, given["message_id"], "message to delete")
    if not may_delete(world, chat, message):
        raise bad_request("message can't be deleted")
    if world.clock.now() - message["date"] >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, [given["message_id"]])
    return True


@method("deleteMessages", CHAT, MESSAGE_IDS)
def delete_messages(world: World, given: Given) -> bool:
    """Messages that are not there are passed over; one that can't be deleted stops the call."""
    chat = access.writable(world, given["chat_id"])
    known = [chat.messages[number] for number in given["message_ids"] if number in chat.messages]
    if not all(may_delete(world, chat, message) for message in known):
        raise bad_request("message can't be deleted")
    if any(world.clock.now() - message["date"] >= DELETABLE for message in known):
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, [message["message_id"] for message in known])
    return True


def may_delete(world: World, chat: Chat, message: Json) -> bool:
    return message["from"]["id"] == world.bot.id or chat.may(world.bot.id, "can_delete_messages")
