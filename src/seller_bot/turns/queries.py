"""Questions about updates and the replies they call for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

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


def failed_among(session: Session, update_ids: Collection[int]) -> set[int]:
    """Those of the updates that are kept aside already."""
    return {*session.scalars(select(FailedUpdate.id).where(FailedUpdate.id.in_(update_ids)))}


def standings(session: Session, seller_ids: Collection[int]) -> dict[int, Standing]:
    """Where the sellers stand, by seller; newcomers stand nowhere yet."""
    found = session.scalars(select(Standing).where(Standing.seller_id.in_(seller_ids)))
    return {standing.seller_id: standing for standing in found}


def note(session: Session, progress: Iterable[Progress]) -> None:
    """Keep how far replies have gone out; those that all are out are dropped: nothing needs them any more."""
    changed = update(ReceivedUpdate.__table__).where(ReceivedUpdate.__table__.c.id == bindparam("update_id"))  # type: ignore[arg-type]
    under_way: list[dict[str, object]] = []
    out: list[dict[str, object]] = []
    for done in progress:
        row: dict[str, object] = {"update_id": done.update_id, "sent": done.sent}
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


def failed(session: Session) -> Sequence[FailedUpdate]:
    """Updates that could not be applied, the newest first."""
    return session.scalars(select(FailedUpdate).order_by(FailedUpdate.failed_at.desc())).all()


def forget_received_before(session: Session, moment: datetime) -> None:
    """Drop updates that Telegram can't deliver again."""
    old = ReceivedUpdate.received_at < moment, ReceivedUpdate.answered_at.is_not(None)
    session.execute(delete(ReceivedUpdate).where(*old))


def forget_failed_before(session: Session, moment: datetime) -> None:
    """Drop what nobody has looked at for long; sellers' words are not kept for ever."""
    session.execute(delete(FailedUpdate).where(FailedUpdate.failed_at < moment))
