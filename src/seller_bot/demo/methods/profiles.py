"""How the bot presents itself: setMyName and its kin, commands and menu buttons."""

import re
from collections.abc import Callable
from typing import Any

from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import LANGUAGE
from seller_bot.demo.parameters import Given, Json, Parameter, json_object, parsed_json, string
from seller_bot.demo.profile import DEFAULT, Profile, Scope
from seller_bot.demo.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
Texts = Callable[[Profile], dict[str, str]]


def language(given: Given) -> str:
    code: str = given["language_code"]
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("Invalid language code specified")
    return code


def declare_text(name: str, field: str, limit: int, texts: Texts) -> None:
    """A pair setMyX / getMyX of a text per language; setting an empty one removes it."""

    @method(f"setMy{name}", Parameter(field, string, default=""), LANGUAGE)
    def set_text(world: World, given: Given) -> bool:
        code = language(given)
        value = given[field].strip()
        if len(value) > limit:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        stored = texts(world.profile)
        if value:
            stored[code] = value
        else:
            stored.pop(code, None)
        world.events.publish("bot", world.bot_json())
        return True

    @method(f"getMy{name}", LANGUAGE)
    def get_text(world: World, given: Given) -> Json:
        stored = texts(world.profile)
        found = stored.get(language(given), "")
        return {field: found or (stored.get("") or world.bot.first_name if field == "name" else "")}


declare_text("Name", "name", 64, lambda profile: profile.names)
declare_text("Description", "description", 512, lambda profile: profile.descriptions)
declare_text("ShortDescription", "short_description", 120, lambda profile: profile.short_descriptions)


def command_list(value: str) -> list[Json]:
    found = parsed_json(value, "commands")
    if not isinstance(found, list):
        raise bad_request("expected an Array of BotCommand")
    if len(found) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [command(item) for item in found]


def command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(item.get("command", "")).strip().removeprefix("/")
    description = str(item.get("description", "")).strip()
    if not name:
        raise bad_request("can't parse BotCommand: command must be non-empty")
    if len(name) > LONGEST_COMMAND:
        raise bad_request(f"can't parse BotCommand: command length must not exceed {LONGEST_COMMAND}")
    if not description:
        raise bad_request("can't parse BotCommand: command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request(f"can't parse BotCommand: command description length must not exceed {LONGEST_DESCRIPTION}")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


SCOPE = Parameter("scope", json_object("bot command scope"), shape="BotCommandScope")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def scope(world: World, given: Given) -> Scope:
    value = given["scope"]
    if not value:
        return DEFAULT
    kind = value.get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = access.readable(world, str(value.get("chat_id", ""))).id if "chat_id" in SCOPES[kind] else 0
    return kind, chat_id, int(value.get("user_id", 0)) if "user_id" in SCOPES[kind] else 0


@method("setMyCommands", Parameter("commands", command_list, missing="commands are not specified"), SCOPE, LANGUAGE)
def set_my_commands(world: World, given: Given) -> bool:
    world.profile.commands[scope(world, given), language(given)] = given["commands"]
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


@method(
    "setChatMenuButton",
    Parameter("menu_button", json_object("menu button"), shape="MenuButton"),
    Parameter("chat_id", string, default=""),
)
def set_chat_menu_button(world: World, given: Given) -> bool:
    button = given["menu_button"] or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse MenuButton: unsupported type specified")
    chat_id = world.chat(given["chat_id"]).id if given["chat_id"] else 0
    if button["type"] == "default":
        world.profile.menu_buttons.pop(chat_id, None)
    else:
        world.profile.menu_buttons[chat_id] = button
    return True


@method("getChatMenuButton", Parameter("chat_id", string, default=""))
def get_chat_menu_button(world: World, given: Given) -> Json:
    return world.profile.menu_button(world.chat(given["chat_id"]).id if given["chat_id"] else 0)
