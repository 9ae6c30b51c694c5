"""Decent hours are those of the place where the reader probably lives."""

from datetime import UTC, datetime

import pytest

from seller_bot.deliveries.hours import decent, in_days


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "locale", "expected"),
    [
        (at(23, 1), "zh_Hans", at(23, 1)),  # 9:00 in Shanghai
        (at(23, 11, 59), "zh_Hant", at(23, 11, 59)),  # 19:59
        (at(23, 12), "zh_Hans", at(24, 1)),  # 20:00: tomorrow at nine
        (at(23, 0, 59), "en", at(23, 1)),  # 8:59: today at nine
        (at(23, 18), "en", at(24, 1)),  # two at night
        (at(23, 6), "ru", at(23, 6)),  # 9:00 in Moscow
        (at(23, 5, 59), "ru", at(23, 6)),
        (at(23, 17), "ru", at(24, 6)),
        (at(23, 12), None, at(24, 1)),
    ],
)
def test_a_message_out_of_hours_waits_for_the_morning(moment: datetime, locale: str | None, expected: datetime) -> None:
    assert decent(moment, locale) == expected


@pytest.mark.parametrize(
    ("now", "locale", "expected"),
    [
        (at(23, 9), "en", at(24, 9)),  # 17:00 in Shanghai, and 17:00 the next day
        (at(23, 14), "zh_Hans", at(24, 11)),  # 22:00: the next day at 19:00
        (at(22, 17), "zh_Hans", at(24, 1)),  # one at night of the 23rd: at nine on the 24th
        (at(23, 4), "ru", at(24, 6)),  # 7:00 in Moscow: the next day at nine
        (at(23, 20, 30), "ru", at(24, 16)),  # 23:30: the next day at 19:00
    ],
)
def test_tomorrow_is_the_next_day_of_the_readers_calendar(now: datetime, locale: str, expected: datetime) -> None:
    assert in_days(now, 1, locale) == expected
