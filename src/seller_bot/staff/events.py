"""The record of every change: who, what, when, before and after. Rows are only ever added; the database sees to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.storage.base import AutoId, Base


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: a person by role and Telegram id, or something that is no person."""

    kind: str
    id: int | None = None


COMMAND_LINE = Actor("command line")
CLOCK = Actor("clock")
"""Time has passed."""

SETTINGS = Actor("settings")
"""SELLER_BOT_OWNERS decides who is an owner."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is changed: its kind (member, invitation …) and its id."""

    kind: str
    id: int


class StaffEvent(Base):
    """One change of one subject; `before` and `after` hold the fields that differ."""

    __tablename__ = "staff_events"
    __table_args__ = (Index("ix_staff_events_subject_kind_subject_id", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None]
    what: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]

    @property
    def actor(self) -> Actor:
        return Actor(self.actor_kind, self.actor_id)

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)


def event(
    actor: Actor,
    what: str,
    subject: Subject,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> StaffEvent:
    """A change that has just been made, to be added in the transaction that makes it."""
    return StaffEvent(
        happened_at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        what=what,
        subject_kind=subject.kind,
        subject_id=subject.id,
        before=dict(before or {}),
        after=dict(after or {}),
    )
