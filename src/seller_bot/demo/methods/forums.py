"""Topics of a forum: one conversation each in a group of staff."""

from seller_bot.demo import access
from seller_bot.demo.chats import Chat, Topic
from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import CHAT, THREAD
from seller_bot.demo.parameters import Given, Json, Parameter, integer, string
from seller_bot.demo.world import World

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
LONGEST_NAME = 128
NAME = Parameter("name", string, default="")
ICON = Parameter("icon_custom_emoji_id", string)


def forum(world: World, given: Given) -> Chat:
    chat = access.writable(world, given["chat_id"])
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def named(given: Given) -> str:
    name: str = given["name"].strip()
    if not name:
        raise bad_request("title must be non-empty")
    if len(name) > LONGEST_NAME:
        given.violations.append(f"name: longer than {LONGEST_NAME} characters; Telegram cuts it")
    return name[:LONGEST_NAME]


def topic_of(chat: Chat, given: Given) -> Topic:
    topic = chat.topics.get(given["message_thread_id"])
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def service(world: World, chat: Chat, topic: Topic, content: Json) -> None:
    thread = {} if topic is chat.general else {"message_thread_id": topic.id, "is_topic_message": True}
    world.post(chat, world.bot, {**thread, **content})


@method("createForumTopic", CHAT, NAME, Parameter("icon_color", integer, default=COLORS[0]), ICON)
def create_forum_topic(world: World, given: Given) -> Json:
    chat = forum(world, given)
    access.required(world, chat, "can_manage_topics", "create a topic")
    if given["icon_color"] not in COLORS:
        given.violations.append(f"icon_color: {given['icon_color']} is none of {COLORS}")
    icon = given["icon_custom_emoji_id"]
    topic = Topic(id=0, name=named(given), icon_color=given["icon_color"], icon_custom_emoji_id=icon)
    world.open_topic(chat, world.bot, topic)
    return topic.json()


@method("editForumTopic", CHAT, THREAD, NAME, ICON)
def edit_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    access.required(world, chat, "can_manage_topics", "edit the topic")
    topic = topic_of(chat, given)
    name = named(given) if given["name"] else topic.name
    icon = given["icon_custom_emoji_id"] if given["icon_custom_emoji_id"] is not None else topic.icon_custom_emoji_id
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name, icon
    service(world, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


def toggle(world: World, chat: Chat, topic: Topic, *, closed: bool) -> bool:
    access.required(world, chat, "can_manage_topics", "close or open the topic")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    service(world, chat, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


@method("closeForumTopic", CHAT, THREAD)
def close_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    return toggle(world, chat, topic_of(chat, given), closed=True)


@method("reopenForumTopic", CHAT, THREAD)
def reopen_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    return toggle(world, chat, topic_of(chat, given), closed=False)


@method("deleteForumTopic", CHAT, THREAD)
def delete_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    access.required(world, chat, "can_delete_messages", "delete the topic")
    remove_topic(world, chat, topic_of(chat, given))
    return True


def remove_topic(world: World, chat: Chat, topic: Topic) -> None:
    """A deleted topic takes all its messages with it, and tells nobody."""
    del chat.topics[topic.id]
    gone = [number for number, message in chat.messages.items() if message.get("message_thread_id") == topic.id]
    world.delete(chat, gone)


@method("unpinAllForumTopicMessages", CHAT, THREAD)
def unpin_all_forum_topic_messages(world: World, given: Given) -> bool:
    chat = forum(world, given)
    access.required(world, chat, "can_pin_messages", "manage pinned messages in the chat")
    topic = topic_of(chat, given)
    chat.pinned = [n for n in chat.pinned if chat.messages[n].get("message_thread_id") != topic.id]
    return True


@method("editGeneralForumTopic", CHAT, NAME)
def edit_general_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    access.required(world, chat, "can_manage_topics", "edit the topic")
    name = named(given)
    if name == chat.general.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.general.name = name
    service(world, chat, chat.general, {"forum_topic_edited": {"name": name}})
    return True


@method("closeGeneralForumTopic", CHAT)
def close_general_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    return toggle(world, chat, chat.general, closed=True)


@method("reopenGeneralForumTopic", CHAT)
def reopen_general_forum_topic(world: World, given: Given) -> bool:
    chat = forum(world, given)
    return toggle(world, chat, chat.general, closed=False)


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(world: World, given: Given) -> list[Json]:
    return []
