"""Messages that stay in sight."""

from seller_bot.demo import access
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import BUSINESS, CHAT, MESSAGE_ID
from seller_bot.demo.parameters import Given, Json, Parameter, boolean
from seller_bot.demo.world import World

# Pins


@method("pinChatMessage", CHAT, MESSAGE_ID, BUSINESS, Parameter("disable_notification", boolean, default=False))
def pin_chat_message(world: World, given: Given) -> bool:
    chat = access.writable(world, given["chat_id"])
    message = access.existing(chat, given["message_id"], "message to pin")
    access.required(world, chat, "can_pin_messages", "manage pinned messages in the chat")
    if given["message_id"] not in chat.pinned:
        chat.pinned.append(given["message_id"])
        thread: Json = {name: message[name] for name in ("message_thread_id", "is_topic_message") if name in message}
        world.post(chat, world.bot, {**thread, "pinned_message": message})
    return True


@method("unpinChatMessage", CHAT, MESSAGE_ID, BUSINESS)
def unpin_chat_message(world: World, given: Given) -> bool:
    chat = access.writable(world, given["chat_id"])
    number = given["message_id"] or next(reversed(chat.pinned), 0)
    access.existing(chat, number, "message to unpin")
    access.required(world, chat, "can_pin_messages", "manage pinned messages in the chat")
    chat.pinned = [pinned for pinned in chat.pinned if pinned != number]
    return True


@method("unpinAllChatMessages", CHAT)
def unpin_all_chat_messages(world: World, given: Given) -> bool:
    chat = access.writable(world, given["chat_id"])
    access.required(world, chat, "can_pin_messages", "manage pinned messages in the chat")
    chat.pinned.clear()
    return True
