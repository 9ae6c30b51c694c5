"""Sending to many: the readers are fixed by one statement, whatever their number; the batch is steered as a whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, literal, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from seller_bot.deliveries.batches import Batch, BatchState, new_batch
from seller_bot.deliveries.models import Delivery, Policy, State


def start(
    session: Session,
    readers: Select[*tuple[Any, ...]],
    content: dict[str, Any],
    now: datetime,
    *,
    kind: str,
    due_at: datetime | None = None,
    policy: Policy = Policy.BROADCAST,
    is_patient: bool = False,
) -> Batch:
    """Plan the content for each reader, a chat of `readers` each; from now on nobody joins them. Further columns of
    `readers` are the message that it is about, and all of them where it is about several.

    Memory doesn't grow with their number: the database makes the rows by itself.
    """
    session.add(batch := new_batch(content, now))
    session.flush()
    chats = readers.subquery()
    row = {
        "kind": literal(kind),
        "policy": literal(policy.value),
        "content": literal(content, Delivery.content.type),
        "is_patient": literal(is_patient),
        "planned_at": literal(now, Delivery.planned_at.type),
        "due_at": literal(due_at or now, Delivery.due_at.type),
        "state": literal(State.DUE.value),
        "attempts": literal(0),
        "batch_id": literal(batch.id),
    }
    columns = ["chat_id", "message_id", "message_ids"][: len(chats.c)]
    planned = insert(Delivery).from_select([*columns, *row], select(*chats.c, *row.values()), include_defaults=False)
    made = session.execute(planned.execution_options(preserve_rowcount=True))
    assert isinstance(made, CursorResult)
    batch.total = made.rowcount
    batch.count(State.SENT, 0, now)
    return batch


def running(session: Session) -> Sequence[int]:
    """The batches that are being sent, the oldest first."""
    return session.scalars(select(Batch.id).where(Batch.state == BatchState.RUNNING).order_by(Batch.id)).all()


def locked(session: Session, batch_id: int) -> Batch:
    """The batch as it is now, for this transaction alone."""
    session.flush()
    return session.get_one(Batch, batch_id, with_for_update=True, populate_existing=True)


def lock_batches_of(session: Session, *deliveries: ColumnElement[bool]) -> None:
    """Lock the batches of these deliveries, before the deliveries themselves are: whoever steers a batch takes them in
    that order, too, and of two transactions one simply waits."""
    theirs = select(Delivery.batch_id).where(*deliveries, Delivery.batch_id.is_not(None))
    session.execute(select(Batch.id).where(Batch.id.in_(theirs)).order_by(Batch.id).with_for_update())


def cancel(session: Session, batch_id: int, now: datetime) -> Batch:
    """Nothing more of it is to be sent. A call in hand is finished, and not repeated."""
    batch = locked(session, batch_id)
    batch.cancel(now)
    own = Delivery.batch_id == batch_id
    in_hand = update(Delivery).where(own, Delivery.state == State.SENDING).values(cancelled_at=now)
    waiting = update(Delivery).where(own, Delivery.state == State.DUE)
    ended = waiting.values(state=State.CANCELLED.value, cancelled_at=now, settled_at=now)
    session.execute(in_hand.execution_options(synchronize_session=False))
    made = session.execute(ended.execution_options(synchronize_session=False))
    assert isinstance(made, CursorResult)
    batch.count(State.CANCELLED, made.rowcount, now)
    return batch


def count_ended(session: Session, ended: Iterable[Delivery], now: datetime) -> None:
    """Count deliveries that have just ended, in the transaction in which they did."""
    counted = Counter((one.batch_id, State(one.state)) for one in ended if one.batch_id is not None and not one.is_open)
    # In one order: of two transactions that count for the same batches, one simply waits.
    for (batch_id, state), number in sorted(counted.items()):
        locked(session, batch_id).count(state, number, now)


def of_state(session: Session, batch_id: int, state: State) -> Sequence[Delivery]:
    """The deliveries of a batch that are in that state now, in the order of their planning."""
    found = select(Delivery).where(Delivery.batch_id == batch_id, Delivery.state == state)
    return session.scalars(found.order_by(Delivery.id)).all()


def sent_since(session: Session, batch_id: int, moment: datetime) -> tuple[int, datetime | None]:
    """How many of a batch have been sent since that moment, and when the first of them was."""
    # By the index of moments: `+ 0` keeps SQLite from walking through all that has been sent of the batch.
    lately = Delivery.settled_at >= moment, Delivery.batch_id + 0 == batch_id, Delivery.state == State.SENT
    number, first = session.execute(select(func.count(), func.min(Delivery.settled_at)).where(*lately)).one()
    return number, first


def oldest_due(session: Session, batch_id: int) -> datetime | None:
    """When what is due next of a batch was, or is to be, due."""
    waiting = Delivery.batch_id == batch_id, Delivery.state == State.DUE
    return session.scalars(select(func.min(Delivery.due_at)).where(*waiting)).one()
