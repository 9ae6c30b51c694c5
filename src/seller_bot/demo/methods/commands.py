"""The bot's commands, per scope and language."""

import re
from typing import Any

from seller_bot.demo import access, fields
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import LANGUAGE, language
from seller_bot.demo.parameters import Given, Json, Parameter, json_object, parsed_json
from seller_bot.demo.profile import DEFAULT, SCOPES, Scope
from seller_bot.demo.world import World

COMMAND = re.compile(r"[a-z0-9_]+")
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100


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
