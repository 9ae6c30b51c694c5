"""Texts in Telegram's HTML that are too long for one message."""

import re
from html import unescape

MAX_TEXT = 4096
MAX_CAPTION = 1024

_TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>")
_PIECE = re.compile(r"<[^>]*>|&[#\w]+;|.", re.DOTALL)


def split(html: str, limit: int = MAX_TEXT) -> list[str]:
    """Messages of at most `limit` characters as a reader sees them, cut between paragraphs, lines or words if possible.

    What is open at a cut is closed before it and opened again after it.
    """
    parts: list[str] = []
    while length(html) > limit:
        cut = _cut(html, limit)
        opened = _open_tags(html[:cut])
        parts.append(html[:cut].rstrip() + "".join(f"</{_name(tag)}>" for tag in reversed(opened)))
        html = "".join(opened) + html[cut:].lstrip()
    # Telegram refuses a message of which nothing is to be seen.
    return [part for part in (*parts, html) if unescape(_TAG.sub("", part)).strip()] or [html]


def length(html: str) -> int:
    """How many characters a reader sees, as Telegram counts them for its limits: a sign outside the first 65,536 is one
    of them, though it is two where entities begin and end. 4,096 such signs are taken in one message, one more is not.
    """
    return len(unescape(_TAG.sub("", html)))


def _cut(html: str, limit: int) -> int:
    """Where to cut: at the last end of a paragraph, a line, a word; else wherever the limit is."""
    end = _end_of(html, limit)
    for gap in ("\n\n", "\n", " "):
        place = html.rfind(gap, 0, end)
        inside_a_tag = html.rfind("<", 0, place) > html.rfind(">", 0, place)
        if place > 0 and not inside_a_tag and length(html[:place]) > limit // 4:
            return place
    return end


def _end_of(html: str, limit: int) -> int:
    """The offset in the source at which `limit` characters have been seen."""
    seen = 0
    for piece in _PIECE.finditer(html):
        seen += 0 if piece[0].startswith("<") else len(unescape(piece[0]))
        if seen > limit:
            return piece.start()
    return len(html)


def _open_tags(html: str) -> list[str]:
    opened: list[str] = []
    for tag in _TAG.finditer(html):
        if tag[1]:
            opened.pop()
        else:
            opened.append(tag[0])
    return opened


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[2] if found else ""
