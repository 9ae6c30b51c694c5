"""What the bot may ask about itself, about chats and who is in them; and leaving, banning, renaming."""

from seller_bot.demo import access
from seller_bot.demo.chats import ALL_PERMISSIONS, Chat, membership
from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import CHAT, USER_ID
from seller_bot.demo.parameters import Given, Json, Parameter, boolean, integer, string
from seller_bot.demo.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
MOST_REACTIONS = 11


@method("getMe")
def get_me(world: World, given: Given) -> Json:
    return {
        **world.bot.json(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_everything,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


@method("getChat", CHAT)
def get_chat(world: World, given: Given) -> Json:
    chat = access.readable(world, given["chat_id"])
    pinned = {"pinned_message": chat.messages[chat.pinned[-1]]} if chat.pinned else {}
    permissions = {} if chat.is_private else {"permissions": {**ALL_PERMISSIONS, **chat.permissions}}
    return {
        **chat.json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": MOST_REACTIONS,
        "accepted_gift_types": dict.fromkeys(GIFTS, True),
        **permissions,
        **pinned,
    }


@method("getChatMember", CHAT, USER_ID)
def get_chat_member(world: World, given: Given) -> Json:
    user = world.user(given["user_id"])
    chat = access.readable(world, given["chat_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.is_private and user.id not in (chat.id, world.bot.id):
        raise bad_request("member not found")
    return {"user": user.json(), **(membership("member") if chat.is_private else chat.member(user.id))}


@method("getChatAdministrators", CHAT, Parameter("return_bots", boolean, default=False))
def get_chat_administrators(world: World, given: Given) -> list[Json]:
    """Other bots are left out; the asking bot itself is there if it is one."""
    chat = access.readable(world, given["chat_id"])
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    found = (
        (world.user(user_id), member) for user_id, member in chat.members.items() if chat.is_administrator(user_id)
    )
    return [{"user": user.json(), **member} for user, member in found if user]


@method("getChatMemberCount", CHAT)
def get_chat_member_count(world: World, given: Given) -> int:
    chat = access.readable(world, given["chat_id"])
    return 2 if chat.is_private else sum(1 for user_id in chat.members if chat.has(user_id))


def group(world: World, given: Given, refused: str) -> Chat:
    chat = access.writable(world, given["chat_id"])
    if chat.is_private:
        raise bad_request(refused)
    return chat


@method("leaveChat", CHAT)
def leave_chat(world: World, given: Given) -> bool:
    chat = access.readable(world, given["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    before, chat.members[world.bot.id] = chat.member(world.bot.id), membership("left")
    world.tell_membership(chat, world.bot, world.bot, before, membership("left"))
    return True


def change_member(world: World, given: Given, chat: Chat, status: str) -> bool:
    access.required(world, chat, "can_restrict_members", "restrict/unrestrict chat member")
    user = world.user(given["user_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.member(user.id)["status"] == "creator":
        raise bad_request("can't remove chat owner")
    if chat.is_administrator(user.id):
        raise bad_request("user is an administrator of the chat")
    before, chat.members[user.id] = chat.member(user.id), membership(status)
    world.tell_membership(chat, world.bot, user, before, membership(status))
    return True


@method(
    "banChatMember",
    CHAT,
    USER_ID,
    Parameter("until_date", integer, default=0),
    Parameter("revoke_messages", boolean, default=False),
)
def ban_chat_member(world: World, given: Given) -> bool:
    return change_member(world, given, group(world, given, "can't ban members in private chats"), "kicked")


@method("unbanChatMember", CHAT, USER_ID, Parameter("only_if_banned", boolean, default=False))
def unban_chat_member(world: World, given: Given) -> bool:
    chat = group(world, given, "method is available for supergroup and channel chats only")
    if given["only_if_banned"] and chat.member(given["user_id"])["status"] != "kicked":
        return True
    return change_member(world, given, chat, "left")


@method("setChatTitle", CHAT, Parameter("title", string, default=""))
def set_chat_title(world: World, given: Given) -> bool:
    chat = group(world, given, "can't change private chat title")
    access.required(world, chat, "can_change_info", "set chat title")
    if not given["title"].strip():
        raise bad_request("title must be non-empty")
    chat.about["title"] = given["title"].strip()[:128]
    world.post(chat, world.bot, {"new_chat_title": chat.about["title"]})
    return True
