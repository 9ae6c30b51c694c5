"""What became of a notice, for each of its readers: counted in one pass, or row by row."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from sqlalchemy import BigInteger, cast, extract, func, select
from sqlalchemy.orm import Session

from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import Delivery, State
from seller_bot.notices.models import Receipt
from seller_bot.sellers.models import Seller

STEPS = 120
"""Points of the line that shows how it was delivered over time."""

AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Report:
    """by_language  for each language how many ended in which way; None: of those who have none
    sent_until   how many had it at which moment
    """

    by_language: Mapping[str | None, Mapping[State, int]]
    sent_until: Sequence[tuple[datetime, int]]

    @property
    def outcomes(self) -> Mapping[State, int]:
        counted: Counter[State] = Counter()
        for one in self.by_language.values():
            counted.update(one)
        return counted


class Reader(NamedTuple):
    """One line of the table."""

    chat_id: int
    locale: str | None
    state: str
    at: datetime | None
    error: str | None


def reported(session: Session, batch_id: int, now: datetime) -> Report:
    """Count what became of a batch. For a million readers that takes seconds."""
    batch = session.get_one(Batch, batch_id)
    start, width = batch.started_at, _width(batch, now)
    step = (cast(extract("epoch", Delivery.settled_at), BigInteger) - int(start.timestamp())) // width
    columns = Seller.locale, Delivery.state, step
    rows = select(*columns, func.count()).outerjoin(Seller, Seller.id == Delivery.chat_id)
    by_language: dict[str | None, Counter[State]] = defaultdict(Counter)
    sent: Counter[int] = Counter()
    for locale, state, at, count in session.execute(rows.where(Delivery.batch_id == batch_id).group_by(*columns)):
        by_language[locale][State(state)] += count
        if state == State.SENT:
            sent[max(at, 0)] += count
    points = _summed_up(sent, start, timedelta(seconds=width))
    return Report(by_language, [(min(moment, max(batch.ended_at or now, start)), count) for moment, count in points])


def readers(session: Session, batch_id: int) -> Iterator[Reader]:
    """Everybody to whom the batch goes, in the order of sending; memory doesn't grow with their number."""
    rows = (
        select(Delivery.chat_id, Seller.locale, Delivery.state, Delivery.settled_at, Delivery.error)
        .outerjoin(Seller, Seller.id == Delivery.chat_id)
        .where(Delivery.batch_id == batch_id)
        .order_by(Delivery.id)
    )
    for row in session.execute(rows.execution_options(yield_per=AT_ONCE)):
        yield Reader(*row)


def doubtful(session: Session, batch_id: int, limit: int) -> Sequence[int]:
    """Some of those of whom nobody knows whether they have it, by Telegram's id."""
    found = select(Delivery.chat_id).where(Delivery.batch_id == batch_id, Delivery.state == State.UNCERTAIN)
    return session.scalars(found.order_by(Delivery.chat_id).limit(limit)).all()


def receipts(session: Session, notice_id: int) -> int:
    """How many have pressed "Got it"."""
    return session.scalars(select(func.count()).select_from(Receipt).where(Receipt.notice_id == notice_id)).one()


def _width(batch: Batch, now: datetime) -> int:
    """How many seconds a step of the line stands for."""
    return max(1, ceil(((batch.ended_at or now) - batch.started_at).total_seconds() / STEPS))


def _summed_up(sent: Mapping[int, int], start: datetime, width: timedelta) -> Sequence[tuple[datetime, int]]:
    points, total = [(start, 0)], 0
    for step in range(max(sent, default=-1) + 1):
        total += sent.get(step, 0)
        points.append((start + (step + 1) * width, total))
    return points
