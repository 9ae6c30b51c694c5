"""Questions about updates and the replies they call for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller
from seller_bot.turns.models import FailedUpdate, ReceivedUpdate, Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the replies to an update are out: so many messages, or, with a moment, all of its calls."""

    update_id: int
    sent: int
    answered_at: datetime | None


def known_among(session: Session, update_ids: Collection[int]) -> set[int]:
    """Those of the updates that have been applied already."""
    return {*session.scalars(select(ReceivedUpdate.id).where(ReceivedUpdate.id.in_(update_ids)))}


def standings(session: Session, seller_ids: Collection[int]) -> dict[int, Standing]:
    """Where the sellers stand, by seller; newcomers stand nowhere yet."""
    found = session.scalars(select(Standing).where(Standing.seller_id.in_(seller_ids)))
    return {standing.seller_id: standing for standing in found}


def kept_calls(session: Session, update_id: int) -> tuple[list[Any], int]:
    """The calls that answer an update, and how many of its messages are out already."""
    row = session.get_one(ReceivedUpdate, update_id)
    return row.calls, row.sent


def silent(session: Session, since: datetime, until: datetime, locales: Collection[str], limit: int) -> Sequence[int]:
    """The sellers who said their last word in the middle of a flow between these moments, and were not invited yet."""
    stopped = (
        select(Standing.seller_id)
        .join(Seller, Seller.id == Standing.seller_id)
        .where(
            Standing.flow.is_not(None),
            Standing.invited_at.is_(None),
            Standing.moved_at.between(since, until),
            Seller.locale.in_(locales),
            Seller.blocked_at.is_(None),
        )
        .order_by(Standing.moved_at)
        .limit(limit)
    )
    return session.scalars(stopped).all()


def note(session: Session, progress: Iterable[Progress]) -> None:
    """Keep how far replies have gone out, never taking it back; what is out is dropped: nobody needs it any more."""
    updates = ReceivedUpdate.__table__.c
    is_news = updates.answered_at.is_(None) & (updates.sent <= bindparam("known"))
    changed = update(ReceivedUpdate).where(updates.id == bindparam("update_id"), is_news)
    under_way: list[dict[str, object]] = []
    out: list[dict[str, object]] = []
    for done in progress:
        row: dict[str, object] = {"update_id": done.update_id, "known": done.sent, "sent": done.sent}
        if done.answered_at is None:
            under_way.append(row)
        else:
            out.append({**row, "answered_at": done.answered_at, "calls": []})
    for rows in filter(None, (under_way, out)):
        session.connection().execute(changed, rows)


def unanswered(session: Session, received_before: datetime | None = None) -> list[tuple[int, int]]:
    """The updates whose replies have not all gone out, with their chats, in the order in which they came."""
    waiting = select(ReceivedUpdate.id, ReceivedUpdate.chat_id).where(ReceivedUpdate.answered_at.is_(None))
    if received_before is not None:
        waiting = waiting.where(ReceivedUpdate.received_at < received_before)
    return [(update_id, chat_id) for update_id, chat_id in session.execute(waiting.order_by(ReceivedUpdate.id))]


def count_failed(session: Session) -> int:
    """How many updates could not be applied."""
    return session.scalar(select(func.count()).select_from(FailedUpdate)) or 0


def newest_failed(session: Session, most: int) -> list[tuple[int, datetime, str]]:
    """Updates that could not be applied, the newest first: their number, the moment, the error."""
    newest = select(FailedUpdate.id, FailedUpdate.failed_at, FailedUpdate.error).order_by(FailedUpdate.failed_at.desc())
    return [(update_id, failed_at, error) for update_id, failed_at, error in session.execute(newest.limit(most))]


def forget_received_before(session: Session, moment: datetime) -> None:
    """Drop updates that Telegram can't deliver again."""
    old = ReceivedUpdate.received_at < moment, ReceivedUpdate.answered_at.is_not(None)
    session.execute(delete(ReceivedUpdate).where(*old))


def forget_failed_before(session: Session, moment: datetime) -> None:
    """Drop what nobody has looked at for long; sellers' words are not kept for ever."""
    session.execute(delete(FailedUpdate).where(FailedUpdate.failed_at < moment))
