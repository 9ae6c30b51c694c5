"""What conversations plan for later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from seller_bot.deliveries.models import FollowUp
from seller_bot.deliveries.queries import open_follow_ups
from seller_bot.sellers.models import Seller


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFollowUp:
    """Come back after a while; a newer plan about the same thing takes the older one's place."""

    kind: str
    after: timedelta
    about: Mapping[str, str]

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        CancelFollowUps(kind=self.kind, about=self.about).apply(seller, session, now)
        planned = FollowUp(
            seller_id=seller.id,
            kind=self.kind,
            about=dict(self.about),
            due_at=now + self.after,
            planned_at=now,
        )
        session.add(planned)


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelFollowUps:
    """What the bot wanted to come back to has been settled."""

    kind: str
    about: Mapping[str, str]

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        for planned in open_follow_ups(session, seller.id, self.kind):
            if planned.about == dict(self.about):
                planned.cancel(now)
