"""How the bot presents itself: setMyName and its kin, and menu buttons."""

from collections.abc import Callable

from seller_bot.demo import fields
from seller_bot.demo.buttons import check_web_app
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import LANGUAGE, language
from seller_bot.demo.parameters import Given, Json, Parameter, parsed_json, string
from seller_bot.demo.profile import Profile
from seller_bot.demo.world import World

Texts = Callable[[Profile], dict[str, str]]


def declare_text(name: str, field: str, limit: int, too_long: str, texts: Texts) -> None:
    """A pair setMyX / getMyX of a text per language; setting an empty one removes it."""

    @method(f"setMy{name}", Parameter(field, string, default=""), LANGUAGE)
    def set_text(world: World, given: Given) -> bool:
        code = language(given)
        value = given[field].strip()
        if len(value) > limit or (field == "name" and not value and not code):
            raise bad_request(too_long)
        stored = texts(world.profile)
        if value:
            stored[code] = value
        else:
            stored.pop(code, None)
        world.events.publish("bot", world.bot_json())
        return True

    @method(f"getMy{name}", LANGUAGE)
    def get_text(world: World, given: Given) -> Json:
        """A name that a language has not falls back to the one for all; descriptions don't."""
        stored = texts(world.profile)
        found = stored.get(language(given), "")
        return {field: found or (stored[""] if field == "name" else "")}


declare_text("Name", "name", 64, "BOT_TITLE_INVALID", lambda profile: profile.names)
declare_text("Description", "description", 512, "BOT_DESCRIPTION_TOO_LONG", lambda profile: profile.descriptions)
declare_text(
    "ShortDescription", "short_description", 120, "BOT_ABOUT_TOO_LONG", lambda profile: profile.short_descriptions
)


def menu_button(value: str) -> Json:
    found = parsed_json(value, "menu button")
    try:
        if not isinstance(found, dict):
            raise WrongField("MenuButton must be an Object")
        kind = fields.string(found, "type", required=True)
        if kind not in ("default", "commands", "web_app"):
            raise WrongField("MenuButton has unsupported type")
        if kind != "web_app":
            return {"type": kind}
        text = fields.string(found, "text", required=True)
        url = fields.string(fields.nested(found, "web_app", required=True), "url", required=True)
    except WrongField as wrong:
        raise bad_request(f"can't parse menu button: {wrong}") from None
    check_web_app({"web_app": {"url": url}}, "Menu button")
    return {"type": kind, "text": text, "web_app": {"url": url}}


PRIVATE = Parameter("chat_id", string, default="")


def private_chat(world: World, given: Given) -> int:
    """0 for the button of all private chats."""
    if not given["chat_id"]:
        return 0
    if not given["chat_id"].isdecimal():
        raise bad_request("Invalid chat_id specified")
    if int(given["chat_id"]) not in world.people:
        raise bad_request("user not found")
    return int(given["chat_id"])


@method(
    "setChatMenuButton", Parameter("menu_button", menu_button, default={"type": "default"}, shape="MenuButton"), PRIVATE
)
def set_chat_menu_button(world: World, given: Given) -> bool:
    chat_id = private_chat(world, given)
    if given["menu_button"]["type"] == "default":
        world.profile.menu_buttons.pop(chat_id, None)
    else:
        world.profile.menu_buttons[chat_id] = given["menu_button"]
    return True


@method("getChatMenuButton", PRIVATE)
def get_chat_menu_button(world: World, given: Given) -> Json:
    return world.profile.menu_button(private_chat(world, given))
