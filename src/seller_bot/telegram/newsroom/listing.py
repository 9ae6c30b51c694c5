"""/notice: the drafts and the newest notices, and a button for a new one."""

from seller_bot.conversation.turn import Button, Key
from seller_bot.notices import queries
from seller_bot.notices.cards import release
from seller_bot.notices.models import Notice, NoticeState
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.newsroom.drafting import Rows
from seller_bot.telegram.newsroom.editing import Editing, button
from seller_bot.telegram.newsroom.showing import screen
from seller_bot.telegram.outbound import Call

PAGE = 8
LONGEST_TITLE = 40


def opened(editing: Editing) -> list[Call]:
    """The list as a new message."""
    html, rows = _listed(editing, 0)
    return editing.say(html, keyboard=rows_markup(rows, editing.wording.texts))


def turn_to(editing: Editing, page: str) -> list[Call]:
    """The list, or another page of it, in the message that was pressed."""
    release(editing.session, editing.chat_id, editing.message_id)
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
    return [*editing.toast(), *screen(editing, *_listed(editing, number))]


def _listed(editing: Editing, page: int) -> tuple[str, Rows]:
    found = queries.shown(editing.session, offset=page * PAGE, limit=PAGE + 1)
    if not found and page:
        return _listed(editing, 0)
    rows = [[_open(one)] for one in found[:PAGE]]
    turning = []
    if page:
        turning.append(button("desk.button_previous", 0, "list", str(page - 1)))
    if len(found) > PAGE:
        turning.append(button("desk.button_next", 0, "list", str(page + 1)))
    new = [button("notice.button_new", 0, "new")]
    return editing.wording.html("notice.list"), [row for row in ([*rows, turning, new]) if row]


def _open(notice: Notice) -> Button:
    title = notice.title if len(notice.title) <= LONGEST_TITLE else f"{notice.title[:LONGEST_TITLE]}…"
    state = Key(key=LISTED[NoticeState(notice.state)])
    return button("notice.button_open", notice.id, "open", number=notice.id, title=title, state=state)


LISTED = {
    NoticeState.DRAFT: "notice.listed_draft",
    NoticeState.PROPOSED: "notice.listed_proposed",
    NoticeState.SCHEDULED: "notice.listed_scheduled",
    NoticeState.SENT: "notice.listed_sent",
    NoticeState.CANCELLED: "notice.listed_cancelled",
}
