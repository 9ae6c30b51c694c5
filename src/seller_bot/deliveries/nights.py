"""Readers of a batch who sleep are put off until their morning, many at once."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from seller_bot.deliveries.hours import decent
from seller_bot.deliveries.models import Delivery, State
from seller_bot.sellers.models import Seller

AT_ONCE = 5000
"""So many of those who are next are looked at: a transaction takes part of a second, whatever the batch's size."""


def put_off_asleep(session: Session, batch_id: int, now: datetime) -> None:
    """Of the next few thousand of a batch nobody who sleeps stands before those who are awake."""
    waiting = Delivery.batch_id == batch_id, Delivery.state == State.DUE, Delivery.is_patient, Delivery.due_at <= now
    spoken = func.coalesce(Delivery.locale, Seller.locale)
    ahead = select(Delivery.id, spoken).outerjoin(Seller, Seller.id == Delivery.chat_id).where(*waiting)
    ahead = ahead.order_by(Delivery.due_at, Delivery.id).limit(AT_ONCE)
    # What a turn is cancelling right now is passed over, not waited for.
    found = session.execute(ahead.with_for_update(of=Delivery, skip_locked=True)).all()
    by_locale: defaultdict[str | None, list[int]] = defaultdict(list)
    for delivery_id, locale in found:
        by_locale[locale].append(delivery_id)
    for reads, delivery_ids in by_locale.items():
        if (morning := decent(now, reads)) > now:
            put_off = update(Delivery).where(Delivery.id.in_(delivery_ids)).values(due_at=morning)
            session.execute(put_off.execution_options(synchronize_session=False))
