"""A moment as people type it: 10:00, 1.12. 10:00, 2026-12-01 10:00, 12月1日 10:00; in the zone of whoever types."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

FORMS = (
    re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)"),
    re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})[ T]+(?P<hour>\d{1,2}):(?P<minute>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4})? +(?P<hour>\d{1,2}):(?P<minute>\d\d)"),
    re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号] *(?P<hour>\d{1,2}):(?P<minute>\d\d)"),
)
FARTHEST = timedelta(days=366)


class NoMoment(ValueError):
    """The text is no moment, or one that doesn't exist, has passed, or lies more than a year ahead."""


def moment_of(typed: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment, in UTC; a time without a day is the next such time. Raises NoMoment."""
    text = typed.strip().replace("\uff1a", ":")
    found = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        raise NoMoment
    try:
        moment = _in_zone(found.groupdict(), zone, now.astimezone(zone))
    except OverflowError as error:  # The first day of the year 1.
        raise NoMoment from error
    if not now < moment <= now + FARTHEST:
        raise NoMoment
    return moment


def _in_zone(parts: dict[str, str | None], zone: ZoneInfo, today: datetime) -> datetime:
    given: dict[str, Any] = {name: int(value) for name, value in parts.items() if value is not None}
    try:
        moment = today.replace(second=0, microsecond=0, fold=0).replace(**given)
    except ValueError as error:
        raise NoMoment from error
    if moment <= today and "day" not in given:
        moment += timedelta(days=1)
    elif moment <= today and "year" not in given:
        moment = _next_year(moment)
    return moment.astimezone(UTC)


def _next_year(moment: datetime) -> datetime:
    try:
        return moment.replace(year=moment.year + 1)
    except ValueError as error:  # The 29th of February.
        raise NoMoment from error
