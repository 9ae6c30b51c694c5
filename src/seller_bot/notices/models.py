"""A notice: what it says in each language, whom it is for, and how far it has come."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.staff.events import Subject
from seller_bot.storage.base import AutoId, Base


class Category(StrEnum):
    """What sellers switch off each by itself."""

    SERVICE = "service"
    NEWS = "news"


class NoticeState(StrEnum):
    """`draft → scheduled → sent`: how far the sending itself has come stands in its batch."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENT = "sent"
    CANCELLED = "cancelled"


class NotPossible(Exception):
    """The notice is not in a state in which this can be done."""


class Notice(Base):
    """A message to many, and what became of it.

    texts          by language: {"text", "entities"}, the entities' offsets in UTF-16 code units
    fallback       the languages whose text is taken, in this order, for a reader whose own is missing; without any such
                   a reader gets nothing
    photo          Telegram's id of a picture, or where it lies on the web
    buttons        up to three links: {"url", "text": {language: label}}
    audience       whom it is for, as `audience.py` reads it
    is_for_all     it comes to those, too, who have switched its category off
    is_patient     it waits for decent hours where its reader lives
    batch_id       its deliveries, once they are planned
    recall_id      the deliveries that take it back, or correct it
    correction     what takes the place of its texts, in the same form
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    title: Mapped[str]
    category: Mapped[str]
    texts: Mapped[dict[str, Any]]
    fallback: Mapped[list[Any]]
    photo: Mapped[str | None]
    buttons: Mapped[list[Any]]
    audience: Mapped[dict[str, Any]]
    is_for_all: Mapped[bool]
    is_patient: Mapped[bool]
    state: Mapped[str]
    send_at: Mapped[datetime | None]
    created_by: Mapped[int | None]
    created_at: Mapped[datetime]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    recall_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    correction: Mapped[dict[str, Any] | None]

    @property
    def subject(self) -> Subject:
        return Subject("notice", self.id)

    def for_reader(self, locale: str | None, written: Mapping[str, Any]) -> Any:
        """Of texts by language the one that a reader of that locale gets; None for whoever gets none."""
        return next((written[one] for one in (locale or "", *self.fallback) if one in written), None)

    def schedule(self, send_at: datetime) -> None:
        self._must_be(NoticeState.DRAFT)
        self.state, self.send_at = NoticeState.SCHEDULED, send_at

    def send(self, batch_id: int) -> None:
        """Its readers are fixed now."""
        self._must_be(NoticeState.DRAFT, NoticeState.SCHEDULED)
        self.state, self.batch_id = NoticeState.SENT, batch_id

    def cancel(self) -> None:
        """It is not to be sent at all; once it is being sent, its batch is cancelled instead."""
        self._must_be(NoticeState.DRAFT, NoticeState.SCHEDULED)
        self.state = NoticeState.CANCELLED

    def recall(self, batch_id: int, correction: dict[str, Any] | None) -> None:
        self._must_be(NoticeState.SENT)
        if self.recall_id is not None:
            raise NotPossible
        self.recall_id, self.correction = batch_id, correction

    def _must_be(self, *states: NoticeState) -> None:
        if self.state not in states:
            raise NotPossible


class OptOut(Base):
    """A seller who wants no notices of a category."""

    __tablename__ = "notice_opt_outs"

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
