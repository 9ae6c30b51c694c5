"""What the bot may do where: the checks that telegram-bot-api makes of a chat and of a message in it (Client.cpp)."""

from seller_bot.demo.chats import GENERAL_TOPIC, Chat
from seller_bot.demo.errors import Refused, bad_request, forbidden
from seller_bot.demo.world import Json, World

KINDS = {"photo": "photos", "document": "documents", "audio": "music", "voice": "voice messages", "video": "videos"}
PERMISSION = {"photo": "can_send_photos", "document": "can_send_documents", "audio": "can_send_audios"}
PERMISSION |= {"voice": "can_send_voice_notes", "video": "can_send_videos", "sticker": "can_send_other_messages"}


def readable(world: World, chat_id: str) -> Chat:
    """The chat of this id or @username, as far as the bot may look into it."""
    chat = found(world, chat_id)
    if not chat.is_private and not chat.has(world.bot.id) and chat.migrated_to is None:
        raise not_a_member(chat, world.bot.id)
    return chat


def found(world: World, chat_id: str) -> Chat:
    if not chat_id:
        raise bad_request("chat_id is empty")
    if chat_id.startswith("@"):
        for chat in world.chats.values():
            if chat.type == "supergroup" and chat.about.get("username", "").lower() == chat_id[1:].lower():
                return chat
    try:
        return world.chats[int(chat_id)]
    except (ValueError, KeyError):
        raise bad_request("chat not found") from None


def editable(world: World, chat_id: str) -> Chat:
    """The same, for a call that changes what is there: a group that has moved says where it went."""
    chat = readable(world, chat_id)
    if chat.migrated_to is not None:
        moved = {"migrate_to_chat_id": chat.migrated_to}
        raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
    return chat


def writable(world: World, chat_id: str) -> Chat:
    """The same, for a call that puts something there."""
    chat = editable(world, chat_id)
    if chat.is_private and chat.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.is_private and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def not_a_member(chat: Chat, user_id: int) -> Refused:
    what = "group" if chat.type == "group" else "supergroup"
    if chat.member(user_id)["status"] == "kicked":
        return forbidden(f"bot was kicked from the {what} chat")
    return forbidden(f"bot is not a member of the {what} chat")


def existing(chat: Chat, message_id: int, what: str) -> Json:
    """The message, or "message to edit not found" and the like; Telegram itself speaks of those gone unnoticed."""
    if message_id in chat.gone_messages:
        raise bad_request("MESSAGE_ID_INVALID")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def sending_allowed(world: World, chat: Chat, kind: str) -> None:
    """Whether the chat's permissions let the bot send this kind of message."""
    if chat.may(world.bot.id, "can_send_messages") and chat.may(
        world.bot.id, PERMISSION.get(kind, "can_send_messages")
    ):
        return
    raise bad_request(f"not enough rights to send {KINDS.get(kind, 'text messages')} to the chat")


def thread(world: World, chat: Chat, thread_id: int) -> Json:
    """What a message into this topic carries; nothing for the general one."""
    if thread_id <= 0:
        return {}
    if thread_id in chat.gone_topics:
        raise bad_request("TOPIC_DELETED")
    topic = chat.topics.get(thread_id)
    if topic is None or thread_id == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    if topic.closed and not chat.may(world.bot.id, "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": thread_id, "is_topic_message": True}


def required(world: World, chat: Chat, right: str, what: str) -> None:
    """`what` is how Telegram goes on: "not enough rights to …"."""
    if not chat.may(world.bot.id, right):
        raise bad_request(f"not enough rights to {what}")
