"""What conversations do to a seller."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from seller_bot.sellers.models import Seller


@dataclass(frozen=True, kw_only=True, slots=True)
class ChooseLanguage:
    """From now on the bot speaks to the seller in this locale."""

    locale: str

    async def apply(self, seller: Seller, session: AsyncSession, now: datetime) -> None:
        seller.choose_language(self.locale)
