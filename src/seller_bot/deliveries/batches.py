"""Deliveries to many: a batch of them is paused, resumed and cancelled as one, and counted as they end."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.deliveries.models import State, WrongState
from seller_bot.storage.base import AutoId, Base

RUNS = "state = 'running'"


class BatchState(StrEnum):
    """`running ⇄ paused → cancelled | done`; a batch of which nothing is left is done, paused or not."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class Batch(Base):
    """What all its deliveries say, how many they are, and how many of them have ended in which way.

    version  counts the changes of its state, so that a button tells whether it has grown old
    """

    __tablename__ = "batches"
    __table_args__ = (Index("ix_batches_running", "id", postgresql_where=text(RUNS), sqlite_where=text(RUNS)),)

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    state: Mapped[str]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    total: Mapped[int]
    sent: Mapped[int]
    blocked: Mapped[int]
    failed: Mapped[int]
    uncertain: Mapped[int]
    cancelled: Mapped[int]

    @property
    def is_over(self) -> bool:
        return self.state in (BatchState.CANCELLED, BatchState.DONE)

    @property
    def left(self) -> int:
        """How many have not ended yet."""
        return self.total - self.sent - self.blocked - self.failed - self.uncertain - self.cancelled

    def count(self, ended: State, number: int, now: datetime) -> None:
        """So many more of its deliveries have ended in this way; with the last one the batch is done."""
        setattr(self, ended, getattr(self, ended) + number)
        if self.left == 0 and not self.is_over:
            self._move(BatchState.DONE, now)

    def pause(self, now: datetime) -> None:
        self._must_be(BatchState.RUNNING)
        self._move(BatchState.PAUSED, now)

    def resume(self, now: datetime) -> None:
        self._must_be(BatchState.PAUSED)
        self._move(BatchState.RUNNING, now)

    def cancel(self, now: datetime) -> None:
        """Nothing more is to be sent; what is out stays out."""
        self._must_be(BatchState.RUNNING, BatchState.PAUSED)
        self._move(BatchState.CANCELLED, now)

    def _move(self, state: BatchState, now: datetime) -> None:
        self.state, self.version = state, self.version + 1
        if self.is_over:
            self.ended_at = now

    def _must_be(self, *states: BatchState) -> None:
        if self.state not in states:
            raise WrongState(f"batch {self.id} is {self.state}")


def new_batch(content: dict[str, Any], now: datetime) -> Batch:
    counts = dict.fromkeys(("total", "sent", "blocked", "failed", "uncertain", "cancelled"), 0)
    return Batch(state=BatchState.RUNNING, version=1, content=content, started_at=now, **counts)
