"""Questions about what is to be said, and changes of many such rows at once."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from seller_bot.deliveries.models import Delivery, State

OPEN = (State.DUE, State.SENDING)


def next_due(session: Session, now: datetime, *, limit: int, resting: Collection[int]) -> Sequence[Delivery]:
    """What is due and in no batch: the oldest first, one a chat, locked for this transaction.

    `resting` chats get nothing now. A chat waits for its message that is being sent, and for an older one that is to be
    tried again.
    """
    other = aliased(Delivery)
    is_older = or_(other.due_at < Delivery.due_at, and_(other.due_at == Delivery.due_at, other.id < Delivery.id))
    goes_first = and_(other.state == State.DUE, other.batch_id.is_(None), is_older)
    is_behind = exists().where(other.chat_id == Delivery.chat_id, or_(other.state == State.SENDING, goes_first))
    ready = _ready(None, now).where(Delivery.chat_id.not_in(resting), ~is_behind)
    return session.scalars(ready.limit(limit)).all()


def next_of_batch(
    session: Session, batch_id: int, now: datetime, *, limit: int, resting: Collection[int]
) -> Sequence[Delivery]:
    """What is due of a batch, in which each chat has one: the oldest first, locked for this transaction.

    `resting` chats are passed over here: among the next few there is hardly ever one, and a list of all those that were
    written to a second ago makes the statement slow. Where there is one, so many more are looked at.
    """
    other = aliased(Delivery)
    is_busy = exists().where(other.chat_id == Delivery.chat_id, other.state == State.SENDING)
    ready = _ready(batch_id, now).where(~is_busy)
    found = session.scalars(ready.limit(limit)).all()
    if any(one.chat_id in resting for one in found):
        found = session.scalars(ready.limit(limit + len(resting))).all()
    return [one for one in found if one.chat_id not in resting][:limit]


def _ready(batch_id: int | None, now: datetime) -> Select[Delivery]:
    is_ready = (
        Delivery.state == State.DUE,
        Delivery.batch_id == batch_id,
        Delivery.due_at <= now,
        or_(Delivery.retry_at.is_(None), Delivery.retry_at <= now),
    )
    # What a turn is cancelling right now is passed over, not waited for.
    return select(Delivery).where(*is_ready).order_by(Delivery.due_at, Delivery.id).with_for_update(skip_locked=True)


def left_in_sending(session: Session, claimed_until: datetime, in_hand: Collection[int]) -> Sequence[Delivery]:
    """Rows that a crash left behind: claimed up to that moment, and in nobody's hands."""
    left = select(Delivery).where(
        Delivery.state == State.SENDING,
        Delivery.claimed_at <= claimed_until,
        Delivery.id.not_in(in_hand),
    )
    return session.scalars(left.with_for_update(skip_locked=True)).all()


def locked(session: Session, delivery_ids: Collection[int]) -> dict[int, Delivery]:
    """The rows as they are now, by id, for this transaction alone."""
    found = select(Delivery).where(Delivery.id.in_(delivery_ids)).order_by(Delivery.id)
    rows = session.scalars(found.with_for_update().execution_options(populate_existing=True))
    return {delivery.id: delivery for delivery in rows}


def open_about(session: Session, reference: str) -> Sequence[Delivery]:
    """What may still be said about something, soonest first, locked for this transaction."""
    still_open = select(Delivery).where(Delivery.reference == reference, Delivery.state.in_(OPEN))
    ordered = still_open.order_by(Delivery.due_at, Delivery.id).execution_options(populate_existing=True)
    return session.scalars(ordered.with_for_update()).all()


def is_of_kind(session: Session, chat_id: int, message_id: int, kinds: Collection[str]) -> bool:
    """Whether a message came of a delivery of one of these kinds."""
    there = Delivery.chat_id == chat_id, Delivery.message_id == message_id, Delivery.reference.is_not(None)
    return session.scalars(select(exists().where(*there, Delivery.kind.in_(kinds)))).one()


def cancel_about(session: Session, reference: str, now: datetime) -> None:
    """Nothing more is to be said about it."""
    for delivery in open_about(session, reference):
        delivery.cancel(now)


def plan_unless_due(session: Session, planned: Sequence[Delivery]) -> None:
    """Plan these, each with a reference, but none for which another one is due already.

    What is due is made into a message only when it is claimed, so it will say what this one would. One that is being
    sent right now may say how things were before.
    """
    references = [one.reference for one in planned]
    due = select(Delivery).where(Delivery.reference.in_(references), Delivery.state.in_(OPEN)).order_by(Delivery.id)
    # Locked: what is being claimed right now, before this transaction's changes can be seen, doesn't count.
    found = session.scalars(due.with_for_update().execution_options(populate_existing=True)).all()
    waiting = {one.reference for one in found if one.state == State.DUE}
    session.add_all(one for one in planned if one.reference not in waiting)


def move_chat(session: Session, old: int, new: int) -> None:
    """A group became a supergroup, which has another id: what is to be said there goes to the new one."""
    waiting = Delivery.chat_id == old, Delivery.state.in_(OPEN)
    session.execute(update(Delivery).where(*waiting).values(chat_id=new))


def move_topic(session: Session, chat_id: int, old: int, new: int | None) -> None:
    """Another topic took the place of one that is gone."""
    waiting = Delivery.chat_id == chat_id, Delivery.message_thread_id == old, Delivery.state.in_(OPEN)
    session.execute(update(Delivery).where(*waiting).values(message_thread_id=new))


def has_said_since(session: Session, chat_id: int, message_id: int) -> bool:
    """Whether anything that was planned has come to the chat after that message."""
    later = Delivery.chat_id == chat_id, Delivery.message_id > message_id, Delivery.state == State.SENT
    return session.scalars(select(Delivery.id).where(*later).limit(1)).first() is not None


def overdue(session: Session, due_before: datetime) -> int:
    """How many were due before that moment, and still are."""
    late = Delivery.state == State.DUE, Delivery.due_at < due_before
    return session.scalars(select(func.count()).select_from(Delivery).where(*late)).one()


def settled_since(session: Session, state: State, moment: datetime) -> Sequence[Delivery]:
    """What ended so since that moment, the newest first."""
    ended = select(Delivery).where(Delivery.state == state, Delivery.settled_at >= moment)
    return session.scalars(ended.order_by(Delivery.settled_at.desc(), Delivery.id.desc())).all()


def last_settled(session: Session) -> datetime | None:
    """When something ended the last time."""
    return session.scalars(select(func.max(Delivery.settled_at)).where(Delivery.settled_at.is_not(None))).one()


def forget_settled_before(session: Session, moment: datetime) -> None:
    """Drop what was sent, or given up, long ago."""
    session.execute(delete(Delivery).where(Delivery.settled_at < moment))
