"""What conversations record about partners."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.partners.models import Binding
from seller_bot.partners.queries import bound
from seller_bot.sellers.models import Seller


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordBinding:
    """The seller sees the partner among the contacts; told twice, it is recorded once."""

    partner: str

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        if not any(binding.is_with(self.partner) for binding in bound(session, seller.id)):
            session.add(Binding(seller_id=seller.id, partner=self.partner, bound_at=now))


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordUnbinding:
    """The seller sees the partner no more."""

    partner: str

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        ended = [binding for binding in bound(session, seller.id) if binding.is_with(self.partner)]
        if not ended:
            session.add(Binding(seller_id=seller.id, partner=self.partner, unbound_at=now))
        for binding in ended:
            binding.unbind(now)
