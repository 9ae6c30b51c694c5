"""The rows behind a turn: the update that came in, and the place where its seller stands."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.conversation.position import Heard, Left, Position
from seller_bot.storage.base import Base

WRITES_FOR = timedelta(hours=1)
AWAY = timedelta(days=1)
"""Who says nothing for so long does not have in mind what the last question was."""

DOUBLE_TAP = timedelta(seconds=2)
"""Nobody means the same button of the same message twice in so short a time."""


class ReceivedUpdate(Base):
    """An update that was applied, so that it is never applied again, with the calls of the Bot API that answer it.

    `calls` is a list of {"method", "parameters"}; the first `sent` of its messages are out, and `answered_at` is set
    when all calls have been made; the calls themselves are gone then.
    """

    __tablename__ = "updates"
    __table_args__ = (
        Index(
            "ix_updates_unanswered",
            "id",
            postgresql_where=text("answered_at IS NULL"),
            sqlite_where=text("answered_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(index=True)
    calls: Mapped[list[Any]]
    sent: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    answered_at: Mapped[datetime | None]


class FailedUpdate(Base):
    """An update that could not be applied, kept aside with its error for whoever mends the bot.

    `error` names the exception and the place, never what was said; `content` is the update as JSON in ASCII, secrets
    taken out.
    """

    __tablename__ = "failed_updates"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    failed_at: Mapped[datetime] = mapped_column(index=True)
    error: Mapped[str]
    content: Mapped[str]


class Standing(Base):
    """Where a seller stands.

    heard       the messages that may yet be edited
    writes_to   what the seller was asked to write to, beside the step: the kind of thing, and its id
    behind      the answers given in the flows through which one came into this one
    doubted     what was typed where a name is expected, and may be a question instead
    left        the flow that was left for another one: its id, step, answers, trail and what is behind it
    pressed     the last button pressed: the message, and what the button says
    version     counts the changes
    invited_at  when the seller was offered to go on in the flow
    """

    __tablename__ = "positions"
    __table_args__ = (
        Index(
            "ix_positions_silent",
            "moved_at",
            postgresql_where=text("flow IS NOT NULL AND invited_at IS NULL"),
            sqlite_where=text("flow IS NOT NULL AND invited_at IS NULL"),
        ),
    )

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True)
    flow: Mapped[str | None]
    step: Mapped[str | None]
    answers: Mapped[dict[str, Any]]
    trail: Mapped[list[Any]]
    offered: Mapped[list[Any]]
    visit: Mapped[int]
    misses: Mapped[int]
    album: Mapped[str | None]
    heard: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    writes_to: Mapped[str | None]
    writes_until: Mapped[datetime | None]
    behind: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    doubted: Mapped[str | None]
    left: Mapped[dict[str, Any] | None]
    pressed: Mapped[str | None]
    pressed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    moved_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it from the class.

    @classmethod
    def of_newcomer(cls, seller_id: int, now: datetime) -> "Standing":
        standing = cls(seller_id=seller_id)
        standing.move_to(Position(), now)
        return standing

    @property
    def position(self) -> Position:
        return Position(
            flow=self.flow,
            step=self.step,
            answers=self.answers,
            trail=tuple(self.trail),
            offered=tuple(self.offered),
            visit=self.visit,
            misses=self.misses,
            album=self.album,
            behind=self.behind,
            doubted=self.doubted,
            left=Left(**{**self.left, "trail": tuple(self.left["trail"])}) if self.left else None,
            heard=Heard(**self.heard),
        )

    def move_to(self, position: Position, now: datetime) -> None:
        if position.flow != self.flow:
            self.invited_at = None
        self.flow, self.step = position.flow, position.step
        self.answers = dict(position.answers)
        self.trail, self.offered = list(position.trail), list(position.offered)
        self.visit, self.misses, self.album = position.visit, position.misses, position.album
        left = {**asdict(position.left), "trail": [*position.left.trail]} if position.left else None
        if left != self.left:
            self.left = left
        self.behind, self.doubted = dict(position.behind), position.doubted
        self.heard = asdict(position.heard)
        self.moved_at = now

    def is_away(self, now: datetime) -> bool:
        """In the middle of a flow, and silent for so long that what it was about has to be said again."""
        return self.flow is not None and now - self.moved_at >= AWAY

    def is_tapped_twice(self, button: str | None, now: datetime) -> bool:
        """Note what was pressed, None for anything else; whether that is only the second press of a double tap."""
        just_now = self.pressed_at is not None and now - self.pressed_at < DOUBLE_TAP
        if button is not None and button == self.pressed and just_now:
            return True
        self.pressed = button
        self.pressed_at = None if button is None else now
        return False

    def write_to(self, place: str, id: int, now: datetime) -> None:
        """What comes next belongs there; after a silence it is taken for something new again."""
        self.writes_to, self.writes_until = f"{place} {id}", now + WRITES_FOR

    def stop_writing(self) -> None:
        self.writes_to, self.writes_until = None, None

    def written_to(self, now: datetime) -> tuple[str, int] | None:
        """The kind and the id of what the seller was asked to write to."""
        if self.writes_to is None or self.writes_until is None or self.writes_until < now:
            return None
        place, _, id = self.writes_to.partition(" ")
        return place, int(id)

    def invite(self, now: datetime) -> None:
        """Silent for long, he is offered to go on: once in this flow."""
        self.invited_at = now
