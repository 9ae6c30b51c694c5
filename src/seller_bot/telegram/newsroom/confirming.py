"""The last look before a notice is sent: the number of its readers is to be typed, or the button pressed after a while.

What was stated stands in the button: the version of the notice, its moment, the number. If these are others by now,
nothing is sent.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from seller_bot.conversation.turn import Said, SentFile
from seller_bot.notices import drafts
from seller_bot.notices.audience import Survey, surveyed
from seller_bot.notices.cards import show_below
from seller_bot.notices.models import MORE, Notice, NoticeState, NotPossible
from seller_bot.sellers.models import Seller
from seller_bot.staff.queries import staff
from seller_bot.telegram.newsroom import previews
from seller_bot.telegram.newsroom.drafting import by_language, category_of, when_of
from seller_bot.telegram.newsroom.editing import Editing, button, writer_of
from seller_bot.telegram.newsroom.readers import WRITE
from seller_bot.telegram.newsroom.showing import screen, show, tell_others
from seller_bot.telegram.outbound import Call

THINK = timedelta(seconds=3)
"""So long the number is to be read before the button works."""

NUMBER = re.compile(r"[0-9][0-9 .,\u00a0\u202f]{0,14}")


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
    survey = surveyed(editing.session, notice, editing.now)
    obstacle = _obstacle(editing, notice, survey)
    if obstacle is not None:
        return [*editing.toast(obstacle, alert=True), *show(editing, notice)]
    if notice.unchecked:
        return previews.look_first(editing, notice)
    return [*editing.toast(), *_state(editing, notice, survey)]


def _obstacle(editing: Editing, notice: Notice, survey: Survey) -> str | None:
    """What this person has to see to before the notice can be sent."""
    if notice.state not in (NoticeState.DRAFT, NoticeState.PROPOSED):
        return "notice.toast_not_possible"
    if notice.state == NoticeState.PROPOSED and not drafts.may_approve(notice, editing.person_id):
        return "notice.toast_own_proposal"
    if not notice.texts or not survey.readers:
        return "notice.toast_incomplete"
    if notice.send_at is not None and notice.send_at <= editing.now:
        return "notice.toast_passed"
    return None


def _stated(notice: Notice, survey: Survey) -> Stated:
    moment = int(notice.send_at.timestamp()) if notice.send_at is not None else 0
    return Stated(notice.version, moment, survey.readers)


def _state(editing: Editing, notice: Notice, survey: Survey) -> list[Call]:
    wording, stated = editing.wording, _stated(notice, survey)
    writer = writer_of(editing)
    writer.notice_id, writer.awaits, writer.asked_at = notice.id, f"confirm:{stated}", editing.now
    html = wording.html(
        "notice.confirm_proposal" if _needs_approval(editing, notice, stated.count) else "notice.confirm",
        title=notice.title,
        count=stated.count,
        languages=by_language(survey, wording),
        category=category_of(notice),
        when=when_of(notice, wording),
    )
    send = button("notice.button_confirm", notice.id, "confirm", str(stated), count=stated.count)
    return screen(editing, html, [[send], [button("notice.button_back", notice.id, "open")]])


def pressed(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """The second press: too early it is only told so."""
    writer, stated = writer_of(editing), Stated.parse(argument)
    if notice.state not in (NoticeState.DRAFT, NoticeState.PROPOSED):
        raise NotPossible
    if (
        stated is None
        or writer.asked_at is None
        or (writer.notice_id, writer.awaits) != (notice.id, f"confirm:{stated}")
    ):
        return asked(editing, notice)
    if editing.now - writer.asked_at < THINK:
        return editing.toast("notice.toast_read_first", count=stated.count)
    refused = _send(editing, notice, stated)
    if refused is not None:
        return [*editing.toast(refused, alert=True), *show(editing, notice)]
    return [*editing.toast(_said(notice)), *show(editing, notice)]


def typed(editing: Editing, notice: Notice, awaited: str, turn: Said | SentFile) -> list[Call]:
    """The number, typed: anything else sends nothing."""
    stated, text = Stated.parse(awaited), turn.text.strip() if isinstance(turn, Said) else ""
    number = "".join(filter(str.isdigit, text)) if NUMBER.fullmatch(text) else ""
    if stated is None or number != str(stated.count):
        return editing.answer("notice.said_other_number", count=stated.count if stated else 0)
    refused = _send(editing, notice, stated)
    show_below(editing.session, notice.id, editing.chat_id, editing.now)
    return editing.answer(refused or _said(notice))


def _said(notice: Notice) -> str:
    return SAID[NoticeState(notice.state)]


SAID = {
    NoticeState.SENT: "notice.said_sending",
    NoticeState.SCHEDULED: "notice.said_scheduled",
    NoticeState.PROPOSED: "notice.said_proposed",
}


def _needs_approval(editing: Editing, notice: Notice, readers: int) -> bool:
    above = editing.rules.approval_above
    return notice.state == NoticeState.DRAFT and above is not None and readers > above


def _send(editing: Editing, notice: Notice, stated: Stated) -> str | None:
    """Send it, or ask for approval; what is said instead where that can't be done."""
    writer_of(editing).awaits = None
    survey = surveyed(editing.session, notice, editing.now)
    obstacle = _obstacle(editing, notice, survey)
    if obstacle is not None:
        return obstacle
    if not stated.covers(_stated(notice, survey)) or notice.unchecked:
        return "notice.toast_changed"
    if _needs_approval(editing, notice, survey.readers):
        colleagues = who_approves(editing)
        if not colleagues:
            return "notice.toast_nobody_approves"
        drafts.propose(editing.session, notice.id, editing.actor, editing.now)
        for chat_id in colleagues:
            show_below(editing.session, notice.id, chat_id, editing.now)
    else:
        drafts.dispatch(editing.session, notice.id, stated.count, editing.actor, editing.now)
    tell_others(editing, notice)
    return None


def who_approves(editing: Editing) -> list[int]:
    """Everybody else who writes notices, and can be written to."""
    session = editing.session
    others = [one.id for one in staff(session) if one.role in WRITE and one.id != editing.person_id]
    return [one for one in others if (person := session.get(Seller, one)) is not None and not person.has_blocked]
