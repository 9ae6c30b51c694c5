"""The cards of notices that are on their way are kept up to date, each changed at most once in some seconds; with its
end each card's reader gets the report as files, once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery, State
from seller_bot.notices.cards import CARD, refresh
from seller_bot.notices.models import Notice, NoticeCard, NoticeState
from seller_bot.notices.standing import SETTLED, standing
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import StaffMember
from seller_bot.telegram.newsroom.readers import WRITE

PAUSE = timedelta(seconds=3)
"""A card is not changed sooner than that after the last time: Telegram wouldn't have it, and nobody could read it."""


def plan_refresh(session: Session, now: datetime) -> None:
    """Cards that don't show how their notice stands are to be changed; what it costs doesn't grow with the readers."""
    found = _unsettled(session)
    lately = _changed_since(session, now - PAUSE) if found else ()
    for card in found:
        fingerprint = standing(session, session.get_one(Notice, card.notice_id)).fingerprint
        if _reference(card) in lately or (card.shown == fingerprint and card.message_id is not None):
            continue
        refresh(session, [card], now)


def _unsettled(session: Session) -> Sequence[NoticeCard]:
    """The cards that may have to change, of those whose readers still work here, locked for this transaction."""
    final = literal(f"{SETTLED}:").concat(cast(func.coalesce(Notice.recall_id, 0), String))
    is_final = NoticeCard.shown.is_not_distinct_from(final) & NoticeCard.message_id.is_not(None)
    works_here = StaffMember.revoked_at.is_(None), StaffMember.role.in_(WRITE), Seller.blocked_at.is_(None)
    cards = (
        select(NoticeCard)
        .join(Notice, Notice.id == NoticeCard.notice_id)
        .join(StaffMember, StaffMember.id == NoticeCard.chat_id)
        .join(Seller, Seller.id == NoticeCard.chat_id)
        .where(Notice.state == NoticeState.SENT, ~is_final, *works_here)
        .order_by(NoticeCard.notice_id, NoticeCard.chat_id)
    )
    return session.scalars(cards.with_for_update(of=NoticeCard, skip_locked=True)).all()


def _changed_since(session: Session, moment: datetime) -> Collection[str | None]:
    """Which cards have been changed since then, or are being changed right now, by their references.

    Not asked by reference: a long notice's card has been changed thousands of times.
    """
    of_cards = select(Delivery.reference).where(Delivery.kind == CARD)
    lately, in_hand = of_cards.where(Delivery.settled_at > moment), of_cards.where(Delivery.state == State.SENDING)
    return set(session.scalars(lately.union_all(in_hand)))


def _reference(card: NoticeCard) -> str:
    return f"{CARD}:{card.notice_id}:{card.chat_id}"
