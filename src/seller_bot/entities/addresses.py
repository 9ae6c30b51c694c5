"""Web and e-mail addresses in a text (`ozon.ru/x`, `https://…`, `tg://…`, `a@b.com`), by tdlib's rules.

A little longer than our other modules because it is one grammar.
"""

import re
from collections.abc import Iterator

from seller_bot.entities.domains import is_known_domain

WIDE = r"\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff"
"""Characters above Latin-1 that are no separators."""
LOW = r"\x00-\x1f!-\x7f\x80-\x9f\u00a1-\u00bf"
DOMAIN = re.compile(rf"[.a-zA-Z0-9_~{WIDE}-]*")
DOMAIN_OR_USER = re.compile(rf"[.@a-zA-Z0-9_~{WIDE}-]*")
USER = re.compile(r"[^\n/\[\]{}()'`<>\"@«» \u00a0\u1680\u2000-\u200b\u200e\u200f\u2016-\u206f\u3000]*")
PATH = r"[^\n<>\"«» \u00a0\u1680\u2000-\u200b\u200e\u200f\u2016-\u206f\u3000]*"
PORT = re.compile(r":0*([1-9][0-9]{0,4})(?![0-9])")
TAIL = re.compile(rf"[/?#]{PATH}")
BAD_ENDS = ".:;,('?!`"
OWN = re.compile(
    rf"(?:(?:tg|ton)://[a-zA-Z0-9_-]{{1,253}}|tonsite://[a-zA-Z0-9_.-]{{1,253}})(?:[/?#]{PATH})?", re.IGNORECASE
)
EMAIL = re.compile(
    r"(?:[a-zA-Z0-9_-]{0,26}[.+]){0,10}[a-zA-Z0-9_-]{1,35}@(?:(?:[a-zA-Z0-9][a-zA-Z0-9_-]{0,28})?[a-zA-Z0-9]\.){1,6}[a-zA-Z]{2,8}"
)
PROTOCOL = re.compile(rf"[a-zA-Z0-9+{WIDE}-]*$")


def found_addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, begin, end, in places of the string."""
    if "://" in text:
        for match in OWN.finditer(text):
            yield "url", match.start(), match.start() + len(without_bad_end(match.group()))
    for begin, end in candidates(text):
        address = text[begin:end]
        if EMAIL.fullmatch(address):
            yield "email", begin, end
        elif address.startswith("mailto:") and EMAIL.fullmatch(address[7:]):
            yield "email", begin + 7, end
        elif length := link_length(address):
            yield "url", begin, begin + length


def without_bad_end(url: str) -> str:
    place = re.search(r"(?<!/)(?<!:)[/?#]", url)
    if place is None:
        return url
    path = url[place.start() :]
    kept = path[0] + path[1:].rstrip(BAD_ENDS)
    return url[: place.start()] + (kept if kept != path[0] or path[0] == "/" else "")


def candidates(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch around a dot that may be an address; the next one is looked for behind it."""
    start = 0
    while 0 <= (dot := text.find(".", start)) < len(text) - 1:
        if text[dot + 1] == " ":
            start = dot + 2
            continue
        begin, domain_end, with_user = around(text, start, dot)
        end = address_end(text, domain_end, dot)
        full = whole_begin(text, start, begin, with_user=with_user)
        if full is not None:
            if end > dot + 1:
                yield full, end
            while text[end : end + 1] == ".":
                end += 1
        else:
            end = max(text.rfind(".", start, end) + 1, dot + 1)
        start = max(end, dot + 1)


def around(text: str, start: int, dot: int) -> tuple[int, int, bool]:
    """Where the domain around this dot begins and ends, and whether an `@` lies in between."""
    begin = backwards(DOMAIN, text, start, dot)
    match = DOMAIN_OR_USER.match(text, dot)
    end = match.end() if match else dot
    with_user = "@" in text[dot:end]
    if with_user:
        begin = backwards(USER, text, start, begin)
    return begin, end, with_user


def backwards(allowed: re.Pattern[str], text: str, start: int, at: int) -> int:
    while at > start and allowed.fullmatch(text[at - 1]) and text[at - 1]:
        at -= 1
    return at


def address_end(text: str, end: int, dot: int) -> int:
    port = PORT.match(text, end)
    if port and int(port[1]) <= 65535:
        end = port.end()
    if tail := TAIL.match(text, end):
        path = tail.group()
        kept = path[0] + path[1:].rstrip(BAD_ENDS)
        if path[0] == "/" or len(kept) > 1:
            end += len(kept)
    while end > dot + 1 and text[end - 1] == ".":
        end -= 1
    return end


def whole_begin(text: str, start: int, begin: int, *, with_user: bool) -> int | None:
    """Where the address begins with its user and protocol; None if what stands before forbids it."""
    if begin > start and text[begin - 1] == "@":
        user = backwards(USER, text, start, begin - 1)
        if with_user or user == begin - 1:
            return None
        begin = user
    if begin == start:
        return begin
    before = text[start:begin]
    if len(before.encode()) >= 6 and before.endswith("://"):
        return protocol_begin(before[:-3], begin)
    return None if re.match(r"[\w/#@]", before[-1]) else begin


def protocol_begin(before: str, begin: int) -> int | None:
    match = PROTOCOL.search(before)
    protocol = match.group().lower() if match else ""
    if protocol.endswith("http") and protocol != "shttp":
        return begin - 7
    if protocol.endswith("https"):
        return begin - 8
    return begin - 6 if protocol.endswith("ftp") and protocol not in ("tftp", "sftp") else None


def link_length(address: str) -> int:
    """How much of it is a link: without an unbalanced bracket at its end; nothing if its domain can't be one."""
    scheme = re.match(r"(?:https?|ftp)://", address, re.IGNORECASE)
    rest = address[scheme.end() :] if scheme else address
    place = re.match(r"[^/?#]*", rest)
    domain = place.group() if place else ""
    kept = balanced(rest[len(domain) :])
    host = domain.rpartition("@")[2] if "@" not in domain else domain.partition("@")[2]
    host = host.rpartition(":")[0] if ":" in host else host
    return len(address) - (len(rest) - len(domain) - kept) if is_host(host, has_scheme=scheme is not None) else 0


def balanced(path: str) -> int:
    depth = {"(": 0, "[": 0, "{": 0}
    pairs = {")": "(", "]": "[", "}": "{"}
    end = len(path)
    for at, character in enumerate(path):
        if character in depth:
            depth[character] += 1
        elif character in pairs:
            depth[pairs[character]] -= 1
        if min(depth.values()) < 0:
            end = at
            break
    return len(path[:end].rstrip(BAD_ENDS))


def is_host(host: str, *, has_scheme: bool) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or any(not label or len(label.encode()) >= 64 or label.endswith("-") for label in labels):
        return False
    if all(label.isascii() and label.isdecimal() for label in labels):
        return len(labels) == 4 and all(str(int(label)) == label and int(label) <= 255 for label in labels)
    last = labels[-1]
    if len(last) < 2 or "_" in labels[-2]:
        return False
    if last.startswith("xn--"):
        return bool(re.fullmatch(r"[a-zA-Z0-9]{2,}", last[4:]))
    return not set("_-") & set(last) and (has_scheme or is_known_domain(last))
