"""What became of a notice is counted in one pass, and listed row by row."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from seller_bot.deliveries import broadcasts
from seller_bot.deliveries.models import Delivery, State
from seller_bot.notices.report import doubtful, readers, reported
from seller_bot.sellers.models import Seller
from seller_bot.storage import migrate
from seller_bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ENDS = [
    ("ru", State.SENT, 0),
    ("ru", State.SENT, 5),
    ("ru", State.BLOCKED, 6),
    ("zh_Hans", State.SENT, 10),
    (None, State.UNCERTAIN, 10),
]
"""Of each reader the language, the end, and the minute in which it came."""


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    migrate.upgrade(database_url)
    database = Database(database_url)
    with database.unit_of_work() as session:
        for number, (locale, _, _) in enumerate(ENDS, 1):
            session.add(Seller(id=number, first_name="Li", locale=locale, created_at=NOW, seen_at=NOW))
        session.flush()
        batch = broadcasts.start(session, select(Seller.id).order_by(Seller.id), {}, NOW, kind="notice")
        for row, (_, state, minutes) in zip(session.scalars(_rows(batch.id)), ENDS, strict=True):
            row.state, row.settled_at = state, NOW + minutes * MINUTE
        batch.ended_at = NOW + 10 * MINUTE
        session.flush()
        yield session
    database.engine.dispose()


def _rows(batch_id: int) -> Select[Delivery]:
    return select(Delivery).where(Delivery.batch_id == batch_id).order_by(Delivery.id)


def test_each_language_has_its_own_counts(session: Session) -> None:
    found = reported(session, 1, NOW)
    assert found.by_language == {
        "ru": {State.SENT: 2, State.BLOCKED: 1},
        "zh_Hans": {State.SENT: 1},
        None: {State.UNCERTAIN: 1},
    }
    assert found.outcomes == {State.SENT: 3, State.BLOCKED: 1, State.UNCERTAIN: 1}


def test_the_line_rises_when_something_was_sent_and_ends_with_the_batch(session: Session) -> None:
    points = reported(session, 1, NOW).sent_until
    assert [max(count for moment, count in points if moment <= NOW + minutes * MINUTE) for minutes in (1, 4, 6, 9)] == [
        1,
        1,
        2,
        2,
    ]
    assert points[0] == (NOW, 0)
    assert points[-1] == (NOW + 10 * MINUTE, 3)


def test_every_reader_is_listed_in_the_order_of_sending(session: Session) -> None:
    listed = [*readers(session, 1)]
    assert [one.chat_id for one in listed] == [1, 2, 3, 4, 5]
    assert listed[2] == (3, "ru", "blocked", NOW + 6 * MINUTE, None)


def test_as_many_of_the_uncertain_are_named_as_are_wanted(session: Session) -> None:
    assert doubtful(session, 1, 10) == [5]
    assert doubtful(session, 1, 0) == []
