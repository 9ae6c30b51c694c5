"""What the ledger brings of notices to the staff: cards, as the notice stands when their turn comes."""

from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any

from sqlalchemy.orm import Session

from seller_bot.clock import Clock
from seller_bot.deliveries.models import Delivery, State
from seller_bot.notices import cards
from seller_bot.notices.models import Notice, NoticeCard
from seller_bot.notices.rules import Rules
from seller_bot.notices.standing import SETTLED, standing
from seller_bot.storage.database import Database
from seller_bot.telegram.contents import Content, Contents, Ended, Rendered
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.newsroom import drafting, progress, report_files
from seller_bot.telegram.newsroom.previews import PREVIEW, PreviewContent
from seller_bot.telegram.newsroom.readers import locale_at, may_see, zone_of
from seller_bot.telegram.outbound import Call, message
from seller_bot.telegram.wording import Wording

SHOWS = "shows"
"""In the content of a delivery that is on its way: the digest of what it shows."""


@dataclass(frozen=True)
class Cards(Content):
    """The message that shows a notice to somebody of the staff: sent once, changed from then on."""

    rules: Rules
    clock: Clock

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        card = _card(session, delivery)
        if card is None or not may_see(session, delivery.chat_id):
            return Rendered(calls=[])
        call, digest = self._shown(session, card)
        delivery.content = {cards.CARD: card.notice_id, SHOWS: digest}
        return Rendered(calls=[call])

    def _shown(self, session: Session, card: NoticeCard) -> tuple[Call, str]:
        notice, reader, now = session.get_one(Notice, card.notice_id), card.chat_id, self.clock()
        wording = Wording(locale_at(session, reader), zone_of(session, reader, self.rules), now)
        if notice.batch_id is None:
            html, rows = drafting.card(session, notice, reader, wording, now)
            keyboard = rows_markup(rows, wording.texts)
            return _call(card, html, keyboard), _digest(html, keyboard)
        html, rows = progress.card(session, notice, wording, now)
        return _call(card, html, rows_markup(rows, wording.texts)), standing(session, notice).fingerprint

    def ended(self, session: Session, ended: Ended) -> None:
        card = _card(session, ended.delivery)
        if card is None:
            return
        if ended.is_gone:
            card.message_id = None
            cards.refresh(session, [card], ended.at)
            return
        if ended.delivery.state == State.SENT and ended.message_ids:
            card.message_id = ended.message_ids[-1]
        was_followed = card.shown is not None and not card.shown.startswith(SETTLED)
        # Also of what couldn't be shown: it is not tried again before there is something else to show.
        card.shown = ended.delivery.content.get(SHOWS, card.shown)
        if was_followed and (card.shown or "").startswith(SETTLED):
            # Whoever opens the notice after its end has buttons for the files.
            for kind in (report_files.PICTURE, report_files.TABLE):
                report_files.bring_once(session, kind, card.notice_id, card.chat_id, ended.at)


def _card(session: Session, delivery: Delivery) -> NoticeCard | None:
    return session.get(NoticeCard, (delivery.content[cards.CARD], delivery.chat_id))


def _call(card: NoticeCard, html: str, keyboard: dict[str, Any]) -> Call:
    call = message(card.chat_id, html)
    call["parameters"]["reply_markup"] = keyboard
    if card.message_id is None:
        return call
    return {"method": "editMessageText", "parameters": {**call["parameters"], "message_id": card.message_id}}


def _digest(html: str, keyboard: dict[str, Any]) -> str:
    return sha256(f"{html}{dumps(keyboard)}".encode()).hexdigest()[:16]


class StaleCard(Content):
    """A card that another one has taken the place of."""

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        place = {"chat_id": delivery.chat_id, "message_id": delivery.content[cards.STALE]}
        return Rendered(calls=[{"method": "deleteMessage", "parameters": place}], may_be_gone=True)


def contents_of_newsroom(database: Database, rules: Rules, clock: Clock) -> Contents:
    """All that the ledger may hold of notices for the staff, by name."""
    return Contents(
        {
            cards.CARD: Cards(rules, clock),
            cards.STALE: StaleCard(),
            PREVIEW: PreviewContent(),
            report_files.PICTURE: report_files.Picture(database, rules, clock),
            report_files.TABLE: report_files.Table(database, rules, clock),
        }
    )
