"""Drafts of notices: begun, changed, checked, proposed to a second person; each change with its event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from seller_bot.notices import queries, sending
from seller_bot.notices.models import Category, Notice, NoticeState, NotPossible
from seller_bot.staff.events import Actor, event

MOST_ATTACHMENTS = 10
TOGETHER = ({"photo", "video"}, {"document"})
"""What Telegram shows in one album."""


class DontGoTogether(Exception):
    """These attachments can't be one album, or are too many."""


def begin(session: Session, title: str, actor: Actor, now: datetime) -> Notice:
    """An empty draft, of news for everybody."""
    notice = Notice(
        title=title,
        category=Category.NEWS,
        texts={},
        fallback=[],
        attachments=[],
        buttons=[],
        audience={},
        is_for_all=False,
        is_patient=False,
        state=NoticeState.DRAFT,
        checks={},
        created_by=actor.id,
        created_at=now,
    )
    return sending.keep(session, notice, actor, now)


def revise(session: Session, notice_id: int, actor: Actor, now: datetime, **parts: Any) -> Notice:
    """Change parts of a draft. Raises NotPossible."""
    notice = queries.locked(session, notice_id)
    notice.revise(**parts)
    session.add(event(actor, "revised", notice.subject, now, after={"parts": sorted(parts)}))
    return notice


def attach(session: Session, notice_id: int, attachment: dict[str, Any], actor: Actor, now: datetime) -> Notice:
    """One more photo, video or file. Raises DontGoTogether, or NotPossible."""
    attachments = [*queries.locked(session, notice_id).attachments, attachment]
    kinds = {one["type"] for one in attachments}
    if len(attachments) > MOST_ATTACHMENTS or not any(kinds <= together for together in TOGETHER):
        raise DontGoTogether
    return revise(session, notice_id, actor, now, attachments=attachments)


def plan_for(session: Session, notice_id: int, send_at: datetime | None) -> Notice:
    """The draft is meant for that moment, or to be sent at once. Raises NotPossible."""
    notice = queries.locked(session, notice_id)
    if notice.state != NoticeState.DRAFT:
        raise NotPossible
    notice.send_at = send_at
    return notice


def propose(session: Session, notice_id: int, actor: Actor, now: datetime) -> Notice:
    """A second person is to approve it. Raises NotPossible."""
    assert actor.id is not None
    notice = queries.locked(session, notice_id)
    notice.propose(actor.id)
    session.add(event(actor, "proposed", notice.subject, now))
    return notice


def may_approve(notice: Notice, person_id: int) -> bool:
    return notice.state == NoticeState.PROPOSED and notice.proposed_by != person_id


def return_to_draft(session: Session, notice_id: int, actor: Actor, now: datetime) -> Notice:
    """It is not sent for now, and may be changed again. Raises NotPossible."""
    notice = queries.locked(session, notice_id)
    notice.return_to_draft()
    session.add(event(actor, "returned", notice.subject, now))
    return notice


def dispatch(session: Session, notice_id: int, confirmed: int, actor: Actor, now: datetime) -> Notice:
    """Send it now, or at the moment for which it is meant, to as many as were confirmed. Raises NotPossible, where
    this person has proposed it or that moment has passed, too."""
    notice = queries.locked(session, notice_id)
    if notice.state == NoticeState.PROPOSED and not may_approve(notice, actor.id or 0):
        raise NotPossible
    if notice.send_at is not None and notice.send_at <= now:
        raise NotPossible
    notice.confirmed = confirmed
    if notice.send_at is not None:
        return sending.schedule(session, notice_id, notice.send_at, actor, now)
    sending.send(session, notice_id, actor, now)
    return notice


def missing(notice: Notice) -> Sequence[str]:
    """What keeps the draft from being sent, by name."""
    found = []
    if not notice.texts:
        found.append("text")
    if any(set(button["text"]).isdisjoint(notice.texts) for button in notice.buttons):
        found.append("labels")
    return found
