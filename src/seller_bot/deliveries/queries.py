"""Questions about what is to be said later."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import FollowUp


def open_follow_ups(session: Session, seller_id: int, kind: str) -> Sequence[FollowUp]:
    """A seller's follow-ups of one kind that are still to come, soonest first."""
    still_open = (
        select(FollowUp)
        .where(FollowUp.seller_id == seller_id, FollowUp.kind == kind, FollowUp.cancelled_at.is_(None))
        .order_by(FollowUp.due_at)
    )
    return session.scalars(still_open).all()
