"""Notices on their way: made into calls for each reader's language, and taken back by the same ledger."""

from typing import Any

from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery
from seller_bot.notices.models import Notice
from seller_bot.notices.sending import NOTICE, RECALL
from seller_bot.telegram.contents import Content, Contents, Rendered
from seller_bot.telegram.outbound import Call


class NoticeContent(Content):
    """The notice itself, in its reader's language."""

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        return Rendered(calls=calls_of(session.get_one(Notice, delivery.content[NOTICE]), delivery.chat_id, locale))


class RecallContent(Content):
    """A notice taken back: its message is deleted, or edited into the correction."""

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        notice = session.get_one(Notice, delivery.content[RECALL])
        place = {"chat_id": delivery.chat_id, "message_id": delivery.message_id}
        if notice.correction is None:
            return Rendered(calls=[{"method": "deleteMessage", "parameters": place}])
        text = notice.for_reader(locale, notice.correction)
        return Rendered(calls=[] if text is None else [_edit(notice, place, text, locale)])


CONTENTS = Contents({NOTICE: NoticeContent(), RECALL: RecallContent()})


def calls_of(notice: Notice, chat_id: int, locale: str | None) -> list[Call]:
    """The notice as a reader of that locale gets it; nothing where it has no text for such a reader."""
    text = notice.for_reader(locale, notice.texts)
    return [] if text is None else [_send(notice, chat_id, text, locale)]


def _send(notice: Notice, chat_id: int, text: dict[str, Any], locale: str | None) -> Call:
    parameters = {"chat_id": chat_id, **_markup(notice, locale)}
    if not notice.attachments:
        return {"method": "sendMessage", "parameters": {**parameters, **_text(text)}}
    return {
        "method": "sendPhoto",
        "parameters": {**parameters, "photo": notice.attachments[0]["media"], **_caption(text)},
    }


def _edit(notice: Notice, place: dict[str, Any], text: dict[str, Any], locale: str | None) -> Call:
    parameters = {**place, **_markup(notice, locale)}
    if not notice.attachments:
        return {"method": "editMessageText", "parameters": {**parameters, **_text(text)}}
    return {"method": "editMessageCaption", "parameters": {**parameters, **_caption(text)}}


def _text(text: dict[str, Any]) -> dict[str, Any]:
    return {"text": text["text"], "entities": text["entities"], "link_preview_options": {"is_disabled": True}}


def _caption(text: dict[str, Any]) -> dict[str, Any]:
    return {"caption": text["text"], "caption_entities": text["entities"]}


def _markup(notice: Notice, locale: str | None) -> dict[str, Any]:
    labels = [(button["url"], notice.for_reader(locale, button["text"])) for button in notice.buttons]
    rows = [[{"text": label, "url": url}] for url, label in labels if label]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}
