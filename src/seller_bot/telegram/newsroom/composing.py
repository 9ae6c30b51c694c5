"""What somebody of the staff writes, made into parts of a notice."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from telegram import Message

from seller_bot.conversation.turn import SentFile
from seller_bot.notices.formatted import Formatted
from seller_bot.texts import LANGUAGES
from seller_bot.traditional import SIMPLIFIED, TRADITIONAL, convert

KEPT = (
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "blockquote",
    "expandable_blockquote",
)  # fmt: skip
"""What is sent as it was typed. Links and names Telegram finds by itself; most bots can't send custom emoji."""

FIELDS = ("type", "offset", "length", "url", "language")
ATTACHED = ("photo", "video", "document")
MOST_LINKS = 3
LONGEST_LABEL = 64
LABEL = re.compile(r"(en|ru|zh)\s*[:\uff1a]\s*(.+)", re.IGNORECASE)
MOST_IDS = 50_000
COLUMN, ID = re.compile(r"[,;\t]"), re.compile(r"[1-9][0-9]{0,14}")


class NotUnderstood(ValueError):
    """A line is not what was asked for: `line` is its number, `key` the text that says what should stand there."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line


def text_of(message: Message) -> Formatted | None:
    """The text, or the caption, formatted as it was typed or forwarded; None where there is none."""
    text = message.text or message.caption
    if not text:
        return None
    entities = [one.to_dict() for one in message.entities or message.caption_entities]
    kept = [{name: one[name] for name in FIELDS if name in one} for one in entities if one["type"] in KEPT]
    return {"text": text, "entities": kept}


def attachment_of(sent: SentFile) -> dict[str, Any] | None:
    """A photo, a video or a file; None for what no notice carries."""
    return {"type": sent.kind, "media": sent.file_id} if sent.kind in ATTACHED else None


def links_of(text: str) -> list[dict[str, Any]]:
    """Link buttons: an address, then its label in each language, or one for all. Raises NotUnderstood."""
    links: list[dict[str, Any]] = []
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if _is_address(line):
            if len(links) == MOST_LINKS:
                raise NotUnderstood("notice.fault_many_links", number)
            links.append({"url": line, "text": {}})
        elif line:
            _label(links, line, number)
    if not links or not all(link["text"] for link in links):
        raise NotUnderstood("notice.fault_link", len(text.splitlines()))
    return links


def _label(links: Sequence[dict[str, Any]], line: str, number: int) -> None:
    if not links:
        raise NotUnderstood("notice.fault_link", number)
    found = LABEL.fullmatch(line)
    label = found[2] if found else line
    if len(label) > LONGEST_LABEL:
        raise NotUnderstood("notice.fault_long_label", number)
    languages = [_language(found[1])] if found else LANGUAGES
    for language in languages:
        links[-1]["text"][language] = label
        if language == SIMPLIFIED:
            links[-1]["text"][TRADITIONAL] = convert(label)


def _language(code: str) -> str:
    return SIMPLIFIED if code.lower() == "zh" else code.lower()


def _is_address(line: str) -> bool:
    try:
        parts = urlsplit(line)
    except ValueError:  # Such as a colon in full width.
        return False
    return parts.scheme in ("http", "https", "tg") and bool(parts.netloc) and " " not in line


def ids_of(text: str) -> list[int]:
    """Telegram ids, one a line, or the first column of a CSV. Raises NotUnderstood."""
    ids: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        first = COLUMN.split(line, maxsplit=1)[0].strip(' "\ufeff')
        if ID.fullmatch(first):
            ids.append(int(first))
        elif first and number > 1:  # The first line may name the columns.
            raise NotUnderstood("notice.fault_id", number)
    if len(ids) > MOST_IDS:
        raise NotUnderstood("notice.fault_many_ids", MOST_IDS + 1)
    if not ids:
        raise NotUnderstood("notice.fault_id", 1)
    return list(dict.fromkeys(ids))
