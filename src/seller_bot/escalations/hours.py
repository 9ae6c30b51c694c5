"""Business hours: when managers work, and how their time is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FORM = re.compile(
    r"(?P<first>\w{3})(?:-(?P<last>\w{3}))? (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d) (?P<zone>[\w/+-]+)"
)
FURTHEST = 400
"""Days after which a search for the next opening has met hours that never come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BusinessHours:
    """The same hours on some days of the week, in one time zone."""

    days: frozenset[int]
    opens: time
    closes: time
    zone: ZoneInfo

    @classmethod
    def parse(cls, text: str) -> "BusinessHours":
        """Hours written as `Mon-Fri 09:00-18:00 Asia/Shanghai`; anything else raises ValueError."""
        found = FORM.fullmatch(text.strip())
        if found is None:
            raise ValueError("no business hours")
        first = DAYS.index(found["first"].lower())
        last = DAYS.index((found["last"] or found["first"]).lower())
        opens, closes = time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"])
        if opens >= closes:
            raise ValueError("they close before they open")
        days = frozenset(day % 7 for day in range(first, last + 1 if last >= first else last + 8))
        # A zone that is not there raises ZoneInfoNotFoundError, which is a KeyError.
        try:
            return cls(days=days, opens=opens, closes=closes, zone=ZoneInfo(found["zone"]))
        except KeyError as error:
            raise ValueError("no time zone") from error

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        return local.weekday() in self.days and self.opens <= local.time() < self.closes

    def opened_at(self, moment: datetime) -> datetime:
        """When the hours in which the moment lies began, else when they begin next; in UTC."""
        return next(self._spans(moment))[0]

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself where they are open, else when they open next; in UTC."""
        return max(next(self._spans(moment))[0], moment)

    def after(self, moment: datetime, minutes: float) -> datetime:
        """The moment when so many minutes of business hours have passed; in UTC."""
        left = timedelta(minutes=minutes)
        for opens, closes in self._spans(moment):
            begins = max(opens, moment)
            if closes - begins >= left:
                return begins + left
            left -= closes - begins
        raise AssertionError("business hours that never come")

    def minutes_between(self, start: datetime, end: datetime) -> float:
        """How many minutes of business hours lie between two moments; 0 where the end comes first."""
        total = timedelta()
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, start), timedelta())
        return total / timedelta(minutes=1)

    def _spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of business hours that end after the moment, in UTC."""
        today = moment.astimezone(self.zone).date()
        for day in (today + timedelta(days=number) for number in range(FURTHEST)):
            opens, closes = self._at(day, self.opens), self._at(day, self.closes)
            if day.weekday() in self.days and closes > moment:
                yield opens, closes

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)
