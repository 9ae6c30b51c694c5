"""What conversations do to a seller."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller


@dataclass(frozen=True, kw_only=True, slots=True)
class ChooseLanguage:
    """From now on the bot speaks to the seller in this locale."""

    locale: str

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        seller.choose_language(self.locale)
