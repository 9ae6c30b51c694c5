"""A notice: what it says in each language, whom it is for, and how far it has come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.deliveries.batches import Batch
from seller_bot.staff.events import Subject
from seller_bot.storage.base import AutoId, Base


class Category(StrEnum):
    """What sellers switch off each by itself."""

    SERVICE = "service"
    NEWS = "news"


class NoticeState(StrEnum):
    """`draft → proposed → scheduled → sent`: how far the sending itself has come stands in its batch.

    A draft is proposed where a second person has to approve it.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    SENT = "sent"
    CANCELLED = "cancelled"


MORE = 0.01
"""So many more readers than were stated need no new statement."""

UNSENT = (NoticeState.DRAFT, NoticeState.PROPOSED, NoticeState.SCHEDULED)


class NotPossible(Exception):
    """The notice is not in a state in which this can be done."""


class Notice(Base):
    """A message to many, and what became of it.

    texts          by language: {"text", "entities"}, the entities' offsets in UTF-16 code units
    fallback       the languages whose text is taken, in this order, for a reader whose own is missing; without any such
                   a reader gets nothing
    attachments    a photo or a file, or an album of them: {"type", "media"}, media being Telegram's id of it, or where
                   it lies on the web
    buttons        up to three links: {"url", "text": {language: label}}
    asks_receipt   it has a button "Got it", and those who press it are counted
    audience       whom it is for, as `audience.py` reads it
    is_for_all     it comes to those, too, who have switched its category off
    is_patient     it waits for decent hours where its reader lives
    version        counts the changes of what it says and to whom
    checks         by language what Telegram said to a preview: {"version", "error"}; no error where it took it
    confirmed      so many readers were stated to whoever confirmed it, or approved it
    proposed_by    who wants it sent, where a second person has to approve that
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
    attachments: Mapped[list[Any]]
    buttons: Mapped[list[Any]]
    asks_receipt: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[dict[str, Any]]
    is_for_all: Mapped[bool]
    is_patient: Mapped[bool]
    state: Mapped[str]
    send_at: Mapped[datetime | None]
    created_by: Mapped[int | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    checks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    confirmed: Mapped[int | None]
    proposed_by: Mapped[int | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey(Batch.id))
    recall_id: Mapped[int | None] = mapped_column(ForeignKey(Batch.id))
    correction: Mapped[dict[str, Any] | None]

    @property
    def subject(self) -> Subject:
        return Subject("notice", self.id)

    def for_reader(self, locale: str | None, written: Mapping[str, Any]) -> Any:
        """Of texts by language the one that a reader of that locale gets; None for whoever gets none."""
        return next((written[one] for one in (locale or "", *self.fallback) if one in written), None)

    @property
    def unchecked(self) -> Sequence[str]:
        """The languages in which Telegram has not yet taken a preview of this version."""
        return [one for one in self.texts if self.checks.get(one) != {"version": self.version, "error": None}]

    def revise(self, **parts: Any) -> None:
        """It says something else, or to others: what was checked before is to be checked anew."""
        self._must_be(NoticeState.DRAFT)
        self.confirmed = None
        for name, value in parts.items():
            setattr(self, name, value)
        self.version += 1

    def note_check(self, language: str, version: int, error: str | None) -> None:
        """Telegram has taken, or refused, a preview of that version."""
        self.checks = {**self.checks, language: {"version": version, "error": error}}

    def propose(self, person_id: int) -> None:
        """A second person is to approve it."""
        self._must_be(NoticeState.DRAFT)
        self.state, self.proposed_by = NoticeState.PROPOSED, person_id

    def exceeds(self, readers: int) -> bool:
        """Whether it would go to more than were confirmed; sellers come and go all the time, so a few more are none."""
        return self.confirmed is not None and readers > self.confirmed * (1 + MORE)

    def return_to_draft(self) -> None:
        """It is worked on again: not approved, or not to be sent at its moment."""
        self._must_be(NoticeState.PROPOSED, NoticeState.SCHEDULED)
        self.state, self.proposed_by = NoticeState.DRAFT, None

    def schedule(self, send_at: datetime) -> None:
        self._must_be(NoticeState.DRAFT, NoticeState.PROPOSED)
        self.state, self.send_at = NoticeState.SCHEDULED, send_at

    def send(self, batch_id: int) -> None:
        """Its readers are fixed now."""
        self._must_be(*UNSENT)
        self.state, self.batch_id = NoticeState.SENT, batch_id

    def cancel(self) -> None:
        """It is not to be sent at all; once it is being sent, its batch is cancelled instead."""
        self._must_be(*UNSENT)
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


class Receipt(Base):
    """A seller who has pressed "Got it" under a notice."""

    __tablename__ = "notice_receipts"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True)
    given_at: Mapped[datetime]


class NoticeCard(Base):
    """The message that shows a notice to somebody of the staff: the draft, then its progress, then the report.

    message_id  None until it is sent, and again where it was deleted
    shown       a digest of what it shows, so that nothing is edited in vain
    """

    __tablename__ = "notice_cards"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int | None]
    shown: Mapped[str | None]


class Writer(Base):
    """What somebody of the staff is writing, by Telegram's id: the notice, and the part of it that was asked for.

    awaits   the part of the notice that the next words are; None where nothing was asked for
    asked_at when that was
    zone     the time zone in which this person writes times
    """

    __tablename__ = "notice_writers"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"))
    awaits: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    zone: Mapped[str | None]
