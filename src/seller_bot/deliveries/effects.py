"""What conversations plan for later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.hours import in_days
from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.queries import cancel_about
from seller_bot.sellers.models import Seller


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFollowUp:
    """Come back after some days, at a decent hour; a newer plan about the same thing takes the older one's place."""

    kind: str
    days: int
    about: Mapping[str, str]
    says: Say

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        CancelFollowUps(kind=self.kind, about=self.about).apply(seller, session, now)
        planned = Delivery(
            chat_id=seller.id,
            kind=self.kind,
            content=content_of(self.says),
            is_patient=True,
            reference=_reference(self.kind, seller, self.about),
            planned_at=now,
            due_at=in_days(now, self.days, seller.locale),
        )
        session.add(planned)


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelFollowUps:
    """What the bot wanted to come back to has been settled."""

    kind: str
    about: Mapping[str, str]

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        cancel_about(session, _reference(self.kind, seller, self.about), now)


def _reference(kind: str, seller: Seller, about: Mapping[str, str]) -> str:
    """Names are the same in any case, as they are for bindings."""
    return ":".join((kind, str(seller.id), *(value.casefold() for _, value in sorted(about.items()))))
