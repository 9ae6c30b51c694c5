"""Parameters that many methods have."""

import re
from typing import Any

from seller_bot.demo import fields, keyboards
from seller_bot.demo.buttons import doubts
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.parameters import Given, Json, Parameter, boolean, integer, json_object, parsed_json, string
from seller_bot.demo.texts import caption, dropped_entities
from seller_bot.demo.unicode import loaded
from seller_bot.demo.world import World

PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


def entity_list(value: str) -> Any:
    """Telegram ignores entities that it can't read as JSON."""
    try:
        return loaded(value)
    except ValueError:
        return None


def link_preview(value: str) -> Json:
    given = json_object("link preview options")(value)
    try:
        found = {name: True for name in PREVIEW_FLAGS if fields.boolean(given, name)}
        url = fields.string(given, "url")
    except WrongField as wrong:
        raise bad_request(str(wrong)) from None
    if url and "." not in url:
        raise bad_request("WEBPAGE_URL_INVALID")
    return {**found, **({"url": url} if url else {})}


def reply_parameters(value: str) -> Json | None:
    given: Json = json_object("reply parameters")(value)
    if not given:
        return None
    try:
        fields.integer(given, "message_id", required=True)
        fields.integer(given, "quote_position")
        fields.boolean(given, "allow_sending_without_reply")
        words = {name: fields.string(given, name) for name in ("chat_id", "quote", "quote_parse_mode")}
    except WrongField as wrong:
        raise bad_request(str(wrong)) from None
    return {**given, **words}


def message_id_list(value: str) -> list[int]:
    found = parsed_json(value, "message_ids")
    if not isinstance(found, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(found) > MOST_AT_ONCE:
        raise bad_request("Too many message identifiers specified")
    if not found:
        raise bad_request("Message identifiers are not specified")
    return [message_id(item) for item in found]


def message_id(item: Any) -> int:
    if isinstance(item, bool) or not isinstance(item, int | str):
        raise bad_request("Message identifier must be a Number")
    try:
        found = int(item)
    except ValueError:
        raise bad_request("Can't parse message identifier as Number") from None
    if not 0 < found < 2**31:
        raise bad_request("Invalid message identifier specified")
    return found


MOST_AT_ONCE = 100
CHAT = Parameter("chat_id", string, default="")
BUSINESS = Parameter("business_connection_id", string)
MESSAGE_ID = Parameter("message_id", integer, default=0)
MESSAGE_IDS = Parameter("message_ids", message_id_list, missing="message identifiers are not specified")
THREAD = Parameter("message_thread_id", integer, default=0)
USER_ID = Parameter("user_id", integer, missing="invalid user_id specified")
LANGUAGE = Parameter("language_code", string, default="")
LINK_PREVIEW = Parameter("link_preview_options", link_preview, shape="LinkPreviewOptions")
REPLY_MARKUP = Parameter("reply_markup", keyboards.reply_markup, shape="ReplyMarkup", doubts=doubts)
INLINE_MARKUP = Parameter("reply_markup", keyboards.inline_markup, shape="ReplyMarkup", doubts=doubts)
REPLY = Parameter("reply_parameters", reply_parameters, shape="ReplyParameters")
ABOVE = Parameter("show_caption_above_media", boolean, default=False)
PASSING_ON = (
    THREAD,
    Parameter("disable_notification", boolean, default=False),
    Parameter("protect_content", boolean, default=False),
    Parameter("direct_messages_topic_id", integer),
    CHAT,
)
PAID = Parameter("allow_paid_broadcast", boolean, default=False)
EFFECT = Parameter("message_effect_id", string)
DELIVERY = (*PASSING_ON, PAID, EFFECT, BUSINESS)
SUGGESTED = Parameter("suggested_post_parameters", json_object("suggested post"), shape="SuggestedPostParameters")
SENDING = (REPLY_MARKUP, REPLY, *DELIVERY, SUGGESTED)
CAPTION = (
    Parameter("caption", string, default=""),
    Parameter("parse_mode", string, default=""),
    Parameter("caption_entities", entity_list, shape="MessageEntity"),
)


def given_caption(world: World, given: Given) -> Json:
    found = caption(given["caption"], given["parse_mode"], given["caption_entities"], world.known)
    given.violations.extend(dropped_entities(found))
    return found.json("caption")


def language(given: Given) -> str:
    code: str = given["language_code"]
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("Invalid language code specified")
    return code
