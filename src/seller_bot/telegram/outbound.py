"""From replies to calls of the Bot API, as plain data that can be kept in a row and made later."""

from collections.abc import Iterator, Sequence
from typing import Any

from seller_bot.conversation.turn import Mark, React, Reply, Say, Toast
from seller_bot.telegram.html import MAX_CAPTION, length, split
from seller_bot.telegram.keyboards import marked, markup, reply_field
from seller_bot.texts import Html, Texts, texts

MAX_TOAST = 200

Call = dict[str, Any]
"""{"method": a method of the Bot API, "parameters": its parameters}"""


def is_message(call: Call) -> bool:
    """Whether the call sends something new, which must not be sent again once it is out."""
    return bool(call["method"].startswith(("send", "copy")))


def calls(
    replies: Sequence[Reply],
    *,
    chat_id: int,
    locale: str | None,
    query: tuple[str, int | None] | None = None,
) -> list[Call]:
    """The calls that bring the replies to a chat; `query` is the id of a press, and of the message it was on."""
    found: list[Call] = []
    for reply in replies:
        match reply:
            case Say():
                found.extend(_send(reply, chat_id, texts(reply.locale or locale), texts(locale)))
            case Toast() if query is not None:
                found.append(_answer(reply, query[0], texts(locale)))
            case Mark() if query is not None and query[1] is not None:
                found.append(_mark(reply, chat_id, query[1], texts(locale)))
            case React():
                found.append(_react(reply, chat_id))
    return found


def _send(say: Say, chat_id: int, texts: Texts, readers: Texts) -> Iterator[Call]:
    html = texts.html(say.key, say.values)
    if say.frame is not None:
        html = texts.html(say.frame.key, {**say.frame.values, "text": Html(html)})
    *earlier, last_one = _messages(say.picture, html, chat_id, readers.locale)
    yield from earlier
    if say.buttons:
        last_one["parameters"]["reply_markup"] = markup(say.buttons, readers)
    elif say.force_reply is not None:
        last_one["parameters"]["reply_markup"] = reply_field(say.force_reply, readers)
    if say.reply_to is not None:
        last_one["parameters"]["reply_parameters"] = replying(say.reply_to)
    yield last_one


def _messages(picture: str, html: str, chat_id: int, locale: str) -> list[Call]:
    """The text, in as many messages as it takes; a picture stands above it, before it where it is too long for that."""
    if picture and length(html) <= MAX_CAPTION:
        return [illustrated(chat_id, picture, locale, html)]
    messages = [message(chat_id, part) for part in split(html)]
    return [illustrated(chat_id, picture, locale, ""), *messages] if picture else messages


def illustrated(chat_id: int, picture: str, locale: str, html: str) -> Call:
    """A drawing with the text under it; which file that is turns out when it is sent."""
    photo = {"drawing": picture, "locale": locale}
    caption = {"caption": html, "parse_mode": "HTML"} if html else {}
    return {"method": "sendPhoto", "parameters": {"chat_id": chat_id, "photo": photo, **caption}}


def in_words(call: Call) -> Call | None:
    """The same without its drawing; None where nothing is left."""
    rest = {name: value for name, value in call["parameters"].items() if name not in ("photo", "caption", "parse_mode")}
    if "caption" not in call["parameters"]:
        return None
    words = message(rest["chat_id"], call["parameters"]["caption"])
    return {**words, "parameters": {**words["parameters"], **rest}}


def message(chat_id: int, html: str) -> Call:
    parameters = {
        "chat_id": chat_id,
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return {"method": "sendMessage", "parameters": parameters}


def replying(message_id: int) -> dict[str, Any]:
    """To a message that may be gone by now."""
    return {"message_id": message_id, "allow_sending_without_reply": True}


def _answer(toast: Toast, query_id: str, texts: Texts) -> Call:
    parameters: dict[str, Any] = {"callback_query_id": query_id}
    if toast.key is not None:
        parameters["text"] = texts.plain(toast.key, toast.values)[:MAX_TOAST]
    if toast.alert:
        parameters["show_alert"] = True
    return {"method": "answerCallbackQuery", "parameters": parameters}


def _mark(mark: Mark, chat_id: int, message_id: int, texts: Texts) -> Call:
    parameters = {"chat_id": chat_id, "message_id": message_id, "reply_markup": marked(mark.button, texts)}
    return {"method": "editMessageReplyMarkup", "parameters": parameters}


def _react(react: React, chat_id: int) -> Call:
    parameters = {"chat_id": chat_id, "message_id": react.message_id, "reaction": [react.emoji]}
    return {"method": "setMessageReaction", "parameters": parameters}
