"""What is done with notices: sent, stopped, resumed, taken back; each change with its event, in one transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.deliveries import broadcasts
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import Delivery, Policy, State
from seller_bot.notices import queries
from seller_bot.notices.audience import readers, surveyed
from seller_bot.notices.cards import FOLLOWED, cards, show_below
from seller_bot.notices.models import UNSENT, Notice, NoticeState, NotPossible
from seller_bot.staff.events import Actor, event

NOTICE, RECALL = "notice", "notice_recall"
"""What a delivery brings: the notice of that id, or its deletion or correction."""


def keep(session: Session, notice: Notice, actor: Actor, now: datetime) -> Notice:
    """A draft is there from now on."""
    session.add(notice)
    session.flush()
    session.add(event(actor, "drafted", notice.subject, now, after={"title": notice.title}))
    return notice


def copy(
    session: Session, notice_id: int, actor: Actor, now: datetime, audience: dict[str, Any] | None = None
) -> Notice:
    """A new draft that says the same, to the same audience or to another one. Raises UnknownNotice."""
    original = queries.locked(session, notice_id)
    draft = Notice(
        title=original.title,
        category=original.category,
        texts=original.texts,
        fallback=original.fallback,
        attachments=original.attachments,
        buttons=original.buttons,
        asks_receipt=original.asks_receipt,
        audience=original.audience if audience is None else audience,
        is_for_all=original.is_for_all,
        is_patient=original.is_patient,
        state=NoticeState.DRAFT,
        checks={},
        created_by=actor.id,
        created_at=now,
    )
    return keep(session, draft, actor, now)


def send_again(session: Session, notice_id: int, actor: Actor, now: datetime) -> Notice:
    """The draft for those of whom nobody knows whether they have the notice: there is one at most.

    Raises NotPossible where that was sent already.
    """
    queries.locked(session, notice_id)
    audience = {"uncertain_of": notice_id}
    found = queries.for_audience(session, audience)
    if not found:
        return copy(session, notice_id, actor, now, audience)
    if any(one.state != NoticeState.DRAFT for one in found):
        raise NotPossible
    return found[0]


def schedule(session: Session, notice_id: int, send_at: datetime, actor: Actor, now: datetime) -> Notice:
    """It is to be sent at that moment, to whoever belongs to its audience then. Raises NotPossible."""
    notice = queries.locked(session, notice_id)
    notice.schedule(send_at)
    session.add(event(actor, "scheduled", notice.subject, now, after={"send_at": send_at.isoformat()}))
    return notice


def send(session: Session, notice_id: int, actor: Actor, now: datetime) -> Batch:
    """Fix its readers, and begin. Raises NotPossible: nobody sends it twice."""
    notice = queries.locked(session, notice_id)
    if notice.state not in UNSENT:
        raise NotPossible
    if "uncertain_of" in notice.audience:
        _refuse_third_time(session, notice)
    content = {NOTICE: notice.id}
    batch = broadcasts.start(session, readers(notice, now), content, now, kind=NOTICE, is_patient=notice.is_patient)
    notice.send(batch.id)
    for card in cards(session, notice_id):
        card.shown = FOLLOWED
    session.add(event(actor, "sent", notice.subject, now, after={"total": batch.total}))
    return batch


def _refuse_third_time(session: Session, notice: Notice) -> None:
    """Who may have it is sent it again once, deliberately, and not when it was taken back meanwhile."""
    original = session.get(Notice, notice.audience["uncertain_of"])
    others = [one for one in queries.for_audience(session, notice.audience) if one.id != notice.id]
    if original is None or original.recall_id is not None or any(one.batch_id is not None for one in others):
        raise NotPossible


def send_due(session: Session, actor: Actor, now: datetime) -> None:
    """Begin with what was scheduled up to now."""
    for notice in queries.due(session, now):
        if notice.exceeds(surveyed(session, notice, now).readers):
            _hold(session, notice, actor, now)
        else:
            send(session, notice.id, actor, now)


def _hold(session: Session, notice: Notice, actor: Actor, now: datetime) -> None:
    """More would get it than were confirmed: somebody is to look at it again."""
    notice.return_to_draft()
    session.add(event(actor, "held", notice.subject, now, before={"confirmed": notice.confirmed}))
    for card in cards(session, notice.id):
        show_below(session, card.notice_id, card.chat_id, now)


def pause(session: Session, notice_id: int, actor: Actor, now: datetime) -> Batch:
    """Nothing more goes out until it is resumed; what is under way arrives. Raises NotPossible."""
    batch = _batch(session, notice_id)
    batch.pause(now)
    return _recorded(session, notice_id, batch, actor, "paused", now)


def resume(session: Session, notice_id: int, actor: Actor, now: datetime) -> Batch:
    batch = _batch(session, notice_id)
    batch.resume(now)
    return _recorded(session, notice_id, batch, actor, "resumed", now)


def cancel(session: Session, notice_id: int, actor: Actor, now: datetime) -> Notice:
    """Nothing more goes out; what is out stays out. Raises NotPossible."""
    notice = queries.locked(session, notice_id)
    if notice.batch_id is None:
        notice.cancel()
    else:
        broadcasts.cancel(session, notice.batch_id, now)
    session.add(event(actor, "cancelled", notice.subject, now))
    return notice


def recall(
    session: Session, notice_id: int, actor: Actor, now: datetime, correction: dict[str, Any] | None = None
) -> Batch:
    """Delete what is out, or edit it into the correction; what is not out yet is cancelled. Raises NotPossible.

    What is known of a notice that is out in part is deleted, too; a correction is for those who have the whole.
    """
    notice = queries.locked(session, notice_id)
    if notice.batch_id is None or notice.recall_id is not None:
        raise NotPossible
    sent = session.get_one(Batch, notice.batch_id)
    if not sent.is_over:
        broadcasts.cancel(session, sent.id, now)
    states = [State.SENT, State.UNCERTAIN] if correction is None else [State.SENT]
    out = Delivery.batch_id == sent.id, Delivery.state.in_(states), Delivery.message_id.is_not(None)
    content = {RECALL: notice.id}
    batch = broadcasts.start(
        session,
        select(Delivery.chat_id, Delivery.message_id, Delivery.message_ids).where(*out).order_by(Delivery.id),
        content,
        now,
        kind=RECALL,
        # Deleted or changed twice, a message is as it should be.
        policy=Policy.TRANSACTIONAL,
    )
    notice.recall(batch.id, correction)
    what = "recalled" if correction is None else "corrected"
    session.add(event(actor, what, notice.subject, now, after={"total": batch.total}))
    return batch


def _batch(session: Session, notice_id: int) -> Batch:
    notice = queries.locked(session, notice_id)
    if notice.batch_id is None:
        raise NotPossible
    return broadcasts.locked(session, notice.batch_id)


def _recorded(session: Session, notice_id: int, batch: Batch, actor: Actor, what: str, now: datetime) -> Batch:
    notice = session.get_one(Notice, notice_id)
    session.add(event(actor, what, notice.subject, now, after={"left": batch.left}))
    return batch
