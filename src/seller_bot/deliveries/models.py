"""What the bot has promised to come back to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.storage.base import AutoId, Base


class FollowUp(Base):
    """A question that the bot comes back with; `about` holds what its text names."""

    __tablename__ = "follow_ups"

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    about: Mapped[dict[str, Any]]
    due_at: Mapped[datetime] = mapped_column(index=True)
    planned_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        return self.cancelled_at is None

    def cancel(self, now: datetime) -> None:
        self.cancelled_at = self.cancelled_at or now
