"""Questions about notices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from seller_bot.notices.models import Notice, NoticeState, OptOut


class UnknownNotice(Exception):
    """There is no such notice."""


def locked(session: Session, notice_id: int) -> Notice:
    """The notice as it is now, for this transaction alone. Raises UnknownNotice."""
    session.flush()
    found = session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise UnknownNotice
    return found


def newest(session: Session, limit: int) -> Sequence[Notice]:
    return session.scalars(select(Notice).order_by(Notice.id.desc()).limit(limit)).all()


def for_audience(session: Session, audience: dict[str, Any]) -> Sequence[Notice]:
    """The notices for exactly this audience that were not given up, the newest first."""
    meant = Notice.audience == audience, Notice.state != NoticeState.CANCELLED
    return session.scalars(select(Notice).where(*meant).order_by(Notice.id.desc())).all()


def due(session: Session, now: datetime) -> Sequence[Notice]:
    """What was scheduled up to now, and has not begun."""
    waiting = Notice.state == NoticeState.SCHEDULED, Notice.send_at <= now
    ordered = select(Notice).where(*waiting).order_by(Notice.send_at, Notice.id)
    return session.scalars(ordered.with_for_update(skip_locked=True)).all()


def shown(session: Session, *, offset: int, limit: int) -> Sequence[Notice]:
    """The newest, without drafts that were dropped."""
    kept = or_(Notice.state != NoticeState.CANCELLED, Notice.send_at.is_not(None))
    return session.scalars(select(Notice).where(kept).order_by(Notice.id.desc()).offset(offset).limit(limit)).all()


def opted_out(session: Session, seller_id: int) -> Sequence[str]:
    """The categories of which a seller wants no notices."""
    return session.scalars(select(OptOut.category).where(OptOut.seller_id == seller_id)).all()


def is_wanted(session: Session, notice: Notice, seller_id: int) -> bool:
    """Whether a seller wants it still: its readers were fixed earlier, maybe long ago."""
    return notice.is_for_all or session.get(OptOut, (seller_id, notice.category)) is None
