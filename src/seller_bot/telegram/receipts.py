"""The press on "Got it" under a notice: no turn of a conversation, so that it disturbs nothing the seller is doing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from telegram import Message

from seller_bot.conversation.turn import Pressed, Toast
from seller_bot.flows.notices import NOTICES, RECEIPT
from seller_bot.notices.receipts import give
from seller_bot.telegram.keyboards import TICK, encode
from seller_bot.telegram.loading import Incoming, Loaded
from seller_bot.telegram.outbound import Call, calls


def respond(session: Session, one: Incoming, loaded: Loaded, now: datetime) -> list[Call] | None:
    """The calls that answer such a press; None for anything else."""
    pressed = one.turn
    if not one.is_private or not isinstance(pressed, Pressed) or (pressed.flow, pressed.step) != (NOTICES.id, RECEIPT):
        return None
    is_given = give(session, pressed.visit, one.user.id, now)
    toast = Toast(key="notices.toast_got_it" if is_given else "notices.toast_not_counted")
    answer = calls([toast], chat_id=one.chat_id, locale=loaded.locale(one.user.id), query=one.query)
    return [*answer, *_ticked(one, pressed)] if is_given else answer


def _ticked(one: Incoming, pressed: Pressed) -> list[Call]:
    """The pressed keyboard with a tick on the button; its links stay as they are."""
    query = one.update.callback_query
    message = query.message if query else None
    if not isinstance(message, Message) or message.reply_markup is None:
        return []
    rows = message.reply_markup.to_dict()["inline_keyboard"]
    ticked = [[_tick(button, encode(pressed)) for button in row] for row in rows]
    if ticked == rows:
        return []
    shown = {"message_id": message.message_id, "reply_markup": {"inline_keyboard": ticked}}
    return [{"method": "editMessageReplyMarkup", "parameters": {"chat_id": one.chat_id, **shown}}]


def _tick(button: Mapping[str, Any], data: str) -> Mapping[str, Any]:
    text = button["text"]
    if button.get("callback_data") != data or text.startswith(TICK):
        return button
    return {**button, "text": f"{TICK}{text}"}
