"""Texts by their keys, in the reader's language: from the gettext catalogues, with values formatted and escaped."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from html import escape
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.dates import format_date, format_time, get_datetime_format
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from seller_bot.conversation.turn import Key, Lines
from seller_bot.places import locales_directory

DOMAIN = "seller_bot"
LANGUAGES = ("en", "ru", "zh_Hans")
"""The languages whose catalogues are written by people."""

LOCALES = (*LANGUAGES, "zh_Hant")
"""All that a reader can choose; the catalogue in traditional characters is converted from the simplified one."""

FALLBACK = "en"


class UnknownText(KeyError):
    """No catalogue has a text of this key."""


class Html(str):
    """A value that is Telegram's HTML already, so that it is not escaped again."""

    __slots__ = ()


class Texts:
    """The texts in one locale."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._html = _HtmlFormatter(self)
        self._plain = _PlainFormatter(self)

    def html(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """A message in Telegram's HTML; every value is escaped."""
        return self._html.vformat(self.template(key, values), (), values or {})

    def plain(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """A text without formatting: a button's label, a toast, a command's description."""
        return self._plain.vformat(self.template(key, values), (), values or {})

    def template(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """The text as it stands in the catalogue; its plural form follows the value `count`. Raises UnknownText."""
        for locale in (self.locale, FALLBACK):
            if text := _lookup(catalogue(locale), key, (values or {}).get("count")):
                return text
        raise UnknownText(key)

    def value(self, value: object) -> str:
        """A value as a reader of this locale writes it: numbers, dates, lists, and other texts by their keys."""
        match value:
            case Key(key=key, values=values):
                return self.plain(key, values)
            case Lines(items=items):
                return "\n".join(map(self.value, items))
            case int() | float():
                return str(format_decimal(value, locale=self.locale))
            case datetime():
                return self._minute(value)
            case date():
                return format_date(value, "long", locale=self.locale)
            case str():
                return value
            case Sequence():
                return format_list([self.value(item) for item in value], locale=self.locale)
            case _:
                return str(value)

    def _minute(self, value: datetime) -> str:
        """Babel's own forms of a moment have either seconds or no name of the month."""
        form = str(get_datetime_format("medium", locale=self.locale)).replace("'", "")
        day, time = format_date(value, "medium", locale=self.locale), format_time(value, "short", locale=self.locale)
        return str(form.replace("{1}", day).replace("{0}", time))


class _PlainFormatter(Formatter):
    """`{name}` is a value; `{ui.name}` is the text of that key."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return (Key(key=field_name) if "." in field_name else kwargs[field_name]), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return self._texts.value(value)


class _HtmlFormatter(_PlainFormatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return str(value) if isinstance(value, Html) else escape(self._texts.value(value), quote=False)


def fields(template: str) -> frozenset[str]:
    """The placeholders of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@cache
def texts(locale: str | None) -> Texts:
    """The texts for a reader; who has no locale yet reads English."""
    return Texts(locale if locale in LOCALES else FALLBACK)


def locale_of(language_code: str | None) -> str | None:
    """Our locale for a Telegram client's IETF language tag, None where we have none for it."""
    tag = (language_code or "").lower().replace("_", "-")
    language, *subtags = tag.split("-")
    if language == "zh":
        is_traditional = {"hant", "tw", "hk", "mo"} & set(subtags) and "hans" not in subtags
        return "zh_Hant" if is_traditional else "zh_Hans"
    return language if language in LANGUAGES else None


def po_file(locale: str) -> Path:
    return locales_directory() / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def catalogue(locale: str) -> NullTranslations:
    """A locale's catalogue: compiled in an installed package, compiled on the spot in a checkout."""
    compiled = po_file(locale).with_suffix(".mo")
    if compiled.is_file():
        return GNUTranslations(BytesIO(compiled.read_bytes()))
    with po_file(locale).open("rb") as file:
        return GNUTranslations(compile_po(file.read(), locale))


def load() -> None:
    """Read all catalogues now: in the middle of the work each would hold up everything else for a tenth of a second."""
    for locale in LOCALES:
        catalogue(locale)


def compile_po(po: bytes, locale: str) -> BytesIO:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po), locale=locale))
    compiled.seek(0)
    return compiled


def _lookup(translations: NullTranslations, key: str, count: object) -> str | None:
    if isinstance(count, int) and (text := translations.ngettext(key, key, count)) != key:
        return text
    text = translations.gettext(key)
    return None if text == key else text
