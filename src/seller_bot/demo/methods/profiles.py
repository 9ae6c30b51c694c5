"""How the bot presents itself: setMyName and its kin, commands and menu buttons."""

import re
from collections.abc import Callable
from typing import Any

from seller_bot.demo import access, fields
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.keyboards import check_web_app
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import LANGUAGE
from seller_bot.demo.parameters import Given, Json, Parameter, json_object, parsed_json, string
from seller_bot.demo.profile import DEFAULT, SCOPES, Profile, Scope
from seller_bot.demo.world import World

COMMAND = re.compile(r"[a-z0-9_]+")
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
Texts = Callable[[Profile], dict[str, str]]


def language(given: Given) -> str:
    code: str = given["language_code"]
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("Invalid language code specified")
    return code


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


def command_list(value: str) -> list[Json]:
    found = parsed_json(value, "commands")
    if not isinstance(found, list):
        raise bad_request("Expected an Array of BotCommand")
    commands = [command(item) for item in found]
    for item in commands:
        check_command(item["command"], item["description"])
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return commands


def command(item: Any) -> Json:
    try:
        if not isinstance(item, dict):
            raise WrongField("expected an Object")
        name = fields.string(item, "command", required=True).strip().removeprefix("/")
        return {"command": name, "description": fields.string(item, "description", required=True).strip()}
    except WrongField as wrong:
        raise bad_request(f"can't parse BotCommand: {wrong}") from None


def check_command(name: str, description: str) -> None:
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > LONGEST_COMMAND:
        raise bad_request(f"Command length must not exceed {LONGEST_COMMAND}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request(f"Command description length must not exceed {LONGEST_DESCRIPTION}")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")


SCOPE = Parameter("scope", json_object("BotCommandScope"), shape="BotCommandScope")


def scope(world: World, given: Given) -> Scope:
    value = given["scope"]
    if not value:
        return DEFAULT
    try:
        kind, chat_id, user_id = asked_scope(value)
    except WrongField as wrong:
        raise bad_request(f"can't parse BotCommandScope: {wrong}") from None
    return kind, access.readable(world, chat_id).id if chat_id else 0, user_id


def asked_scope(value: Json) -> tuple[str, str, int]:
    kind = fields.string(value, "type", required=True)
    if kind not in SCOPES:
        raise WrongField("Unsupported type specified")
    chat_id = fields.string(value, "chat_id", required=True) if SCOPES[kind] else ""
    if SCOPES[kind] and not chat_id:
        raise WrongField("Empty chat_id specified")
    user_id = fields.integer(value, "user_id", required=True) if kind == "chat_member" else 0
    if user_id < 0 or (kind == "chat_member" and not user_id):
        raise WrongField("Invalid user_id specified")
    return kind, chat_id, user_id


@method("setMyCommands", Parameter("commands", command_list, default=(), shape="BotCommand"), SCOPE, LANGUAGE)
def set_my_commands(world: World, given: Given) -> bool:
    world.profile.commands[scope(world, given), language(given)] = list(given["commands"])
    world.events.publish("commands", {"language_code": given["language_code"]})
    return True


@method("getMyCommands", SCOPE, LANGUAGE)
def get_my_commands(world: World, given: Given) -> list[Json]:
    return world.profile.commands.get((scope(world, given), language(given)), [])


@method("deleteMyCommands", SCOPE, LANGUAGE)
def delete_my_commands(world: World, given: Given) -> bool:
    world.profile.commands.pop((scope(world, given), language(given)), None)
    world.events.publish("commands", {"language_code": given["language_code"]})
    return True


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
