"""The hours at which nobody minds a message, where its reader probably lives."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(20)
LATEST_PLANNED = time(19)
"""Nothing is planned for the last hour: what is delayed a little still comes in time."""

ZONES = {
    "zh_Hans": "Asia/Shanghai",
    "zh_Hant": "Asia/Shanghai",  # Taipei and Hong Kong have the same time.
    "ru": "Europe/Moscow",
    "en": "Asia/Shanghai",
}
"""Telegram tells no time zone. Sellers who read Chinese live by Beijing's time, and so do most who read English: Ozon's
sellers from abroad are in China and around it. Of Russia's eleven zones Moscow's is the one most sellers live in."""

PROBABLE = "Asia/Shanghai"
"""For whoever has no language yet."""


def zone_of(locale: str | None) -> ZoneInfo:
    return ZoneInfo(ZONES.get(locale or "", PROBABLE))


def is_decent(moment: datetime, locale: str | None) -> bool:
    return OPENS <= moment.astimezone(zone_of(locale)).time() < CLOSES


def decent(moment: datetime, locale: str | None) -> datetime:
    """The moment itself, or the next morning where it is out of hours; in UTC."""
    local = moment.astimezone(zone_of(locale))
    if is_decent(moment, locale):
        return moment
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, local.tzinfo).astimezone(UTC)


def in_days(now: datetime, days: int, locale: str | None) -> datetime:
    """So many days from now in the reader's calendar, at this time of the day or the nearest decent one; in UTC."""
    local = now.astimezone(zone_of(locale))
    clock = min(max(local.time(), OPENS), LATEST_PLANNED)
    return datetime.combine(local.date() + timedelta(days=days), clock, local.tzinfo).astimezone(UTC)
