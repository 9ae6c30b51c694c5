"""Groups: who is in them, what the bot may do there and what it hears; how a group becomes a supergroup."""

from typing import Any

from seller_bot.demo.chats import Chat, Topic, administrator, membership
from seller_bot.demo.unicode import whole
from seller_bot.demo.users import User
from seller_bot.demo.world import World

Json = dict[str, Any]
SERVICE = """
new_chat_members left_chat_member new_chat_title pinned_message migrate_to_chat_id migrate_from_chat_id
group_chat_created supergroup_chat_created forum_topic_created forum_topic_edited forum_topic_closed
forum_topic_reopened
"""
FIRST_GROUP = -5_000_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


class Group:
    """A group or supergroup, for tests and the page."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    def adds(self, *users: User, by: User | None = None, status: str = "member") -> None:
        """New members come with a service message; the bot among them learns of its own place first."""
        for user in users:
            before, self.chat.members[user.id] = self.chat.member(user.id), membership(status)
            inviter = by or user
            if user.id == self.world.bot.id:
                self.world.tell_membership(self.chat, inviter, user, before, membership(status))
            message = self.world.post(self.chat, inviter, {"new_chat_members": [user.json()]})
            if self.chat.has(self.world.bot.id):
                self.world.updates.put("message", message)
            if user.id != self.world.bot.id:
                self.world.tell_membership(self.chat, inviter, user, before, membership(status))

    def removes(self, user: User, by: User, status: str = "kicked") -> None:
        """`kicked` also forbids coming back; `left` does not."""
        self.changes(user, by, membership(status))
        message = self.world.post(self.chat, by, {"left_chat_member": user.json()})
        if self.chat.has(self.world.bot.id):
            self.world.updates.put("message", message)

    def promotes(self, user: User, by: User, *rights: str) -> None:
        """Make an administrator with these rights; without any, of one with all."""
        self.changes(user, by, administrator(*rights) if rights else membership("administrator"))

    def changes(self, user: User, by: User, member: Json) -> None:
        before, self.chat.members[user.id] = self.chat.member(user.id), member
        self.world.tell_membership(self.chat, by, user, before, member)

    def permits(self, **permissions: bool) -> None:
        """What members without further rights may do."""
        self.chat.permissions |= permissions

    def deletes_topic(self, thread_id: int) -> None:
        """A person with the right to do so removes a topic and all in it; bots are not told."""
        self.chat.topics.pop(thread_id, None)
        inside = [n for n, message in self.chat.messages.items() if message.get("message_thread_id") == thread_id]
        self.world.delete(self.chat, inside)

    def deletes_topic_unnoticed(self, thread_id: int) -> None:
        """The same, while the bot's server is not told: then it is Telegram itself that refuses to write there."""
        self.deletes_topic(thread_id)
        self.chat.gone_topics.append(thread_id)

    def opens_topic(self, name: str, by: User) -> int:
        """The message_thread_id of a topic that a person opens."""
        topic = Topic(id=0, name=whole(name), icon_color=7322096)
        self.world.updates.put("message", self.world.open_topic(self.chat, by, topic))
        return topic.id

    def renames_topic(self, thread_id: int, name: str, by: User) -> None:
        self.chat.topics[thread_id].name = whole(name)
        self.tells_in_topic(thread_id, by, {"forum_topic_edited": {"name": whole(name)}})

    def closes_topic(self, thread_id: int, by: User) -> None:
        self.chat.topics[thread_id].closed = True
        self.tells_in_topic(thread_id, by, {"forum_topic_closed": {}})

    def reopens_topic(self, thread_id: int, by: User) -> None:
        self.chat.topics[thread_id].closed = False
        self.tells_in_topic(thread_id, by, {"forum_topic_reopened": {}})

    def tells_in_topic(self, thread_id: int, by: User, content: Json) -> None:
        message = self.world.post(self.chat, by, {"message_thread_id": thread_id, "is_topic_message": True, **content})
        if self.chat.has(self.world.bot.id):
            self.world.updates.put("message", message)

    def migrates(self, by: User) -> "Group":
        """The group becomes a supergroup: a new chat with a new id; the old one only says where it went."""
        upgraded = new_group(self.world, self.chat.about["title"], forum=False)
        upgraded.chat.members = dict(self.chat.members)
        self.chat.migrated_to = upgraded.id
        there = self.world.post(self.chat, by, {"migrate_to_chat_id": upgraded.id})
        here = self.world.post(upgraded.chat, by, {"migrate_from_chat_id": self.id})
        self.world.updates.put("message", there)
        self.world.updates.put("message", here)
        return upgraded

    def turns_topics_on(self, by: User) -> "Group":
        """Only supergroups have topics: a basic group becomes one by it, with another id."""
        group = self.migrates(by) if self.chat.type == "group" else self
        group.chat.about["is_forum"] = True
        return group


def new_group(world: World, title: str, *, forum: bool = False, basic: bool = False) -> Group:
    """An empty group: a supergroup unless a basic one is asked for."""
    kind, first = ("group", FIRST_GROUP) if basic else ("supergroup", FIRST_SUPERGROUP)
    taken = [chat.id for chat in world.chats.values() if chat.type == kind]
    about = {"title": whole(title), **({"is_forum": True} if forum else {})}
    chat = Chat(id=min(taken, default=first + 1) - 1, type=kind, about=about)
    world.chats[chat.id] = chat
    return Group(world, chat)


def group_of(world: World, group_id: int, person_id: int) -> Group:
    """The group in which this person acts; a ValueError if they are not in it."""
    chat = world.groups().get(group_id)
    if chat is None or not chat.has(person_id):
        raise ValueError("This person is not in that group.")
    return Group(world, chat)


def hears(world: World, chat: Chat, message: Json) -> bool:
    """Whether the bot gets this message: under privacy mode only what is meant for it, unless it administers."""
    if chat.is_private:
        return True
    if not chat.has(world.bot.id):
        return False
    if (
        world.reads_everything
        or chat.is_administrator(world.bot.id)
        or any(kind in message for kind in SERVICE.split())
    ):
        return True
    answered = message.get("reply_to_message", {})
    if answered.get("from", {}).get("id") == world.bot.id and "forum_topic_created" not in answered:
        return True
    return any(is_for_bot(message.get("text", ""), entity, world.bot) for entity in message.get("entities", []))


def is_for_bot(text: str, entity: Json, bot: User) -> bool:
    """A command to this bot, or to no bot by name."""
    if entity["type"] != "bot_command":
        return False
    # Commands are plain ASCII, but what stands before one may not be: offsets count UTF-16 units.
    units = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    _, _, name = units.decode("utf-16-le").partition("@")
    return name.lower() in ("", (bot.username or "").lower())
