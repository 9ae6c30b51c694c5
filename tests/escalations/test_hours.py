"""Business hours: only the time in which somebody works counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_bot.escalations.hours import BusinessHours

HOURS = BusinessHours.parse("Mon-Fri 09:00-18:00 Asia/Shanghai")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HOURS.zone)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T10:00", 30, "2026-11-23T10:30"),
        ("2026-11-23T17:45", 30, "2026-11-24T09:15"),
        ("2026-11-23T20:00", 30, "2026-11-24T09:30"),
        ("2026-11-27T17:45", 30, "2026-11-30T09:15"),  # A weekend lies between.
        ("2026-11-28T12:00", 240, "2026-11-30T13:00"),
        ("2026-11-23T09:00", 540, "2026-11-23T18:00"),
    ],
)
def test_minutes_are_counted_only_while_somebody_works(start: str, minutes: int, end: str) -> None:
    assert HOURS.after(at(start), minutes) == at(end)
    assert HOURS.minutes_between(at(start), at(end)) == minutes


def test_days_may_wrap_around_the_week_and_be_one() -> None:
    assert BusinessHours.parse("Sat-Mon 10:00-12:00 UTC").days == {5, 6, 0}
    assert BusinessHours.parse("Wed 10:00-12:00 Europe/Moscow").days == {2}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "always",
        "Mon-Fri 9-18 UTC",
        "Mon-Fri 18:00-09:00 UTC",
        "Mon-Fri 09:00-18:00 Mars/Base",
        "Foo 09:00-18:00 UTC",
        "Mon-Fri 09:00-25:00 UTC",
    ],
)
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        BusinessHours.parse(text)


@given(MOMENTS, st.integers(0, 3000))
def test_after_and_between_are_each_others_inverse(moment: datetime, minutes: int) -> None:
    assert HOURS.minutes_between(moment, HOURS.after(moment, minutes)) == pytest.approx(minutes)


@given(MOMENTS)
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime) -> None:
    opening = HOURS.next_opening(moment)
    assert opening >= moment
    assert HOURS.is_open(opening)
    assert HOURS.minutes_between(moment, opening) == 0
    assert opening - moment < timedelta(days=4)
