"""Sending again what is there: forwards and copies."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from seller_bot.demo import access
from seller_bot.demo.chats import Chat
from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.delivery import deliver, delivered_where
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import (
    ABOVE,
    CAPTION,
    EFFECT,
    MESSAGE_ID,
    MESSAGE_IDS,
    PAID,
    PASSING_ON,
    REPLY,
    REPLY_MARKUP,
    SUGGESTED,
    given_caption,
)
from seller_bot.demo.parameters import Given, Json, Parameter, boolean, integer, string
from seller_bot.demo.world import World

FROM = Parameter("from_chat_id", string, missing='parameter "from_chat_id" is required')
START = Parameter("video_start_timestamp", integer, default=0)
COPYING = (REPLY_MARKUP, REPLY, *PASSING_ON, PAID, EFFECT, SUGGESTED)
CONTENT = """
text entities link_preview_options caption caption_entities show_caption_above_media has_media_spoiler photo document
audio video animation voice video_note sticker contact location
"""
COPIED = tuple(CONTENT.split())
CAPTIONED = ("photo", "document", "audio", "video", "animation", "voice")
KINDS = ("text", *CAPTIONED, "video_note", "sticker", "contact", "location")


def content_of(message: Json) -> Json:
    found = {name: message[name] for name in COPIED if name in message}
    if not found:
        raise bad_request("the message can't be copied")
    return found


def source(world: World, given: Given, what: str) -> tuple[Chat, Json]:
    chat = access.readable(world, given["from_chat_id"])
    return chat, access.existing(chat, given["message_id"], what)


def forwarded(message: Json) -> Json:
    """The content with where it came from; protected messages stay where they are."""
    if message.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    user = {"type": "user", "date": message["date"], "sender_user": message["from"]}
    return {"forward_origin": message.get("forward_origin", user), **content_of(message)}


@method("forwardMessage", FROM, MESSAGE_ID, START, *PASSING_ON, EFFECT, SUGGESTED)
def forward_message(world: World, given: Given) -> Json:
    _, message = source(world, given, "message to forward")
    chat, delivery = delivered_where(world, given)
    access.sending_allowed(world, chat, kind_of(message))
    return world.post(chat, world.bot, {**delivery, **forwarded(message)})


@method("copyMessage", FROM, MESSAGE_ID, *CAPTION, ABOVE, START, *COPYING)
def copy_message(world: World, given: Given) -> Json:
    _, message = source(world, given, "message to copy")
    content = content_of(message)
    if given["caption"] and any(name in content for name in CAPTIONED):
        words = ("caption", "caption_entities", "show_caption_above_media")
        above = {"show_caption_above_media": True} if given["show_caption_above_media"] else {}
        content = {name: value for name, value in content.items() if name not in words}
        content |= {**given_caption(world, given), **above}
    return {"message_id": deliver(world, given, kind_of(message), content)["message_id"]}


@method("forwardMessages", FROM, MESSAGE_IDS, *PASSING_ON)
def forward_messages(world: World, given: Given) -> list[Json]:
    free = [message for message in sources(world, given) if not message.get("has_protected_content")]
    return sent_again(world, given, free, forwarded)


@method("copyMessages", FROM, MESSAGE_IDS, Parameter("remove_caption", boolean, default=False), *PASSING_ON)
def copy_messages(world: World, given: Given) -> list[Json]:
    return sent_again(world, given, sources(world, given), without_caption if given["remove_caption"] else content_of)


def without_caption(message: Json) -> Json:
    return {name: value for name, value in content_of(message).items() if not name.startswith("caption")}


def sources(world: World, given: Given) -> list[Json]:
    """Those of the messages that are there and can be sent again; the others are skipped."""
    chat = access.readable(world, given["from_chat_id"])
    numbers = given["message_ids"]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    return [message for message in found if any(kind in message for kind in KINDS)]


def sent_again(world: World, given: Given, messages: list[Json], made: Callable[[Json], Json]) -> list[Json]:
    """All of them into the chat; what was an album is one again, without those that were left out."""
    if not messages:
        raise bad_request("there are no messages to forward")
    chat, delivery = delivered_where(world, given)
    for message in messages:
        access.sending_allowed(world, chat, kind_of(message))
    albums = new_albums(world, messages)
    contents = [
        {**delivery, **albums.get(message.get("media_group_id", ""), {}), **made(message)} for message in messages
    ]
    return [{"message_id": world.post(chat, world.bot, content)["message_id"]} for content in contents]


def new_albums(world: World, messages: list[Json]) -> dict[str, Json]:
    """By the old id of an album what its new messages carry; one that is left alone is no album."""
    sizes = Counter(message["media_group_id"] for message in messages if "media_group_id" in message)
    return {old: {"media_group_id": world.next_media_group()} for old, size in sizes.items() if size > 1}


def kind_of(message: Json) -> str:
    return next((kind for kind in KINDS if kind in message), "text")
