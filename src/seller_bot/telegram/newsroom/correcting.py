"""A correction of a notice that is out: a new text for each of its languages, one after the other, then a last look.

As long as nothing is changed yet, the texts that were written stand in the notice as its coming correction.
"""

from collections.abc import Sequence

from telegram import Message

from seller_bot.conversation.turn import Key
from seller_bot.notices import sending
from seller_bot.notices.formatted import in_traditional
from seller_bot.notices.models import Notice, NotPossible
from seller_bot.notices.standing import standing
from seller_bot.notices.written import LONGEST_CAPTION
from seller_bot.telegram.act import unknown
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.newsroom.composing import text_of
from seller_bot.telegram.newsroom.drafting import LANGUAGE, Rows
from seller_bot.telegram.newsroom.editing import Editing, button, writer_of
from seller_bot.telegram.newsroom.showing import screen, show
from seller_bot.telegram.outbound import Call
from seller_bot.texts import LANGUAGES
from seller_bot.traditional import SIMPLIFIED, TRADITIONAL

CORRECTION = "correction:"
"""What is awaited of a writer who corrects a notice, with the language."""


def begin(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """Ask for the text in the first language."""
    if not standing(editing.session, notice).is_changeable:
        raise NotPossible
    notice.correction = {}
    return [*editing.toast(), *_say(editing, *_ask(editing, notice, _languages(notice)[0]))]


def keep(editing: Editing, notice: Notice, language: str) -> list[Call]:
    """The text in this language stays as it is."""
    if notice.recall_id is not None or notice.correction is None:
        raise NotPossible
    if language not in _languages(notice):
        return [unknown(editing.query_id, editing.own_locale)]
    return [*editing.toast(), *screen(editing, *_next(editing, notice, language))]


def hear(editing: Editing, notice: Notice, language: str, message: Message) -> list[Call]:
    """The corrected text in this language."""
    text = text_of(message)
    if text is None:
        return editing.answer("notice.fault_correction")
    if _is_caption(notice, language) and len(text["text"]) > LONGEST_CAPTION:
        return editing.answer("notice.fault_long_correction", count=len(text["text"]))
    written = {language: text} | ({TRADITIONAL: in_traditional(text)} if language == SIMPLIFIED else {})
    notice.correction = {**(notice.correction or {}), **written}
    return [*editing.nod(), *_say(editing, *_next(editing, notice, language))]


def correct(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """Change it wherever it has arrived."""
    if not notice.correction:
        raise NotPossible
    sending.recall(editing.session, notice.id, editing.actor, editing.now, {**notice.texts, **notice.correction})
    show(editing, notice)
    return editing.toast("notice.toast_is_correcting")


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
    writer_of(editing).awaits = None
    back = button("notice.button_back", notice.id, "open")
    if not notice.correction:
        return editing.wording.html("notice.correction_none", title=notice.title), [[back]]
    count = standing(editing.session, notice).batch.sent
    html = editing.wording.html("notice.correction_ask", title=notice.title, count=count)
    return html, [[button("notice.button_correct_yes", notice.id, "correct_yes", count=count)], [back]]


def _say(editing: Editing, html: str, rows: Rows) -> list[Call]:
    return editing.say(html, keyboard=rows_markup(rows, editing.wording.texts))
