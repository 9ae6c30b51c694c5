"""Previews: a notice in each of its languages, exactly as sellers get it, sent to whoever writes it.

Telegram's own parser reads each on the way: what it takes here it takes for the sellers, too, and what it refuses is
shown with its words.
"""

from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery, State
from seller_bot.deliveries.queries import open_about
from seller_bot.notices import queries
from seller_bot.notices.cards import show_below
from seller_bot.notices.models import Notice
from seller_bot.telegram.contents import Content, Ended, Rendered
from seller_bot.telegram.newsroom.editing import Editing
from seller_bot.telegram.newsroom.showing import show
from seller_bot.telegram.notices import calls_of
from seller_bot.telegram.outbound import Call

PREVIEW = "notice_preview"
"""What a delivery brings: the notice of that id in one language, as it is in one version."""


def ask_for(editing: Editing, notice: Notice, argument: str = "") -> list[Call]:
    """Send the previews; the card comes after them."""
    if not notice.texts:
        return [*editing.toast("notice.toast_incomplete", alert=True), *show(editing, notice)]
    _plan(editing, notice)
    return editing.toast("notice.toast_previews", count=len(notice.texts))


def look_first(editing: Editing, notice: Notice) -> list[Call]:
    """Nothing is sent that nobody has looked at, and Telegram has not taken."""
    _plan(editing, notice)
    return editing.toast("notice.toast_look_first", alert=True)


def _plan(editing: Editing, notice: Notice) -> None:
    reference = _reference(notice.id, editing.chat_id)
    if open_about(editing.session, reference):
        return  # They are on their way.
    now = editing.now
    for language in notice.texts:
        content = {PREVIEW: notice.id, "language": language, "version": notice.version}
        editing.session.add(
            Delivery(
                chat_id=editing.chat_id,
                kind=PREVIEW,
                content=content,
                reference=reference,
                planned_at=now,
                due_at=now,
            )
        )


def _reference(notice_id: int, chat_id: int) -> str:
    return f"{PREVIEW}:{notice_id}:{chat_id}"


class PreviewContent(Content):
    """One preview."""

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        notice = session.get_one(Notice, delivery.content[PREVIEW])
        return Rendered(calls=calls_of(notice, delivery.chat_id, delivery.content["language"]))

    def ended(self, session: Session, ended: Ended) -> None:
        delivery, content = ended.delivery, ended.delivery.content
        notice = queries.locked(session, content[PREVIEW])
        if delivery.state != State.CANCELLED:  # Else Telegram has said nothing.
            error = None if delivery.state == State.SENT else delivery.error or delivery.state
            notice.note_check(content["language"], content["version"], error)
        session.flush()
        if not open_about(session, _reference(notice.id, delivery.chat_id)):
            show_below(session, notice.id, delivery.chat_id, ended.at)
