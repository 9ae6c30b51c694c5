"""The last step of all that send: where it goes, what it replies to, how it is protected, and what comes back."""

from seller_bot.demo import access
from seller_bot.demo.buttons import check_buttons
from seller_bot.demo.chats import Chat
from seller_bot.demo.errors import bad_request
from seller_bot.demo.parameters import Given, Json
from seller_bot.demo.texts import formatted
from seller_bot.demo.world import World
from seller_bot.entities.formatted import utf16_length

QUOTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")


def deliver(world: World, given: Given, kind: str, content: Json) -> Json:
    """Post what a send method made, after the checks that all of them share."""
    chat, delivery = delivered_where(world, given)
    access.sending_allowed(world, chat, kind)
    markup = given["reply_markup"]
    check_buttons(markup, world.reserved)
    return world.post(chat, world.bot, {**delivery, **content, **({"reply_markup": markup} if markup else {})})


def delivered_where(world: World, given: Given) -> tuple[Chat, Json]:
    """The chat, and what every message of this call carries: its thread, what it replies to, how it is protected."""
    if given.get("business_connection_id"):
        raise bad_request("business connection not found")
    chat = access.writable(world, given["chat_id"])
    reply = replied_to(world, chat, given.get("reply_parameters"))
    if given.get("suggested_post_parameters") is not None:
        raise bad_request("suggested posts can be sent only to channel direct messages")
    if given.get("allow_paid_broadcast") and not world.pays_for_broadcasts:
        raise bad_request("FLOODSKIP_NOT_ALLOWED")
    # A reply goes into the topic of what it answers, unless the call names one.
    answered = reply.get("reply_to_message", {})
    thread_id = given["message_thread_id"] or (answered["message_thread_id"] if "is_topic_message" in answered else 0)
    delivery = {**access.thread(world, chat, thread_id), **reply}
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
        if parameters.get("allow_sending_without_reply") or parameters["message_id"] in there.gone_messages:
            return {}
        raise bad_request("message to be replied not found")
    quote = quoted(world, parameters, message)
    if there is not chat:
        origin = {"type": "hidden_user", "sender_user_name": message["from"]["first_name"], "date": message["date"]}
        return {"external_reply": {"origin": origin, "message_id": message["message_id"]}, **quote}
    return {"reply_to_message": without_reply(message), **quote}


def without_reply(message: Json) -> Json:
    return {name: value for name, value in for_bot(message).items() if name not in ("reply_to_message", "quote")}


def quoted(world: World, parameters: Json, message: Json) -> Json:
    """Telegram looks for the quotation in the message; formatting that a quotation can't have is dropped."""
    mode, entities = parameters.get("quote_parse_mode", ""), parameters.get("quote_entities")
    quote = formatted(parameters.get("quote", ""), mode, entities, world.known)
    if not quote.text:
        return {}
    text: str = message.get("text") or message.get("caption") or ""
    if quote.text not in text:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = utf16_length(text[: text.index(quote.text)])
    kept = [entity.json() for entity in quote.entities if entity.type in QUOTABLE]
    found = {"text": quote.text, "position": position, "is_manual": True}
    return {"quote": {**found, **({"entities": kept} if kept else {})}}


def for_bot(message: Json) -> Json:
    """A message as a bot gets it: only inline keyboards come back."""
    if "inline_keyboard" in message.get("reply_markup", {"inline_keyboard": []}):
        return message
    return {name: value for name, value in message.items() if name != "reply_markup"}
