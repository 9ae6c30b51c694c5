"""Parameters that many methods have, and the last step of all that send."""

import json
from typing import Any

from seller_bot.demo import access, fields, keyboards
from seller_bot.demo.chats import Chat
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.parameters import Given, Json, Parameter, boolean, integer, json_object, parsed_json, string
from seller_bot.demo.texts import caption, formatted
from seller_bot.demo.world import World

PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
QUOTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")


def entity_list(value: str) -> Any:
    """Telegram ignores entities that it can't read as JSON."""
    try:
        return json.loads(value)
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
        fields.boolean(given, "allow_sending_without_reply")
        fields.string(given, "quote")
    except WrongField as wrong:
        raise bad_request(str(wrong)) from None
    return given


def message_id_list(value: str) -> list[int]:
    found = parsed_json(value, "message_ids")
    if not isinstance(found, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(found) > MOST_AT_ONCE:
        raise bad_request("Too many message identifiers specified")
    return [message_id(item) for item in found]


def message_id(item: Any) -> int:
    if isinstance(item, bool) or not isinstance(item, int | str):
        raise bad_request("Message identifier must be a Number")
    try:
        found = int(item)
    except ValueError:
        raise bad_request("Can't parse message identifier as Number") from None
    if found <= 0:
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
REPLY_MARKUP = Parameter("reply_markup", keyboards.reply_markup, shape="ReplyMarkup", doubts=keyboards.doubts)
INLINE_MARKUP = Parameter("reply_markup", keyboards.inline_markup, shape="ReplyMarkup", doubts=keyboards.doubts)
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
    found = caption(given["caption"], given["parse_mode"], given["caption_entities"], world.people)
    return found.json("caption")


def deliver(world: World, given: Given, kind: str, content: Json) -> Json:
    """Post what a send method made, after the checks that all of them share."""
    chat, delivery = delivered_where(world, given)
    access.sending_allowed(world, chat, kind)
    markup = given["reply_markup"]
    keyboards.check_buttons(markup)
    return world.post(chat, world.bot, {**delivery, **content, **({"reply_markup": markup} if markup else {})})


def delivered_where(world: World, given: Given) -> tuple[Chat, Json]:
    """The chat, and what every message of this call carries: its thread, what it replies to, how it is protected."""
    if given.get("business_connection_id"):
        raise bad_request("business connection not found")
    chat = access.writable(world, given["chat_id"])
    reply = replied_to(world, chat, given.get("reply_parameters"))
    if given.get("suggested_post_parameters") is not None:
        raise bad_request("suggested posts can be sent only to channel direct messages")
    if given.get("allow_paid_broadcast"):
        raise bad_request("FLOODSKIP_NOT_ALLOWED")
    delivery = {**access.thread(world, chat, given["message_thread_id"]), **reply}
    if given["protect_content"]:
        delivery["has_protected_content"] = True
    if effect := given.get("message_effect_id"):
        if not effect.isdecimal() or int(effect) >= 2**63:
            raise bad_request("EFFECT_ID_INVALID")
        delivery["effect_id"] = effect
    return chat, delivery


def replied_to(world: World, chat: Chat, parameters: Json | None) -> Json:
    """The message replied to, without what it replies to itself, and the quotation from it."""
    if not parameters:
        return {}
    place = str(parameters.get("chat_id", ""))
    there = access.readable(world, place) if place and place != str(chat.id) else chat
    message = there.messages.get(int(parameters["message_id"]))
    if message is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    quote = quoted(world, parameters, message)
    if there is not chat:
        origin = {"type": "hidden_user", "sender_user_name": message["from"]["first_name"], "date": message["date"]}
        return {"external_reply": {"origin": origin, "message_id": message["message_id"]}, **quote}
    return {"reply_to_message": without_reply(message), **quote}


def without_reply(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in ("reply_to_message", "quote")}


def quoted(world: World, parameters: Json, message: Json) -> Json:
    """Telegram looks for the quotation in the message; formatting that a quotation can't have is dropped."""
    mode, entities = parameters.get("quote_parse_mode", ""), parameters.get("quote_entities")
    quote = formatted(parameters.get("quote", ""), mode, entities, world.people)
    if not quote.text:
        return {}
    position = (message.get("text") or message.get("caption") or "").find(quote.text)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    kept = [entity.json() for entity in quote.entities if entity.type in QUOTABLE]
    found = {"text": quote.text, "position": position, "is_manual": True}
    return {"quote": {**found, **({"entities": kept} if kept else {})}}


def for_bot(message: Json) -> Json:
    """A message as a bot gets it: only inline keyboards come back."""
    if "inline_keyboard" in message.get("reply_markup", {"inline_keyboard": []}):
        return message
    return {name: value for name, value in message.items() if name != "reply_markup"}
