"""setMessageReaction: the bot's one emoji below a message."""

from typing import Any

from seller_bot.demo import access, fields
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import CHAT, MESSAGE_ID
from seller_bot.demo.parameters import Given, Json, Parameter, boolean, parsed_json
from seller_bot.demo.world import World

EMOJI = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳
❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈
😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀
😡
"""
REACTIONS = frozenset(EMOJI.split())


def reaction_list(value: str) -> list[Json]:
    found = parsed_json(value, "reaction types")
    if not isinstance(found, list):
        raise bad_request("Expected an Array of ReactionType")
    try:
        return [reaction(item) for item in found]
    except WrongField as wrong:
        raise bad_request(f"can't parse ReactionType: {wrong}") from None


def reaction(item: Any) -> Json:
    if not isinstance(item, dict):
        raise WrongField("expected an Object")
    match fields.string(item, "type", required=True):
        case "emoji":
            return {"type": "emoji", "emoji": fields.string(item, "emoji", required=True)}
        case "custom_emoji":
            number = fields.integer(item, "custom_emoji_id", required=True)
            return {"type": "custom_emoji", "custom_emoji_id": str(number)}
    raise WrongField("invalid reaction type specified")


REACTION = Parameter("reaction", reaction_list, default=(), shape="ReactionType")


@method("setMessageReaction", CHAT, MESSAGE_ID, REACTION, Parameter("is_big", boolean, default=False))
def set_message_reaction(world: World, given: Given) -> bool:
    """A bot has one reaction to a message; an empty list takes it back."""
    chat = access.readable(world, given["chat_id"])
    message = access.existing(chat, given["message_id"], "message to react")
    reactions = given["reaction"]
    if any(item["type"] != "emoji" or item["emoji"].removesuffix("\ufe0f") not in REACTIONS for item in reactions):
        raise bad_request("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    world.react(chat, message["message_id"], world.bot, list(reactions))
    return True
