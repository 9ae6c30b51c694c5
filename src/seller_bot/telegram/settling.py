"""What became of a delivery, written into the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from seller_bot.deliveries.broadcasts import count_ended, lock_batches_of
from seller_bot.deliveries.models import Delivery, State, WrongState
from seller_bot.deliveries.queries import left_in_sending, locked, move_chat, move_topic
from seller_bot.sellers.queries import note_blocked
from seller_bot.telegram.attempt import (
    Blocked,
    Gone,
    Impossible,
    InDoubt,
    Intercepted,
    Migrated,
    Moot,
    NotOut,
    NotPaid,
    Outcome,
    Partly,
    Refused,
    Sent,
    TooFast,
    TopicGone,
)
from seller_bot.telegram.contents import Contents, Ended
from seller_bot.telegram.parcels import Parcel
from seller_bot.telegram.undelivered import brief

log = structlog.stdlib.get_logger()

CRASHED = "the process ended during the call"


@dataclass(frozen=True, slots=True)
class MovedTopic:
    """There was no topic yet, or it was gone; what is to be said there goes to this one, or to none."""

    message_thread_id: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a parcel, and when."""

    parcel: Parcel
    outcome: Outcome | MovedTopic
    at: datetime


def settle(session: Session, notes: Sequence[Settled], contents: Contents) -> None:
    """Write down what became of some parcels."""
    # In the order in which turns take them, too: of two transactions that want the same rows, one simply waits.
    for note in sorted(notes, key=lambda note: note.parcel.chat_id):
        if isinstance(_last(note.outcome), Blocked):
            note_blocked(session, note.parcel.chat_id, note.at)
    delivery_ids = [note.parcel.delivery_id for note in notes]
    lock_batches_of(session, Delivery.id.in_(delivery_ids))
    rows = locked(session, delivery_ids)
    ended: list[Delivery] = []
    for note in sorted(notes, key=lambda note: note.parcel.delivery_id):
        delivery = rows[note.parcel.delivery_id]
        try:
            _settle(session, delivery, note)
        except WrongState as error:
            # The call took so long that another process took the row for one left behind.
            log.error("delivery_settled_late", reason=str(error), outcome=type(note.outcome).__name__)
            continue
        _move(session, delivery, note, contents)
        if not delivery.is_open:
            ids = note.outcome.ids if isinstance(note.outcome, Sent) else ()
            is_gone = isinstance(note.outcome, Gone)
            contents.of(delivery).ended(session, Ended(delivery=delivery, message_ids=ids, is_gone=is_gone, at=note.at))
            ended.append(delivery)
    if ended:
        count_ended(session, ended, notes[-1].at)


def _last(outcome: Outcome | MovedTopic) -> Outcome | MovedTopic:
    """What became of the last call that was made."""
    return outcome.rest if isinstance(outcome, Partly) else outcome


def _settle(session: Session, delivery: Delivery, note: Settled) -> None:
    now = note.at
    match note.outcome:
        case Sent(ids=ids):
            delivery.mark_sent(ids[-1] if ids else delivery.message_id or 0, now, ids)
        case TooFast(seconds=seconds):
            delivery.postpone(now + timedelta(seconds=seconds), now)
        case NotOut() | Migrated() | MovedTopic():
            delivery.release(now)
        case Refused(error=error):
            delivery.refuse(brief(error), now)
        case InDoubt(error=error) | Intercepted(error=error):
            delivery.doubt(brief(error), now)
        case Blocked(reason=reason):
            delivery.block(reason, now)
        case Gone(reason=reason):
            delivery.give_up(reason, now)
        case TopicGone(reason=reason) | NotPaid(reason=reason) | Impossible(reason=reason) | Moot(reason=reason):
            log.error("delivery_refused", delivery=delivery.id, kind=delivery.kind, reason=reason)
            delivery.give_up(reason, now)
        case Partly() as partly:
            _settle_part(delivery, partly, now)


def _settle_part(delivery: Delivery, partly: Partly, now: datetime) -> None:
    """What Telegram refuses for good is not begun anew: its beginning would come again and again."""
    match partly.rest:
        case Blocked(reason=reason) | NotPaid(reason=reason) | Impossible(reason=reason):
            log.error("delivery_refused_in_part", delivery=delivery.id, kind=delivery.kind, reason=reason)
            delivery.break_off(reason, partly.ids, now)
        case failed:
            delivery.doubt(brief(failed.error), now, partly.ids)


def _move(session: Session, delivery: Delivery, note: Settled, contents: Contents) -> None:
    """What waits for the same place goes to the new one, too."""
    match note.outcome:
        case Migrated(chat_id=chat_id):
            session.flush()
            move_chat(session, note.parcel.chat_id, chat_id)
            for content in contents.values():
                content.moved_to_chat(session, note.parcel.chat_id, chat_id)
        case MovedTopic(message_thread_id=topic):
            old = note.parcel.message_thread_id
            delivery.message_thread_id = topic
            session.flush()
            if old is not None:
                move_topic(session, note.parcel.chat_id, old, topic)
            contents.of(delivery).moved_to_topic(session, delivery, old, topic)


def take_up(
    session: Session, claimed_until: datetime, in_hand: Collection[int], now: datetime, contents: Contents
) -> int:
    """Of what a crash left in the middle of its call nobody knows whether it is out; how many there were."""
    lock_batches_of(session, Delivery.state == State.SENDING, Delivery.claimed_at <= claimed_until)
    left = left_in_sending(session, claimed_until, in_hand)
    for delivery in left:
        delivery.doubt(CRASHED, now)
        if not delivery.is_open:
            contents.of(delivery).ended(session, Ended(delivery=delivery, message_ids=(), is_gone=False, at=now))
    count_ended(session, left, now)
    return len(left)
