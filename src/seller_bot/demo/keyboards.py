"""Reply markup, checked as telegram-bot-api (Client.cpp), tdlib (ReplyMarkup.cpp) and Telegram itself check it."""

from collections.abc import Callable
from typing import Any

from seller_bot.demo import fields
from seller_bot.demo.buttons import COMMON
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.parameters import Json, parsed_json

STYLES = ("danger", "success", "primary")
CHOSEN_CHAT = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
SHOWN_KEYBOARD = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")


def reply_markup(value: str) -> Json | None:
    """The markup as Telegram keeps it; None if nothing of it is left."""
    return markup(parsed_json(value, "reply keyboard markup"))


def inline_markup(value: str) -> Json | None:
    """For edits: nothing but an inline keyboard."""
    found = reply_markup(value)
    if found is not None and "inline_keyboard" not in found:
        raise bad_request("Inline keyboard expected")
    return found


def markup(given: Any) -> Json | None:
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply markup")
    try:
        keys = keyboard_rows(given, "keyboard", keyboard_button, "keyboard button")
        buttons = keyboard_rows(given, "inline_keyboard", inline_button, "inline keyboard button")
        flags = {name: fields.boolean(given, name) for name in ("remove_keyboard", "selective", "force_reply")}
        placeholder = fields.string(given, "input_field_placeholder")
        shown = {name: True for name in SHOWN_KEYBOARD if fields.boolean(given, name)}
    except WrongField as wrong:
        raise bad_request(str(wrong)) from None
    hint = {"input_field_placeholder": placeholder} if placeholder else {}
    if keys:
        return {"keyboard": keys, **shown, **hint}
    if buttons:
        return {"inline_keyboard": buttons}
    if flags["remove_keyboard"]:
        return {"remove_keyboard": True}
    chosen = {"selective": True} if flags["selective"] else {}
    return {"force_reply": True, **chosen, **hint} if flags["force_reply"] else None


def keyboard_rows(given: Json, name: str, read: Callable[[Any], Json], what: str) -> list[list[Json]]:
    """Buttons without a text and rows without a button are dropped, in silence."""
    rows: list[list[Json]] = []
    of_what = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
    for row in fields.array(given, name):
        if not isinstance(row, list):
            raise bad_request(f'Field "{name}"{of_what} must be an Array of Arrays')
        try:
            found = [read(button) for button in row]
        except WrongField as wrong:
            raise bad_request(f"Can't parse {what}: {wrong}") from None
        if named := [button for button in found if button["text"]]:
            rows.append(named)
    return rows


def keyboard_button(given: Any) -> Json:
    if isinstance(given, str):
        return {"text": given}
    if not isinstance(given, dict):
        raise WrongField("KeyboardButton must be a String or an Object")
    text = fields.string(given, "text", required=True)
    check_style(given)
    for name in ("request_contact", "request_location"):
        fields.boolean(given, name)
    for name in ("request_users", "request_chat", "request_managed_bot"):
        if fields.is_there(given, name):
            fields.integer(fields.nested(given, name), "request_id", required=True)
    if fields.is_there(given, "request_chat"):
        for name in ("chat_is_channel", "chat_is_forum", "chat_has_username", "chat_is_created", "bot_is_member"):
            fields.boolean(fields.nested(given, "request_chat"), name)
    if fields.is_there(given, "web_app"):
        fields.string(fields.nested(given, "web_app"), "url", required=True)
    return {**given, "text": text}


def inline_button(given: Any) -> Json:
    """The button with the one action that Telegram takes: the first in its own order."""
    if not isinstance(given, dict):
        raise WrongField("InlineKeyboardButton must be an Object")
    fields.string(given, "text", required=True)
    check_style(given)
    for name in ("url", "callback_data"):
        if fields.string(given, name):
            return kept(given, name)
    for name in ("callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat"):
        if fields.is_there(given, name):
            return switch_button(given, name)
    if fields.is_there(given, "switch_inline_query_current_chat"):
        fields.string(given, "switch_inline_query_current_chat", required=True)
        return kept(given, "switch_inline_query_current_chat")
    for name, inner in (("login_url", "url"), ("web_app", "url"), ("copy_text", "text")):
        if fields.is_there(given, name):
            found = fields.nested(given, name)
            fields.string(found, inner, required=True)
            fields.boolean(found, "request_write_access")
            return kept(given, name)
    raise WrongField("Text buttons are unallowed in the inline keyboard")


def switch_button(given: Json, name: str) -> Json:
    if name == "switch_inline_query":
        fields.string(given, name, required=True)
    elif name == "switch_inline_query_chosen_chat":
        chosen = fields.nested(given, name)
        fields.string(chosen, "query")
        for allowed in CHOSEN_CHAT:
            fields.boolean(chosen, allowed)
    return kept(given, name)


def kept(given: Json, action: str) -> Json:
    """The button with this action alone, and with strings where Telegram takes a number for one."""
    return {name: as_kept(given, name) for name in (*COMMON, action) if name in given}


def as_kept(given: Json, name: str) -> Any:
    if name == "copy_text":
        return {"text": fields.string(fields.nested(given, name), "text")}
    return given[name] if isinstance(given[name], dict | bool) else fields.string(given, name)


def check_style(given: Json) -> None:
    style = fields.string(given, "style")
    if style and style not in STYLES:
        raise WrongField("Invalid button style specified")
