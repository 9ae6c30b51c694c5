"""Where a link leads: to a page, to a person, or nowhere: then Telegram drops the link and keeps its text."""

import re
from urllib.parse import parse_qsl, quote

from seller_bot.entities.errors import Unparsable
from seller_bot.entities.formatted import Entity

PERSON = re.compile(r"tg:(?://)?user/?\?([^#]*)", re.IGNORECASE)
OWN_SCHEME = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
SCHEME = re.compile(r"([^:]*)://")
AUTHORITY = re.compile(r"[^/?#]*")
PORT = re.compile(r"(.*):([^:@\]]*)", re.DOTALL)
HOST = re.compile(r"(?:[a-zA-Z0-9.\-_!$,~*'();&+=\x80-\U0010ffff]|%[0-9a-fA-F]{2})+")
TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
LONGEST_NUMBER = 2**63 - 1
LATEST = 2**31 - 1
LAST_PERSON = 2**40 - 1


class WrongLink(ValueError):
    """The message is Telegram's reason."""


def link_entity(url: str, offset: int, length: int) -> Entity | None:
    if person := linked_person(url):
        return Entity("text_mention", offset, length, {"user": {"id": person}})
    try:
        return Entity("text_link", offset, length, {"url": checked_link(url)})
    except WrongLink:
        return None


def linked_person(url: str) -> int | None:
    found = PERSON.match(url)
    for name, value in parse_qsl(found[1], keep_blank_values=True) if found else ():
        if name.lower() == "id":
            return int(value) if value.isascii() and value.isdecimal() and 0 < int(value) <= LAST_PERSON else None
    return None


def checked_link(url: str) -> str:
    """The address as Telegram keeps it: with a scheme, a host in small letters and a path."""
    own = OWN_SCHEME.match(url)
    if own:
        return own_link(own[1].lower(), url[own.end() :])
    scheme, userinfo, host, port, path = parts(url)
    if "." not in host and not host.startswith("["):
        raise WrongLink("Wrong HTTP URL")
    return f"{scheme or 'http'}://{userinfo}{host}{port}{path}"


def own_link(scheme: str, rest: str) -> str:
    """Links of Telegram itself: tg://resolve?domain=…"""
    named, userinfo, host, port, path = parts(rest)
    if named or userinfo or port or host.startswith("["):
        raise WrongLink("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    if not re.fullmatch(r"[a-z0-9_-]+" if scheme != "tonsite" else r"[a-z0-9_.-]+", host):
        raise WrongLink("Unallowed characters in URL host")
    return f"{scheme}://{host}{path.removeprefix('/') if path.startswith('/?') else path}"


def parts(url: str) -> tuple[str, str, str, str, str]:
    """Scheme (may be empty), user with its `@`, host, port with its colon, path with its slash."""
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise WrongLink("Unsupported URL protocol")
    rest = url[scheme.end() :] if scheme else url
    authority = AUTHORITY.match(rest)
    place = authority.group() if authority else ""
    path = rest[len(place) :].rstrip(" \t\r\n\v\0")
    port = PORT.fullmatch(place)
    if port and port[1]:
        number = port[2].lstrip("0") or port[2][-1:]
        if not (number.isascii() and number.isdecimal() and 0 < int(number) <= 65535):
            raise WrongLink("Wrong port number specified in the URL")
        place, port_part = port[1], f":{number}"
    else:
        port_part = ""
    userinfo, at, host = place.rpartition("@")
    if not host:
        raise WrongLink("URL host is empty")
    if host == "." or not (HOST.fullmatch(host) or re.fullmatch(r"\[[0-9a-fA-F:.]+\]", host)):
        raise WrongLink("Host is invalid" if host == "." else "Disallowed character in URL host")
    path = "".join(quote(character) if character <= " " else character for character in path)
    return (
        scheme[1].lower() if scheme else "",
        userinfo + at,
        ascii_lower(host),
        port_part,
        "/" * (path[:1] != "/") + path,
    )


def ascii_lower(text: str) -> str:
    return "".join(character.lower() if character.isascii() else character for character in text)


def custom_emoji(number: str, offset: int, length: int) -> Entity:
    if not (number.isascii() and number.isdecimal() and 0 < int(number) <= LONGEST_NUMBER):
        raise Unparsable("Invalid custom emoji identifier specified")
    return Entity("custom_emoji", offset, length, {"custom_emoji_id": str(int(number))})


def date_time(attributes: dict[str, str], offset: int, length: int) -> Entity | None:
    """A moment that each client shows in its own zone; without a usable `unix` it is plain text."""
    unix, shown = attributes.get("unix", ""), attributes.get("format", "")
    if not (unix.isascii() and unix.isdecimal() and 0 < int(unix) <= LATEST):
        return None
    if not TIME_FORMAT.fullmatch(shown):
        raise Unparsable("Invalid date format used")
    extra = {"unix_time": int(unix), **({"date_time_format": shown} if shown else {})}
    return Entity("date_time", offset, length, extra)
