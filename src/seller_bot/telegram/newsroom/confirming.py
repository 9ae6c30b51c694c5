"""The last look before a notice is sent: the number of its readers is to be typed, or the button pressed after a while.

What was stated stands in the button: the version of the notice, its moment, the number. If these are others by now,
nothing is sent.
"""

from dataclasses import dataclass
from datetime import timedelta

from seller_bot.conversation.turn import Said, SentFile
from seller_bot.notices import drafts
from seller_bot.notices.audience import surveyed
from seller_bot.notices.cards import card_in, refresh
from seller_bot.notices.models import Notice, NoticeState, NotPossible, Writer
from seller_bot.sellers.models import Seller
from seller_bot.staff.queries import staff
from seller_bot.telegram.newsroom import previews
from seller_bot.telegram.newsroom.drafting import by_language, category_of, when_of
from seller_bot.telegram.newsroom.editing import Editing, button, writer_of
from seller_bot.telegram.newsroom.readers import WRITE
from seller_bot.telegram.newsroom.showing import screen, show, show_anew, tell_others
from seller_bot.telegram.outbound import Call

THINK = timedelta(seconds=3)
"""So long the number is to be read before the button works."""

MORE = 0.01
"""So many more readers than were stated need no new statement: sellers come and go all the time."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What this person was told would be sent."""

    version: int
    send_at: int
    count: int

    def __str__(self) -> str:
        return f"{self.version}-{self.send_at}-{self.count}"

    @classmethod
    def parse(cls, text: str) -> "Stated | None":
        parts = text.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts):
            return None
        return cls(*map(int, parts))

    def covers(self, now: "Stated") -> bool:
        same = (self.version, self.send_at) == (now.version, now.send_at)
        return same and now.count <= self.count * (1 + MORE)


def asked(editing: Editing, notice: Notice, argument: str = "") -> list[Call]:
    """State what is about to be sent; what Telegram has not taken yet is looked at first."""
    if notice.state == NoticeState.PROPOSED and not drafts.may_approve(notice, editing.person_id):
        return [*editing.toast("notice.toast_own_proposal", alert=True), *show(editing, notice)]
    stated = _stated(editing, notice)
    if not notice.texts or not stated.count:
        return [*editing.toast("notice.toast_incomplete", alert=True), *show(editing, notice)]
    if notice.unchecked:
        return previews.look_first(editing, notice)
    return [*editing.toast(), *_state(editing, notice, stated)]


def _stated(editing: Editing, notice: Notice) -> Stated:
    moment = int(notice.send_at.timestamp()) if notice.send_at is not None else 0
    return Stated(notice.version, moment, surveyed(editing.session, notice, editing.now).readers)


def _state(editing: Editing, notice: Notice, stated: Stated) -> list[Call]:
    wording = editing.wording
    _await_number(editing, notice, stated)
    survey = surveyed(editing.session, notice, editing.now)
    html = wording.html(
        "notice.confirm_proposal" if _needs_approval(editing, notice, stated) else "notice.confirm",
        title=notice.title,
        count=stated.count,
        languages=by_language(survey, wording),
        category=category_of(notice),
        when=when_of(notice, wording),
    )
    send = button("notice.button_confirm", notice.id, "confirm", str(stated), count=stated.count)
    return screen(editing, html, [[send], [button("notice.button_back", notice.id, "open")]])


def _await_number(editing: Editing, notice: Notice, stated: Stated) -> None:
    writer = writer_of(editing)
    writer.notice_id, writer.awaits, writer.asked_at = notice.id, f"confirm:{stated}", editing.now


def pressed(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """The second press: too early it is only told so, and of something else than was stated it states that."""
    writer = editing.session.get(Writer, editing.person_id)
    stated = Stated.parse(argument)
    if notice.state not in (NoticeState.DRAFT, NoticeState.PROPOSED):
        raise NotPossible
    if stated is None or writer is None or writer.awaits != f"confirm:{stated}" or writer.asked_at is None:
        return asked(editing, notice)
    if editing.now - writer.asked_at < THINK:
        return editing.toast("notice.toast_read_first", count=stated.count)
    if not stated.covers(_stated(editing, notice)):
        writer.awaits = None
        return [*editing.toast("notice.toast_changed", alert=True), *show(editing, notice)]
    _send(editing, notice, stated)
    return [*editing.toast(_said(notice)), *show(editing, notice)]


def typed(editing: Editing, notice: Notice, awaited: str, turn: Said | SentFile) -> list[Call]:
    """The number, typed: any other one sends nothing."""
    stated = Stated.parse(awaited)
    number = "".join(filter(str.isdecimal, turn.text)) if isinstance(turn, Said) else ""
    if stated is None or not number or int(number) != stated.count:
        return editing.answer("notice.said_other_number", count=stated.count if stated else 0)
    if not stated.covers(_stated(editing, notice)):
        writer_of(editing).awaits = None
        return [*editing.answer("notice.said_changed"), *show_anew(editing, notice)]
    _send(editing, notice, stated)
    return [*editing.answer(_said(notice)), *show_anew(editing, notice)]


def _said(notice: Notice) -> str:
    return SAID[NoticeState(notice.state)]


SAID = {
    NoticeState.SENT: "notice.said_sending",
    NoticeState.SCHEDULED: "notice.said_scheduled",
    NoticeState.PROPOSED: "notice.said_proposed",
}


def _needs_approval(editing: Editing, notice: Notice, stated: Stated) -> bool:
    above = editing.rules.approval_above
    return notice.state == NoticeState.DRAFT and above is not None and stated.count > above


def _send(editing: Editing, notice: Notice, stated: Stated) -> None:
    writer = editing.session.get_one(Writer, editing.person_id)
    writer.awaits = None
    if _needs_approval(editing, notice, stated):
        drafts.propose(editing.session, notice.id, editing.actor, editing.now)
        _ask_for_approval(editing, notice)
    else:
        drafts.dispatch(editing.session, notice.id, editing.actor, editing.now)
    tell_others(editing, notice)


def _ask_for_approval(editing: Editing, notice: Notice) -> None:
    """Everybody else who writes notices gets the card."""
    session = editing.session
    others = [one.id for one in staff(session) if one.role in WRITE and one.id != editing.person_id]
    reached = [one for one in others if (person := session.get(Seller, one)) is not None and not person.has_blocked]
    refresh(session, [card_in(session, notice.id, chat_id) for chat_id in reached], editing.now)
