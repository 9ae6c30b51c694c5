"""What conversations do to the place where a seller stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller
from seller_bot.turns.models import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteTo:
    """What the seller writes next belongs there, until a button or a command leads elsewhere."""

    place: str
    id: int

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        session.get_one(Standing, seller.id).write_to(self.place, self.id, now)
