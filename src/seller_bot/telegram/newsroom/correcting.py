"""A correction of a notice that is out: a new text for each of its languages, one after the other, then a last look.

As long as nothing is changed yet, the texts that were written stand in the notice as its coming correction, with who
began it. The last button names them by a digest: what somebody else has written since is not put in place by it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from json import dumps
from typing import Any

from telegram import Message

from seller_bot.conversation.turn import Button, Key, Pressed, Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery
from seller_bot.notices import sending
from seller_bot.notices.formatted import in_traditional
from seller_bot.notices.models import Notice, NotPossible
from seller_bot.notices.standing import standing
from seller_bot.notices.written import LONGEST_CAPTION
from seller_bot.telegram.act import unknown
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.newsroom.composing import text_of
from seller_bot.telegram.newsroom.confirming import who_approves
from seller_bot.telegram.newsroom.drafting import LANGUAGE, Rows
from seller_bot.telegram.newsroom.editing import FLOW, Editing, button, writer_of
from seller_bot.telegram.newsroom.readers import locale_at
from seller_bot.telegram.newsroom.showing import screen, show
from seller_bot.telegram.outbound import Call
from seller_bot.texts import LANGUAGES
from seller_bot.traditional import SIMPLIFIED, TRADITIONAL

CORRECTION = "correction:"
"""What is awaited of a writer who corrects a notice, with the language."""

CORRECT = "correct:"
"""What is awaited once all is written: a press, for the texts of this digest."""

BY = "by"
"""Who wrote the correction, beside its texts."""

THINK = timedelta(seconds=3)
SHOWN = 600
"""So much of each text stands in the last look."""


def begin(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """Ask for the text in the first language."""
    if not standing(editing.session, notice).is_changeable:
        raise NotPossible
    notice.correction = {BY: editing.person_id}
    return [*editing.toast(), *_say(editing, *_ask(editing, notice, _languages(notice)[0]))]


def keep(editing: Editing, notice: Notice, language: str) -> list[Call]:
    """The text in this language stays as it is."""
    _must_be_open(notice)
    if language not in _languages(notice):
        return [unknown(editing.query_id, editing.own_locale)]
    return [*editing.toast(), *screen(editing, *_next(editing, notice, language))]


def hear(editing: Editing, notice: Notice, language: str, message: Message) -> list[Call]:
    """The corrected text in this language. Raises NotPossible where the notice was taken back meanwhile."""
    _must_be_open(notice)
    text = text_of(message)
    if text is None:
        return editing.answer("notice.fault_correction")
    if _is_caption(notice, language) and len(text["text"]) > LONGEST_CAPTION:
        return editing.answer("notice.fault_long_correction", count=len(text["text"]))
    written = {language: text} | ({TRADITIONAL: in_traditional(text)} if language == SIMPLIFIED else {})
    notice.correction = {**(notice.correction or {}), **written, BY: editing.person_id}
    return [*editing.nod(), *_say(editing, *_next(editing, notice, language))]


def correct(editing: Editing, notice: Notice, digest: str) -> list[Call]:
    """Change it wherever it has arrived; a second person does that, where the rules want one to send to so many."""
    _must_be_open(notice)
    writer = writer_of(editing)
    if digest != _digest(notice):
        return [*editing.toast("notice.toast_correction_changed", alert=True), *show(editing, notice)]
    count = standing(editing.session, notice).batch.sent
    if writer.awaits == f"{CORRECT}{digest}" and writer.asked_at and editing.now - writer.asked_at < THINK:
        return editing.toast("notice.toast_read_first", count=count)
    writer.awaits = None
    if _needs_approval(editing, notice, count):
        return _ask_others(editing, notice, count)
    sending.recall(editing.session, notice.id, editing.actor, editing.now, {**notice.texts, **_written(notice)})
    show(editing, notice)
    return editing.toast("notice.toast_is_correcting")


def _must_be_open(notice: Notice) -> None:
    if notice.recall_id is not None or notice.correction is None:
        raise NotPossible


def _needs_approval(editing: Editing, notice: Notice, count: int) -> bool:
    above, correction = editing.rules.approval_above, notice.correction or {}
    return above is not None and count > above and correction[BY] == editing.person_id


def _ask_others(editing: Editing, notice: Notice, count: int) -> list[Call]:
    colleagues = who_approves(editing)
    if not colleagues:
        return editing.toast("notice.toast_nobody_approves", alert=True)
    values = {"title": notice.title, "count": count, "texts": _texts(notice)}
    yes = Pressed(flow=FLOW, step="correct_yes", choice=_digest(notice), visit=notice.id)
    button = Button(label="notice.button_correct_yes", presses=yes, values={"count": count})
    say = Say(key="notice.correction_ask", values=values, buttons=(button,))
    for chat_id in colleagues:
        editing.session.add(
            Delivery(
                chat_id=chat_id,
                kind="notice_correction",
                content=content_of(say),
                locale=locale_at(editing.session, chat_id),
                planned_at=editing.now,
                due_at=editing.now,
            )
        )
    return editing.toast("notice.said_proposed")


def _written(notice: Notice) -> Mapping[str, Any]:
    """The texts of the coming correction by language."""
    return {language: text for language, text in (notice.correction or {}).items() if language != BY}


def _digest(notice: Notice) -> str:
    return sha256(dumps(_written(notice), sort_keys=True).encode()).hexdigest()[:12]


def _texts(notice: Notice) -> str:
    """What the correction says, as it is shown before it is put in place."""
    shown = [_written(notice)[one]["text"][:SHOWN] for one in LANGUAGES if one in _written(notice)]
    return "\n\n".join(shown)


def _is_caption(notice: Notice, language: str) -> bool:
    """Whether the text stands under what is attached; a longer one follows in a message of its own."""
    return bool(notice.attachments) and len(notice.texts[language]["text"]) <= LONGEST_CAPTION


def _languages(notice: Notice) -> Sequence[str]:
    return [one for one in LANGUAGES if one in notice.texts]


def _next(editing: Editing, notice: Notice, language: str) -> tuple[str, Rows]:
    languages = _languages(notice)
    after = languages[languages.index(language) + 1 :]
    return _ask(editing, notice, after[0]) if after else _confirm(editing, notice)


def _ask(editing: Editing, notice: Notice, language: str) -> tuple[str, Rows]:
    writer = writer_of(editing)
    writer.notice_id, writer.awaits, writer.asked_at = notice.id, f"{CORRECTION}{language}", editing.now
    html = editing.wording.html("notice.ask_correction", title=notice.title, language=Key(key=LANGUAGE[language]))
    stay = [button("notice.button_keep", notice.id, "keep", language), button("notice.button_back", notice.id, "open")]
    return html, [stay]


def _confirm(editing: Editing, notice: Notice) -> tuple[str, Rows]:
    back = button("notice.button_back", notice.id, "open")
    if not _written(notice):
        writer_of(editing).awaits = None
        return editing.wording.html("notice.correction_none", title=notice.title), [[back]]
    writer, digest = writer_of(editing), _digest(notice)
    writer.awaits, writer.asked_at = f"{CORRECT}{digest}", editing.now
    count = standing(editing.session, notice).batch.sent
    html = editing.wording.html("notice.correction_ask", title=notice.title, count=count, texts=_texts(notice))
    return html, [[button("notice.button_correct_yes", notice.id, "correct_yes", digest, count=count)], [back]]


def _say(editing: Editing, html: str, rows: Rows) -> list[Call]:
    return editing.say(html, keyboard=rows_markup(rows, editing.wording.texts))
