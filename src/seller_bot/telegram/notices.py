"""Notices on their way: made into calls for each reader's language, and taken back by the same ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Pressed
from seller_bot.deliveries.models import Delivery, State
from seller_bot.flows.notices import NOTICES, RECEIPT
from seller_bot.notices.models import Notice
from seller_bot.notices.queries import is_wanted
from seller_bot.notices.sending import NOTICE, RECALL
from seller_bot.notices.written import LONGEST_CAPTION
from seller_bot.telegram.contents import Content, Contents, Ended, Rendered
from seller_bot.telegram.keyboards import encode
from seller_bot.telegram.outbound import Call
from seller_bot.texts import texts

Json = dict[str, Any]


def calls_of(notice: Notice, chat_id: int, locale: str | None) -> list[Call]:
    """What a reader of that locale gets; nothing where no text is for that reader.

    The text stands under what is attached, if it is short enough and nothing hinders: Telegram takes no keyboard under
    an album. Else it follows in a message of its own.
    """
    text = notice.for_reader(locale, notice.texts)
    if text is None:
        return []
    rows = _rows(notice, locale)
    keyboard = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    attached = notice.attachments
    if attached and len(text["text"]) <= LONGEST_CAPTION and (len(attached) == 1 or not rows):
        return [_attachments(chat_id, attached, _caption(text), keyboard)]
    before = [_attachments(chat_id, attached, {}, {})] if attached else []
    return [*before, _call("sendMessage", chat_id, **_text(text), **keyboard)]


@dataclass(frozen=True)
class NoticeContent(Content):
    """The notice itself, in its reader's language; `is_paid` where the operator pays for speed."""

    is_paid: bool

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        notice = session.get_one(Notice, delivery.content[NOTICE])
        made = calls_of(notice, delivery.chat_id, locale) if is_wanted(session, notice, delivery.chat_id) else []
        return Rendered(calls=[*map(_paid, made)] if self.is_paid else made, is_paid=self.is_paid)

    def ended(self, session: Session, ended: Ended) -> None:
        """What was in the middle of its call when the notice was taken back is taken back once it is out."""
        delivery = ended.delivery
        if delivery.message_id is None or delivery.cancelled_at is None:
            return
        notice = session.get_one(Notice, delivery.content[NOTICE])
        is_whole = delivery.state == State.SENT
        if notice.recall_id is not None and (is_whole or notice.correction is None):
            session.add(_recall(notice, delivery, ended))


class RecallContent(Content):
    """A notice taken back: all its messages are deleted, or the one with the text is edited into the correction.

    Where the reader has deleted them already, nothing is left to be done.
    """

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        notice = session.get_one(Notice, delivery.content[RECALL])
        if notice.correction is None:
            return Rendered(calls=[_deletion(delivery)], may_be_gone=True)
        text = notice.for_reader(locale, notice.correction)
        return Rendered(calls=[] if text is None else [_edit(notice, delivery, text, locale)], may_be_gone=True)


def _recall(notice: Notice, delivery: Delivery, ended: Ended) -> Delivery:
    return Delivery(
        chat_id=delivery.chat_id,
        kind=RECALL,
        content={RECALL: notice.id},
        message_id=delivery.message_id,
        message_ids=delivery.message_ids,
        planned_at=ended.at,
        due_at=ended.at,
    )


def contents_of_notices(*, is_paid: bool) -> Contents:
    return Contents({NOTICE: NoticeContent(is_paid=is_paid), RECALL: RecallContent()})


CONTENTS = contents_of_notices(is_paid=False)


def _attachments(chat_id: int, attached: Sequence[Json], caption: Json, keyboard: Json) -> Call:
    """One file, or an album; what is said stands under the first one."""
    first, *others = attached
    if others:
        return _call("sendMediaGroup", chat_id, media=[{**first, **caption}, *others])
    kind = first["type"]
    return _call(f"send{kind.title()}", chat_id, **{kind: first["media"]}, **caption, **keyboard)


def _deletion(delivery: Delivery) -> Call:
    if delivery.message_ids:
        return _call("deleteMessages", delivery.chat_id, message_ids=delivery.message_ids)
    return _call("deleteMessage", delivery.chat_id, message_id=delivery.message_id)


def _edit(notice: Notice, delivery: Delivery, text: Json, locale: str | None) -> Call:
    """Where more messages came of it than files are attached, the last one holds the text; else the first one's
    caption does. The reader may have got it in another language than the present one."""
    sent = delivery.message_ids or [delivery.message_id]
    rows = _rows(notice, locale)
    keyboard = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    if len(sent) > len(notice.attachments):
        return _call("editMessageText", delivery.chat_id, message_id=sent[-1], **_text(text), **keyboard)
    keyboard = keyboard if len(sent) == 1 else {}
    return _call("editMessageCaption", delivery.chat_id, message_id=sent[0], **_caption(text), **keyboard)


def _call(method: str, chat_id: int, **parameters: Any) -> Call:
    return {"method": method, "parameters": {"chat_id": chat_id, **parameters}}


def _paid(call: Call) -> Call:
    return {**call, "parameters": {**call["parameters"], "allow_paid_broadcast": True}}


def _text(text: Json) -> Json:
    return {"text": text["text"], "entities": text["entities"], "link_preview_options": {"is_disabled": True}}


def _caption(text: Json) -> Json:
    return {"caption": text["text"], "caption_entities": text["entities"]}


def _rows(notice: Notice, locale: str | None) -> list[list[Json]]:
    """The links that have a label for this reader, and "Got it"."""
    labels = [(button["url"], notice.for_reader(locale, button["text"])) for button in notice.buttons]
    rows = [[{"text": label, "url": url}] for url, label in labels if label]
    if notice.asks_receipt:
        got_it = Pressed(flow=NOTICES.id, step=RECEIPT, visit=notice.id)
        rows.append([{"text": texts(locale).plain("notices.button_got_it"), "callback_data": encode(got_it)}])
    return rows
