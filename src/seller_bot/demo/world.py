"""Everything that Telegram knows in this small world: the bot, people, chats, messages, pressed buttons, files.

A message is kept as the JSON object that the Bot API sends. It is never changed in place: an edit puts a new object
there, so that an update that waits in the queue still says what was true when it happened.
"""

from dataclasses import replace
from typing import Any

from seller_bot.demo.chats import Chat, Topic, membership
from seller_bot.demo.clock import Clock
from seller_bot.demo.events import Events
from seller_bot.demo.files import Files
from seller_bot.demo.presses import Presses
from seller_bot.demo.profile import Profile
from seller_bot.demo.unicode import whole
from seller_bot.demo.updates import Updates
from seller_bot.demo.users import User
from seller_bot.demo.webhook import Deliveries

Json = dict[str, Any]
FIRST_PERSON = 700_000_001


class World:
    def __init__(self, token: str, first_name: str = "Seller Bot", username: str = "seller_test_bot") -> None:
        self.token = token
        self.clock = Clock()
        self.events = Events()
        self.updates = Updates(self.clock)
        self.webhook = Deliveries(self.updates)
        self.files = Files()
        self.bot = User(id=int(token.partition(":")[0]), is_bot=True, first_name=first_name, username=username)
        self.reads_everything = False
        """Privacy mode is on, as BotFather sets it: in groups the bot gets what is meant for it."""
        self.profile = Profile(first_name)
        self.people: dict[int, User] = {}
        self.roles: dict[int, str] = {}
        """By person: what the page calls somebody who is no seller. Telegram knows nothing of it."""
        self.chats: dict[int, Chat] = {}
        self.told_groups: dict[int, Json] = {}
        """What the page was last told of each group."""
        self.reserved: set[int] = set()
        """People whose privacy settings let no button lead to them."""
        self.pays_for_broadcasts = False
        """Whether the bot's owner has let it, in @BotFather, and its balance suffices."""
        self.presses = Presses(self.clock, self.events, self.updates)
        self.last_message_id = 0
        self.last_media_group = 13_000_000_000_000_000

    def bot_json(self) -> Json:
        """The bot as its page in the client shows it."""
        return {
            "id": self.bot.id,
            "username": self.bot.username,
            "first_name": self.profile.names.get("", self.bot.first_name),
            "descriptions": dict(self.profile.descriptions),
            "short_descriptions": dict(self.profile.short_descriptions),
            "running": self.updates.is_taken(),
        }

    # People and their private chats

    def add_person(self, first_name: str, language_code: str | None, person_id: int | None = None) -> User:
        first_name = whole(first_name)
        if person_id is None:
            person_id = max([FIRST_PERSON - 1, *self.people]) + 1
        username = f"{first_name.lower()}_{person_id}" if first_name.isascii() and first_name.isalnum() else None
        person = User(id=person_id, first_name=first_name, username=username, language_code=language_code)
        about = {name: value for name, value in (("first_name", first_name), ("username", username)) if value}
        self.chats[person_id] = Chat(id=person_id, type="private", about=about)
        self.change_person(person)
        return person

    def change_person(self, person: User, **changes: Any) -> None:
        self.people[person.id] = replace(person, **changes)
        self.events.publish("person", self.person_json(person.id))

    def give_role(self, person_id: int, role: str) -> None:
        self.roles[person_id] = role
        if person_id in self.people:
            self.events.publish("person", self.person_json(person_id))

    def person_json(self, person_id: int) -> Json:
        person, chat = self.people[person_id], self.chats[person_id]
        return {
            "id": person.id,
            "first_name": person.first_name,
            "language_code": person.language_code,
            "blocked": chat.blocked,
            "started": chat.started,
            "role": self.roles.get(person_id),
        }

    def start(self, person_id: int) -> None:
        """The person presses Start, or writes: from now on the bot may write too, as it may after being unblocked."""
        self.set_blocked(person_id, blocked=False)
        chat = self.chats[person_id]
        if not chat.started:
            chat.started = True
            self.events.publish("person", self.person_json(person_id))

    def set_blocked(self, person_id: int, *, blocked: bool) -> None:
        """Blocking the bot is a change of the bot's own membership in the private chat."""
        chat = self.chats[person_id]
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        self.tell_membership(chat, self.people[person_id], self.bot, membership(before), membership(after))
        self.events.publish("person", self.person_json(person_id))

    def tell_membership(self, chat: Chat, by: User, whom: User, before: Json, after: Json) -> int:
        """The update about a changed member: of the bot itself, or, where it administers and asked for them, of others.

        0 if the bot is not told.
        """
        if whom.id != self.bot.id and not chat.is_administrator(self.bot.id):
            return 0
        content = {
            "chat": chat.json(),
            "from": by.json(),
            "date": self.clock.now(),
            "old_chat_member": {"user": whom.json(), **before},
            "new_chat_member": {"user": whom.json(), **after},
        }
        return self.updates.put("my_chat_member" if whom.id == self.bot.id else "chat_member", content)

    def groups(self) -> dict[int, Chat]:
        """Groups and supergroups by id, without those that have become another one."""
        return {chat.id: chat for chat in self.chats.values() if not chat.is_private and chat.migrated_to is None}

    def tell_group(self, chat: Chat) -> None:
        """Tell the page how the group is now, if that is not what it was last told."""
        group = chat.group_json()
        if self.told_groups.get(chat.id) != group:
            self.told_groups[chat.id] = group
            self.events.publish("group", group)

    def moved(self) -> dict[int, int]:
        """Groups that have become supergroups, by their old ids."""
        return {chat.id: chat.migrated_to for chat in self.chats.values() if chat.migrated_to is not None}

    def user(self, user_id: int) -> User | None:
        return self.bot if user_id == self.bot.id else self.people.get(user_id)

    def known(self, user_id: int) -> User | None:
        """Somebody whom the bot may mention: who has written to it, or is in a group with it (doc: tg://user?id=)."""
        person = self.people.get(user_id)
        if person is None or self.chats[user_id].started:
            return person
        met = any(chat.has(user_id) and chat.has(self.bot.id) for chat in self.groups().values())
        return person if met else None

    # Messages

    def post(self, chat: Chat, sender: User, content: Json) -> Json:
        now = self.clock.now()
        number = self.next_message_id(chat)
        base = {"message_id": number, "from": sender.json(), "chat": chat.json(), "date": now}
        message = {**base, **content, **answered_topic(chat, content)}
        chat.messages[number] = message
        self.publish(chat, "message", {"message": message})
        return message

    def open_topic(self, chat: Chat, by: User, topic: Topic) -> Json:
        """The message that tells of a new topic is the first one in it, and gives it its id."""
        topic.id = chat.last_message_id + 1
        chat.topics[topic.id] = topic
        self.tell_group(chat)
        shown = {name: value for name, value in topic.json().items() if name != "message_thread_id"}
        inside = {"message_thread_id": topic.id, "is_topic_message": True}
        return self.post(chat, by, {"forum_topic_created": shown, **inside})

    def next_message_id(self, chat: Chat) -> int:
        if chat.type == "supergroup":
            chat.last_message_id += 1
            return chat.last_message_id
        self.last_message_id += 1
        return self.last_message_id

    def change(self, chat: Chat, message: Json) -> Json:
        """Put the edited message in the place of the old one."""
        number = message["message_id"]
        if number not in chat.rewritten and content(chat.messages[number]) != content(message):
            chat.rewritten.append(number)
        chat.messages[number] = message
        self.publish(chat, "edited", {"message": message, "rewritten": number in chat.rewritten})
        return message

    def react(self, chat: Chat, message_id: int, user: User, reactions: list[Json]) -> None:
        chat.reactions.setdefault(message_id, {})[user.id] = reactions
        self.publish(chat, "reaction", {"message_id": message_id, "reactions": chat.shown_reactions(message_id)})

    def delete(self, chat: Chat, message_ids: list[int]) -> None:
        gone = [message_id for message_id in message_ids if chat.messages.pop(message_id, None)]
        chat.pinned = [message_id for message_id in chat.pinned if message_id not in gone]
        chat.rewritten = [message_id for message_id in chat.rewritten if message_id not in gone]
        if gone:
            self.publish(chat, "deleted", {"message_ids": gone})

    def publish(self, chat: Chat, name: str, data: Json) -> None:
        """Private chats by their person, as the page knows them; events of groups have names of their own."""
        if chat.is_private:
            self.events.publish(name, {"person_id": chat.id, **data})
        else:
            self.events.publish(f"group_{name}", {"chat_id": chat.id, **data})

    def next_media_group(self) -> str:
        self.last_media_group += 1
        return str(self.last_media_group)


def answered_topic(chat: Chat, content: Json) -> Json:
    """In a topic whatever answers no other message answers the one that opened it (aiogram/aiogram#1511)."""
    opening = chat.messages.get(content.get("message_thread_id", 0)) if content.get("is_topic_message") else None
    if opening is None or "reply_to_message" in content or "external_reply" in content:
        return {}
    return {"reply_to_message": opening}


def content(message: Json) -> Json:
    """What an edit changes so that clients say so: at Telegram everything but the keyboard (`edit_hide`)."""
    return {name: value for name, value in message.items() if name not in ("reply_markup", "edit_date")}
