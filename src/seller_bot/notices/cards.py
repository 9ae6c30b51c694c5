"""Where a notice is shown to the staff: cards, one a chat, brought up to date by the ledger of deliveries."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.queries import plan_unless_due
from seller_bot.notices.models import NoticeCard

CARD, STALE = "notice_card", "notice_card_stale"
"""What a delivery brings: the card of the notice of that id in its chat; or takes away: the message of an older one."""

FOLLOWED = "followed"
"""What a card shows of a draft when that is sent: whoever looks at it then gets the whole report at the end, however
soon that is.
"""


def cards(session: Session, notice_id: int) -> Sequence[NoticeCard]:
    """All cards of a notice."""
    return session.scalars(select(NoticeCard).where(NoticeCard.notice_id == notice_id)).all()


def card_in(session: Session, notice_id: int, chat_id: int) -> NoticeCard:
    """The notice's card in this chat, from now on."""
    found = session.get(NoticeCard, (notice_id, chat_id))
    if found is None:
        found = NoticeCard(notice_id=notice_id, chat_id=chat_id)
        session.add(found)
    return found


def refresh(session: Session, shown: Sequence[NoticeCard], now: datetime) -> None:
    """These cards are to show how their notice stands; one delivery each does for all that changes before it goes."""
    session.flush()
    plan_unless_due(session, [_showing(card, now) for card in shown])


def show_below(session: Session, notice_id: int, chat_id: int, now: datetime) -> None:
    """Show the card as the newest message of the chat; that of the older one goes."""
    card = card_in(session, notice_id, chat_id)
    older, card.message_id = card.message_id, None
    refresh(session, [card], now)
    if older is not None:
        content = {STALE: older}
        session.add(Delivery(chat_id=chat_id, kind=STALE, content=content, planned_at=now, due_at=now))


def release(session: Session, chat_id: int, message_id: int | None, notice_id: int | None = None) -> None:
    """The message shows something else from now on, perhaps another notice: it is the card of no other one."""
    here = NoticeCard.chat_id == chat_id, NoticeCard.message_id == message_id
    for card in session.scalars(select(NoticeCard).where(*here, NoticeCard.notice_id.is_distinct_from(notice_id))):
        session.delete(card)


def _showing(card: NoticeCard, now: datetime) -> Delivery:
    return Delivery(
        chat_id=card.chat_id,
        kind=CARD,
        content={CARD: card.notice_id},
        reference=f"{CARD}:{card.notice_id}:{card.chat_id}",
        planned_at=now,
        due_at=now,
    )
