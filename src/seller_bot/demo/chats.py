"""Chats: private ones, groups and supergroups with members, rights and topics."""

from dataclasses import dataclass, field
from typing import Any

from seller_bot.demo.shapes import CHAT_RIGHTS, PERMISSIONS

Json = dict[str, Any]
GENERAL_TOPIC = 1
IN_CHAT = ("creator", "administrator", "member", "restricted")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
NEWER_RIGHTS = ("can_send_welcome_messages",)
"""Of Bot API 10.3: clients of that version want to read it of every administrator."""
RIGHTS = tuple(right for right in CHAT_RIGHTS if right not in CHANNEL_RIGHTS)
ALL_PERMISSIONS: Json = dict.fromkeys(PERMISSIONS, True)


@dataclass(slots=True, kw_only=True)
class Topic:
    id: int
    """The id of the message that opened it, and the message_thread_id of all that follow."""
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False

    def json(self) -> Json:
        icon = {"icon_custom_emoji_id": self.icon_custom_emoji_id} if self.icon_custom_emoji_id else {}
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color, **icon}


@dataclass(slots=True, kw_only=True)
class Chat:
    id: int
    type: str
    about: Json
    """Title, username and the like: what a message says of its chat besides id and type."""
    started: bool = False
    blocked: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    rewritten: list[int] = field(default_factory=list)
    """Messages whose text or media were edited: clients mark these, and none that only got another keyboard."""
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, dict[int, list[Json]]] = field(default_factory=dict)
    """By message: the reactions of each user, as lists of ReactionType."""
    members: dict[int, Json] = field(default_factory=dict)
    """By user: ChatMember without its user. Nobody who was never here."""
    permissions: Json = field(default_factory=lambda: dict(ALL_PERMISSIONS))
    topics: dict[int, Topic] = field(default_factory=dict)
    general: Topic = field(default_factory=lambda: Topic(id=GENERAL_TOPIC, name="General", icon_color=0x6FB9F0))
    gone_messages: list[int] = field(default_factory=list)
    """Messages that were deleted while the bot's server was not told, and so takes them for being there."""
    gone_topics: list[int] = field(default_factory=list)
    """Topics that were deleted while the bot's server was not told: it asks Telegram, and hears TOPIC_DELETED."""
    migrated_to: int | None = None
    last_message_id: int = 0
    """Supergroups count their own messages; all other chats of a bot share one count."""

    def json(self) -> Json:
        return {"id": self.id, **self.about, "type": self.type}

    def page_json(self) -> Json:
        """What is said here, as the page draws it."""
        reactions = {number: self.shown_reactions(number) for number in self.reactions if number in self.messages}
        return {"messages": list(self.messages.values()), "rewritten": self.rewritten, "reactions": reactions}

    def shown_reactions(self, message_id: int) -> list[str]:
        """The emoji below a message, one for each who reacted."""
        given = self.reactions.get(message_id, {}).values()
        return [reaction["emoji"] for reactions in given for reaction in reactions if "emoji" in reaction]

    def group_json(self) -> Json:
        """A group as the page lists it: who is in it, who may do what, which topics it has."""
        inside = [user_id for user_id in self.members if self.has(user_id)]
        return {
            "id": self.id,
            "title": self.about["title"],
            "forum": self.is_forum,
            "members": inside,
            "administrators": [user_id for user_id in inside if self.is_administrator(user_id)],
            "general": self.general.name,
            "topics": [{**topic.json(), "closed": topic.closed} for topic in self.topics.values()],
        }

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def is_forum(self) -> bool:
        return bool(self.about.get("is_forum"))

    def member(self, user_id: int) -> Json:
        return self.members.get(user_id, {"status": "left"})

    def has(self, user_id: int) -> bool:
        member = self.member(user_id)
        return member["status"] in IN_CHAT and member.get("is_member", True)

    def is_administrator(self, user_id: int) -> bool:
        return self.member(user_id)["status"] in ("creator", "administrator")

    def may(self, user_id: int, right: str) -> bool:
        """Whether this member's rights or the chat's permissions allow it. In a private chat everything is allowed."""
        member = self.member(user_id)
        if self.is_private or member["status"] == "creator":
            return True
        if member["status"] == "administrator":
            return bool(member.get(right, right not in RIGHTS))
        if member["status"] == "restricted" and not member.get(right, True):
            return False
        return self.has(user_id) and bool(self.permissions.get(right, False))


def administrator(*rights: str) -> Json:
    """A ChatMemberAdministrator with these rights and no others."""
    given = {right: right in rights or right == "can_manage_chat" for right in RIGHTS}
    return {"status": "administrator", "can_be_edited": False, **given, **dict.fromkeys(NEWER_RIGHTS, False)}


def membership(status: str) -> Json:
    """A ChatMember without its user and without special rights."""
    match status:
        case "creator":
            return {"status": status, "is_anonymous": False}
        case "administrator":
            return administrator(*(right for right in RIGHTS if right != "is_anonymous"))
        case "restricted":
            return {"status": status, "is_member": True, "until_date": 0, **dict.fromkeys(PERMISSIONS, False)}
        case "kicked":
            return {"status": status, "until_date": 0}
    return {"status": status}
