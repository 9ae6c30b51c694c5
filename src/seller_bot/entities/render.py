"""A text with entities back as HTML, for tests and records that want to read it in one line."""

from html import escape
from typing import Any

from seller_bot.entities.formatted import utf16_part

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    edges: dict[int, tuple[list[str], list[str]]] = {}
    for entity in entities:
        begin, end = tags(entity)
        if begin:
            edges.setdefault(entity["offset"], ([], []))[0].append(begin)
            edges.setdefault(entity["offset"] + entity["length"], ([], []))[1].insert(0, end)
    parts: list[str] = []
    last = 0
    for at in sorted(edges):
        parts.append(escape(utf16_part(text, last, at - last), quote=False))
        begins, ends = edges[at]
        parts += [*ends, *begins]
        last = at
    return "".join([*parts, escape(utf16_part(text, last, 2 * len(text)), quote=False)])


def tags(entity: dict[str, Any]) -> tuple[str, str]:
    """Nothing for what Telegram found by itself: it is found again."""
    match entity["type"]:
        case "text_link":
            return f'<a href="{escape(entity["url"])}">', "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        case "pre" if "language" in entity:
            return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
        case "pre":
            return "<pre>", "</pre>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
        case kind if kind in TAGS:
            return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    return "", ""
