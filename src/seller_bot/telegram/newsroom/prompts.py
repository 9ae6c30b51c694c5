"""What somebody of the staff is asked to write, and what comes of the answer: each part of a notice by its name."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from telegram import Message

from seller_bot.conversation.turn import Button, Key, Said, SentFile
from seller_bot.notices import drafts, queries
from seller_bot.notices.cards import show_below
from seller_bot.notices.drafts import DontGoTogether
from seller_bot.notices.formatted import in_traditional
from seller_bot.notices.models import Notice, NotPossible, Writer
from seller_bot.notices.moments import NoMoment, moment_of
from seller_bot.notices.picks import with_ids
from seller_bot.telegram.newsroom import confirming, correcting
from seller_bot.telegram.newsroom.composing import NotUnderstood, attachment_of, ids_of, links_of, text_of
from seller_bot.telegram.newsroom.correcting import CORRECT, CORRECTION
from seller_bot.telegram.newsroom.drafting import LANGUAGE
from seller_bot.telegram.newsroom.editing import Editing, button, writer_of
from seller_bot.telegram.newsroom.id_lists import FILE
from seller_bot.telegram.newsroom.showing import screen
from seller_bot.telegram.outbound import Call
from seller_bot.traditional import SIMPLIFIED, TRADITIONAL

FRESH = timedelta(hours=12)
"""Whoever was asked for something longer ago means something else by now."""

FRESH_NUMBER = timedelta(minutes=10)
LONGEST_TITLE = 120
ALBUM = "album:"
"""What is awaited after the first part of an album: the others, which come as messages of their own."""

CONFIRM = "confirm:"


def await_words(editing: Editing, notice: Notice | None, part: str) -> None:
    """The next words of this person are that part."""
    writer = writer_of(editing)
    writer.notice_id, writer.awaits, writer.asked_at = (notice.id if notice else None), part, editing.now


def back(notice: Notice) -> Button:
    return button("notice.button_back", notice.id, "open")


def ask_title(editing: Editing) -> list[Call]:
    """A new notice begins with its name."""
    await_words(editing, None, "title")
    return screen(editing, editing.wording.html("notice.ask_title"), [[button("notice.button_list", 0, "list")]])


def ask(editing: Editing, notice: Notice, part: str) -> list[Call]:
    """The card becomes the question for one part."""
    if part not in ASKED and part.removeprefix("text_") not in LANGUAGE:
        raise NotPossible
    await_words(editing, notice, part)
    language = Key(key=LANGUAGE.get(part.removeprefix("text_"), LANGUAGE["en"]))
    html = editing.wording.html(ASKED.get(part, "notice.ask_text"), language=language)
    row = [back(notice)]
    if _is_written(notice, part):
        row.insert(0, button("notice.button_drop", notice.id, "drop", part))
    return [*editing.toast(), *screen(editing, html, [row])]


ASKED = {
    "title": "notice.ask_title",
    "attachments": "notice.ask_attachments",
    "links": "notice.ask_links",
    "ids": "notice.ask_ids",
    "time": "notice.ask_time",
}


def _is_written(notice: Notice, part: str) -> bool:
    if part.startswith("text_"):
        return part.removeprefix("text_") in notice.texts
    return bool({"attachments": notice.attachments, "links": notice.buttons}.get(part))


def without_text(notice: Notice, part: str) -> dict[str, Any]:
    """The texts without one language."""
    language = part.removeprefix("text_")
    dropped = (language, TRADITIONAL) if language == SIMPLIFIED else (language,)
    return {one: text for one, text in notice.texts.items() if one not in dropped}


def hear(editing: Editing, turn: Said | SentFile, message: Message | None) -> list[Call] | None:
    """Words of somebody of the staff; None where nothing was asked for."""
    writer = editing.session.get(Writer, editing.person_id)
    if writer is None or writer.awaits is None or message is None:
        return None
    fresh = FRESH_NUMBER if writer.awaits.startswith(CONFIRM) else FRESH
    if writer.asked_at is None or editing.now - writer.asked_at > fresh:
        writer.awaits = None
        return None
    if writer.notice_id is None:
        return _begin(editing, turn)
    notice = queries.locked(editing.session, writer.notice_id)
    try:
        return _take(editing, notice, writer, turn, message)
    except NotUnderstood as fault:
        return editing.answer(fault.key, line=fault.line)
    except DontGoTogether:
        return editing.answer("notice.fault_together")
    except NotPossible:
        writer.awaits = None
        return editing.answer("notice.said_not_possible")


def _begin(editing: Editing, turn: Said | SentFile) -> list[Call]:
    if not isinstance(turn, Said) or not _is_title(turn.text):
        return editing.answer("notice.fault_title", count=LONGEST_TITLE)
    notice = drafts.begin(editing.session, turn.text.strip(), editing.actor, editing.now)
    writer_of(editing).awaits = None
    return _shown(editing, notice)


def _is_title(text: str) -> bool:
    return 0 < len(text.strip()) <= LONGEST_TITLE and "\n" not in text.strip()


def _take(
    editing: Editing, notice: Notice, writer: Writer, turn: Said | SentFile, message: Message
) -> list[Call] | None:
    awaited = writer.awaits or ""
    if awaited.startswith(ALBUM):
        return _take_rest_of_album(editing, notice, writer, turn)
    if awaited.startswith(CORRECT):
        writer.awaits = None  # A press is awaited, no words.
        return None
    if awaited.startswith(FILE):
        return editing.answer("notice.said_file_taken")
    if awaited.startswith(CORRECTION):
        return correcting.hear(editing, notice, awaited.removeprefix(CORRECTION), message)
    if awaited.startswith(CONFIRM):
        return confirming.typed(editing, notice, awaited.removeprefix(CONFIRM), turn)
    take, attached = TAKEN.get(awaited, _take_text), len(notice.attachments)
    refused = take(editing, notice, turn, message)
    if refused is not None:
        return refused
    has_more = isinstance(turn, SentFile) and turn.album and len(notice.attachments) > attached
    writer.awaits = f"{ALBUM}{turn.album}" if has_more and isinstance(turn, SentFile) else None
    return [*editing.nod(), *_shown(editing, notice)]


def _take_rest_of_album(editing: Editing, notice: Notice, writer: Writer, turn: Said | SentFile) -> list[Call] | None:
    if not isinstance(turn, SentFile) or f"{ALBUM}{turn.album}" != writer.awaits:
        writer.awaits = None
        return None
    attachment = attachment_of(turn)
    if attachment is not None:
        drafts.attach(editing.session, notice.id, attachment, editing.actor, editing.now)
    return _shown(editing, notice)


def _shown(editing: Editing, notice: Notice) -> list[Call]:
    """What was written stands on the card, below it."""
    show_below(editing.session, notice.id, editing.chat_id, editing.now)
    return []


def _take_title(editing: Editing, notice: Notice, turn: Said | SentFile, message: Message) -> list[Call] | None:
    if not isinstance(turn, Said) or not _is_title(turn.text):
        return editing.answer("notice.fault_title", count=LONGEST_TITLE)
    _revise(editing, notice, title=turn.text.strip())
    return None


def _take_text(editing: Editing, notice: Notice, turn: Said | SentFile, message: Message) -> list[Call] | None:
    """A text, or a message with one: what it carries is taken, too."""
    language = (writer_of(editing).awaits or "").removeprefix("text_")
    text = text_of(message)
    # The same post forwarded in each language brings its picture once.
    if isinstance(turn, SentFile) and not notice.attachments:
        refused = _take_attachment(editing, notice, turn, message)
        if refused is not None:
            return refused
    if text is None:
        return editing.answer("notice.said_now_the_text", language=Key(key=LANGUAGE[language]))
    texts = {**notice.texts, language: text}
    if language == SIMPLIFIED:
        texts[TRADITIONAL] = in_traditional(text)
    _revise(editing, notice, texts=texts)
    return None


def _take_attachment(editing: Editing, notice: Notice, turn: Said | SentFile, message: Message) -> list[Call] | None:
    attachment = attachment_of(turn) if isinstance(turn, SentFile) else None
    if attachment is None:
        return editing.answer("notice.fault_attachment")
    drafts.attach(editing.session, notice.id, attachment, editing.actor, editing.now)
    return None


def _take_links(editing: Editing, notice: Notice, turn: Said | SentFile, message: Message) -> list[Call] | None:
    if not isinstance(turn, Said):
        raise NotUnderstood("notice.fault_link", 1)
    _revise(editing, notice, buttons=links_of(turn.text))
    return None


def _take_ids(editing: Editing, notice: Notice, turn: Said | SentFile, message: Message) -> list[Call] | None:
    """Ids as they are, or a file with them, which is fetched after this turn."""
    if isinstance(turn, Said):
        _revise(editing, notice, audience=with_ids(notice.audience, ids_of(turn.text)))
        return None
    if turn.kind != "document":
        raise NotUnderstood("notice.fault_id", 1)
    await_words(editing, notice, f"{FILE}{turn.file_id}")
    return editing.answer("notice.said_file_taken")


def _take_time(editing: Editing, notice: Notice, turn: Said | SentFile, message: Message) -> list[Call] | None:
    if not isinstance(turn, Said):
        return editing.answer("notice.fault_time")
    try:
        moment = moment_of(turn.text, editing.zone, editing.now)
    except NoMoment:
        return editing.answer("notice.fault_time")
    drafts.plan_for(editing.session, notice.id, moment)
    return None


TAKEN: Mapping[str, Callable[[Editing, Notice, Said | SentFile, Message], list[Call] | None]] = {
    "title": _take_title,
    "attachments": _take_attachment,
    "links": _take_links,
    "ids": _take_ids,
    "time": _take_time,
}


def _revise(editing: Editing, notice: Notice, **parts: object) -> None:
    drafts.revise(editing.session, notice.id, editing.actor, editing.now, **parts)
