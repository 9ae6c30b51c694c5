"""The staff's texts with what they name: people with links, moments in the reader's zone, words as quotations."""

from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_timezone_location
from babel.numbers import format_percent

from seller_bot.conversation.turn import Key
from seller_bot.deliveries.hours import zone_of
from seller_bot.escalations.models import Case
from seller_bot.sellers.models import Seller
from seller_bot.texts import LANGUAGES as SPOKEN
from seller_bot.texts import Html, Texts, texts

LANGUAGES = {
    "en": "desk.language_en",
    "ru": "desk.language_ru",
    "zh_Hans": "desk.language_zh_hans",
    "zh_Hant": "desk.language_zh_hant",
}
NO_LANGUAGE = "desk.language_none"


class Wording:
    """Texts for somebody of the staff, in the reader's language."""

    def __init__(self, locale: str | None, zone: ZoneInfo, now: datetime) -> None:
        self.texts: Texts = texts(locale)
        self.zone = zone
        self._now = now

    def html(self, key: str, **values: object) -> str:
        return self.texts.html(key, {name: self._value(value) for name, value in values.items()})

    def plain(self, key: str, **values: object) -> str:
        return self.texts.plain(key, {name: self._value(value) for name, value in values.items()})

    def _value(self, value: object) -> object:
        return self.moment(value) if isinstance(value, datetime) else value

    def moment(self, moment: datetime) -> str:
        """The time in the reader's zone, with the day where it is not today's."""
        local = moment.astimezone(self.zone)
        time = self._time(local)
        if local.date() == self._now.astimezone(self.zone).date():
            return time
        return f"{format_date(local, 'medium', locale=self.texts.locale)} {time}"

    def elsewhere(self, moment: datetime) -> list[str]:
        """The same moment by the clocks of those who read the bot's languages, each with its city."""
        zones = dict.fromkeys(map(zone_of, SPOKEN))
        return [f"{self.city(zone)} {self._there(moment, zone)}" for zone in zones]

    def _there(self, moment: datetime, zone: ZoneInfo) -> str:
        """The time in a zone, with the day where it is another one."""
        there = moment.astimezone(zone)
        if there.date() == moment.astimezone(self.zone).date():
            return self._time(there)
        return f"{format_skeleton('MMMd', there, locale=self.texts.locale)} {self._time(there)}"

    def city(self, zone: ZoneInfo) -> str:
        """What a zone is called after."""
        return str(get_timezone_location(zone, locale=self.texts.locale, return_city=True))

    def _time(self, local: datetime) -> str:
        return format_time(local, "HH:mm", locale=self.texts.locale)

    def ago(self, since: datetime) -> str:
        """How long ago, as the language says it: 5 minutes ago."""
        passed = max(self._now - since, timedelta(minutes=1))
        locale = self.texts.locale
        return format_timedelta(-passed, granularity="minute", threshold=1.5, add_direction=True, locale=locale)

    def age(self, since: datetime) -> str:
        """How long it has been, in its largest unit."""
        passed = max(self._now - since, timedelta(minutes=1))
        return format_timedelta(passed, granularity="minute", threshold=1.5, locale=self.texts.locale)

    def lasting(self, time: timedelta) -> str:
        """How long something takes, in its largest unit."""
        rounded = max(time, timedelta(seconds=1))
        return format_timedelta(rounded, granularity="second", threshold=1.5, locale=self.texts.locale)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self.texts.locale)


def kind_of(case: Case) -> Key:
    return Key(key=f"case.kind.{case.kind}")


def seller_link(seller: Seller) -> Html:
    """The seller, to be written to directly; and the username, which also works where the link doesn't."""
    return Html(mention(seller) + (f" @{seller.username}" if seller.username else ""))


def mention(seller: Seller) -> Html:
    """A name by which Telegram tells the person, also in a group, that this is meant for that person."""
    name = escape(seller.first_name or str(seller.id), quote=False)
    return Html(f'<a href="tg://user?id={seller.id}">{name}</a>')


def quoted(text: str) -> Html:
    return Html(f"<blockquote expandable>{escape(text, quote=False)}</blockquote>")


def language_of(seller: Seller) -> Key:
    return Key(key=LANGUAGES.get(seller.locale or "", NO_LANGUAGE))
