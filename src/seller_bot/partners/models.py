"""A binding of a partner to a seller's account, as far as the seller told the bot of it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.storage.base import AutoId, Base


class Binding(Base):
    """A partner that a seller bound or unbound; without `bound_at` the bot learned of it only at the unbinding."""

    __tablename__ = "bindings"

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    partner: Mapped[str]
    bound_at: Mapped[datetime | None]
    unbound_at: Mapped[datetime | None]

    @property
    def is_bound(self) -> bool:
        return self.unbound_at is None

    def is_with(self, partner: str) -> bool:
        return self.partner.casefold() == partner.casefold()

    def unbind(self, now: datetime) -> None:
        self.unbound_at = now
