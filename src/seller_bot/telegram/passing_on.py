"""What one side of a case says, brought to the other one: words under a heading that names the case, files by
Telegram's own ids, albums as albums; and changed when it is changed.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from seller_bot.escalations.models import Case, Entry, EntryKind
from seller_bot.sellers.models import Seller
from seller_bot.telegram.html import split
from seller_bot.telegram.outbound import Call, message
from seller_bot.texts import Html, texts

LONGEST_CAPTION = 1024
CAPTIONED = ("photo", "document", "video", "audio", "voice", "animation")
GROUPED = {"photo": "picture", "video": "picture", "document": "document", "audio": "audio"}
"""What Telegram takes into one album: pictures and films together, the others among themselves."""

SENT_BY = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "video": "sendVideo",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "animation": "sendAnimation",
    "sticker": "sendSticker",
    "videonote": "sendVideoNote",
}
"""How a file is sent by its id, for each kind as python-telegram-bot names it."""

MOST_IN_ALBUM = 10


def heading(case: Case, entry: Entry, seller: Seller, locale: str | None) -> str:
    """What stands over an entry's words, or, where it has none, instead of them."""
    values = {"number": case.number, "seller": seller.first_name, "text": Html(escape(entry.text, quote=False))}
    keys = FROM_SELLER if entry.is_sellers else QUESTIONS if entry.kind == EntryKind.QUESTION else TO_SELLER
    return texts(locale).html(keys[0] if entry.text else keys[1], values)


FROM_SELLER = ("desk.from_seller", "desk.from_seller_file")
TO_SELLER = ("desk.to_seller", "desk.to_seller_file")
QUESTIONS = ("desk.question", "desk.question_file")


def calls_for(case: Case, entries: Sequence[Entry], seller: Seller, chat_id: int, locale: str | None) -> list[Call]:
    """One entry, or the parts of an album, to a chat."""
    words = heading(case, next((entry for entry in entries if entry.text), entries[0]), seller, locale)
    files = [entry for entry in entries if entry.file_kind is not None]
    if not files:
        return [message(chat_id, part) for part in split(words)]
    caption, *rest = split(words, LONGEST_CAPTION)
    if len(files) > 1 and all(entry.file_kind in GROUPED for entry in files):
        sent = albums(files, chat_id, caption)
    elif files[0].file_kind in CAPTIONED:
        sent = [_copied(entry, chat_id, caption if number == 0 else "") for number, entry in enumerate(files)]
    else:
        sent = [message(chat_id, caption), *(_copied(entry, chat_id, "") for entry in files)]
    return [*sent, *(message(chat_id, part) for part in rest)]


def _copied(entry: Entry, chat_id: int, caption: str) -> Call:
    parameters: dict[str, Any] = {"chat_id": chat_id, "from_chat_id": entry.chat_id, "message_id": entry.message_id}
    if caption:
        parameters |= {"caption": caption, "parse_mode": "HTML"}
    return {"method": "copyMessage", "parameters": parameters}


def albums(files: Sequence[Entry], chat_id: int, caption: str = "") -> list[Call]:
    """Files by their ids, as few albums as Telegram allows; what stands alone is sent alone."""
    made: list[Call] = []
    for group in _groups(files):
        made.append(_album(group, chat_id, caption) if len(group) > 1 else _single(group[0], chat_id, caption))
        caption = ""
    return made


def _groups(files: Sequence[Entry]) -> list[list[Entry]]:
    groups: list[list[Entry]] = []
    for entry in files:
        kind = GROUPED.get(entry.file_kind or "")
        last = groups[-1] if groups else []
        joins = kind is not None and last and GROUPED.get(last[-1].file_kind or "") == kind
        if joins and len(last) < MOST_IN_ALBUM:
            last.append(entry)
        else:
            groups.append([entry])
    return groups


def _album(files: Sequence[Entry], chat_id: int, caption: str) -> Call:
    media: list[dict[str, Any]] = [{"type": entry.file_kind, "media": entry.file_id} for entry in files]
    if caption:
        media[0] |= {"caption": caption, "parse_mode": "HTML"}
    return {"method": "sendMediaGroup", "parameters": {"chat_id": chat_id, "media": media}}


def _single(entry: Entry, chat_id: int, caption: str) -> Call:
    kind = entry.file_kind or ""
    name = "video_note" if kind == "videonote" else kind
    parameters: dict[str, Any] = {"chat_id": chat_id, name: entry.file_id}
    if caption and kind in CAPTIONED:
        parameters |= {"caption": caption, "parse_mode": "HTML"}
    return {"method": SENT_BY[kind], "parameters": parameters}


def sendable(files: Sequence[Entry]) -> list[Entry]:
    """Those that can be sent by the id of their file."""
    return [entry for entry in files if entry.file_kind in SENT_BY and entry.file_id]


def edit_of(
    case: Case, entry: Entry, seller: Seller, place: tuple[int, int], locale: str | None, part: int
) -> list[Call]:
    """A message that brought an entry, changed as the entry was; `part` says the how manieth of its messages it is."""
    chat_id, message_id = place
    whole = heading(case, entry, seller, locale)
    parts = split(whole) if entry.file_kind is None else split(whole, LONGEST_CAPTION)
    if part >= len(parts) or (entry.file_kind is not None and entry.file_kind not in CAPTIONED):
        return []
    changed: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "parse_mode": "HTML"}
    if entry.file_kind is None:
        return [{"method": "editMessageText", "parameters": {**changed, "text": parts[part]}}]
    return [{"method": "editMessageCaption", "parameters": {**changed, "caption": parts[part]}}]
