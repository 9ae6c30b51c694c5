"""What sellers do about notices: each switches a category off and on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.notices.models import Category, OptOut
from seller_bot.sellers.models import Seller
from seller_bot.storage.base import insert_unless_there


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchOff:
    """The seller wants no notices of this category any more."""

    category: Category

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        row = {"seller_id": seller.id, "category": self.category.value, "since": now}
        insert_unless_there(session, OptOut, row)


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchOn:
    """The seller wants them again."""

    category: Category

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        switched_off = session.get(OptOut, (seller.id, self.category.value))
        if switched_off is not None:
            session.delete(switched_off)
