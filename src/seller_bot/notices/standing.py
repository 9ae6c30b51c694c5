"""How a notice stands that is being sent, or was: told by the counts of its batches alone, whatever their size."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from seller_bot.deliveries.batches import Batch, BatchState
from seller_bot.notices.models import Notice

DELETABLE = timedelta(hours=48)
"""So long Telegram lets a bot delete what it has sent."""

SETTLED = "over"
"""What the fingerprint begins with once nothing changes any more by itself."""


class Stage(StrEnum):
    """What is done with it right now, or was done last."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"
    RECALLING = "recalling"
    RECALLED = "recalled"
    CORRECTING = "correcting"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice with its batch, and the one that takes it back or corrects it."""

    notice: Notice
    batch: Batch
    recall: Batch | None

    @property
    def stage(self) -> Stage:
        if self.recall is None:
            return STAGES[BatchState(self.batch.state)]
        if self.notice.correction is None:
            return Stage.RECALLED if self.recall.is_over else Stage.RECALLING
        return Stage.CORRECTED if self.recall.is_over else Stage.CORRECTING

    @property
    def fingerprint(self) -> str:
        """It differs where a card would show something else; of a settled notice it is known without its counts."""
        batches = [self.batch] if self.recall is None else [self.batch, self.recall]
        if all(one.is_over and one.left == 0 for one in batches):
            return f"{SETTLED}:{self.notice.recall_id or 0}"
        return ":".join(_counts(one) for one in batches)

    @property
    def is_changeable(self) -> bool:
        """Whether it can be taken back or corrected, as far as nobody has done so."""
        return self.recall is None and self.batch.sent > 0

    def is_deletable(self, now: datetime) -> bool:
        return self.is_changeable and now < self.batch.started_at + DELETABLE


STAGES = {
    BatchState.RUNNING: Stage.RUNNING,
    BatchState.PAUSED: Stage.PAUSED,
    BatchState.CANCELLED: Stage.CANCELLED,
    BatchState.DONE: Stage.DONE,
}


def standing(session: Session, notice: Notice) -> Standing:
    """How a notice stands whose readers are fixed."""
    assert notice.batch_id is not None
    recall = None if notice.recall_id is None else session.get_one(Batch, notice.recall_id)
    return Standing(notice, session.get_one(Batch, notice.batch_id), recall)


def _counts(batch: Batch) -> str:
    ended = (batch.sent, batch.blocked, batch.failed, batch.uncertain, batch.cancelled)
    return ".".join(map(str, (batch.version, *ended)))
