"""What the bot says on its own initiative: one row a message, from the moment it is planned."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.storage.base import AutoId, Base

MOST_ATTEMPTS = 15
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=15)
"""So a message that Telegram refuses, or answers with silence, is given up after well over an hour."""


class State(StrEnum):
    """`due → sending → sent | blocked | failed | uncertain | cancelled`; from `sending` it may become due again."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class Policy(StrEnum):
    """What is done with a message of which nobody knows whether it is out.

    TRANSACTIONAL  of one person to one person: it is sent again, since twice beats never
    BROADCAST      to many: it is never sent again by itself
    """

    TRANSACTIONAL = "transactional"
    BROADCAST = "broadcast"


class WrongState(Exception):
    """A delivery can't do this in the state in which it is."""


def _only(condition: str) -> dict[str, Any]:
    return {"postgresql_where": text(condition), "sqlite_where": text(condition)}


IN_CHATS = "message_id IS NOT NULL AND reference IS NOT NULL"
"""A message that may be replied to, and that says what it is about."""


class Delivery(Base):
    """A message to a chat: before it is sent it may be put off or cancelled, afterwards it tells what became of it.

    kind         what it is about, for whoever counts
    content      what is said, as `content.py` writes it; it becomes text only when it is sent
    locale       the reader's, where the chat is not a seller's
    is_patient   it waits for decent hours where its reader lives
    reference    how those who planned it find it again
    due_at       its place in the chat's order; `retry_at` is when the next attempt may be made
    claimed_at   when the call was about to be made: a crash after that leaves the row in `sending`
    attempts     calls that Telegram has got, or may have got
    message_id   what came of it last, or the message that it is to change
    message_ids  all that came of it, where it was more than one message
    error        what Telegram said last
    batch_id     the batch of which it is one, where it goes to many
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_due", "due_at", "id", **_only("state = 'due' AND batch_id IS NULL")),
        Index("ix_deliveries_batch", "batch_id", "state", "due_at", "id", **_only("batch_id IS NOT NULL")),
        Index("ix_deliveries_open", "chat_id", "due_at", "id", **_only("state IN ('due', 'sending')")),
        Index("ix_deliveries_settled", "settled_at", **_only("settled_at IS NOT NULL")),
        Index("ix_deliveries_sending", "claimed_at", **_only("state = 'sending'")),
        Index("ix_deliveries_reference", "reference", **_only("reference IS NOT NULL")),
        Index("ix_deliveries_message", "chat_id", "message_id", **_only(IN_CHATS)),
    )

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    chat_id: Mapped[int]
    message_thread_id: Mapped[int | None]
    kind: Mapped[str]
    policy: Mapped[str] = mapped_column(default=Policy.TRANSACTIONAL)
    content: Mapped[dict[str, Any]]
    locale: Mapped[str | None]
    is_patient: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str | None]
    planned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    retry_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default=State.DUE)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    message_ids: Mapped[list[Any] | None]
    error: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))

    @property
    def is_open(self) -> bool:
        """Whether it may still be sent."""
        return self.state in (State.DUE, State.SENDING)

    @property
    def is_broadcast(self) -> bool:
        return self.policy == Policy.BROADCAST

    # Before the call.

    def put_off(self, until: datetime) -> None:
        """It is not to be said before that moment."""
        self._must_be(State.DUE)
        self.due_at = until

    def claim(self, now: datetime) -> None:
        """The call is about to be made. To be committed before it is."""
        self._must_be(State.DUE)
        self.state = State.SENDING
        self.claimed_at = now
        self.attempts += 1

    def cancel(self, now: datetime) -> None:
        """Not to be said any more. What is out stays out; a call in hand is not repeated."""
        if not self.is_open:
            return
        self.cancelled_at = self.cancelled_at or now
        if self.state == State.DUE:
            self._settle(State.CANCELLED, now)

    def lapse(self, now: datetime) -> None:
        """Nothing is left to be said, so that no call was made."""
        self._must_be(State.SENDING)
        self.attempts -= 1
        self._settle(State.CANCELLED, now)

    # After the call.

    def mark_sent(self, message_id: int, now: datetime, message_ids: Sequence[int] = ()) -> None:
        """The last message that came of it, and all of them where it took several."""
        self._must_be(State.SENDING)
        self._note(message_id, message_ids)
        self.error = None
        self._settle(State.SENT, now)

    def release(self, now: datetime) -> None:
        """The call was never made: it counts as no attempt."""
        self._must_be(State.SENDING)
        self.attempts -= 1
        self._wait(now)

    def postpone(self, until: datetime, now: datetime) -> None:
        """Telegram did nothing, and wants to be asked again at that moment."""
        self._must_be(State.SENDING)
        self.retry_at = until
        self._wait(now)

    def refuse(self, error: str, now: datetime) -> None:
        """Telegram did nothing and may do it another time; after many attempts it is given up."""
        self._must_be(State.SENDING)
        self.error = error
        if self._is_tired:
            self._settle(State.FAILED, now)
        else:
            self.postpone(now + self._pause, now)

    def doubt(self, error: str, now: datetime, out: Sequence[int] = ()) -> None:
        """Nobody knows whether it is out, or more of it than these messages: sent again, with growing pauses, unless
        it is a broadcast."""
        self._must_be(State.SENDING)
        if self.is_broadcast or self._is_tired:
            self.break_off(error, out, now)
        else:
            self.error = error
            self.postpone(now + self._pause, now)

    def break_off(self, error: str, out: Sequence[int], now: datetime) -> None:
        """No more is known to be out of it than these messages, and it is not begun anew."""
        self._must_be(State.SENDING)
        self.error = error
        if out:
            self._note(out[-1], out)
        self._settle(State.UNCERTAIN, now)

    def block(self, error: str, now: datetime) -> None:
        """The chat takes no messages of the bot."""
        self._must_be(State.SENDING)
        self.error = error
        self._settle(State.BLOCKED, now)

    def give_up(self, error: str, now: datetime) -> None:
        """It can't be sent as it is."""
        self._must_be(State.SENDING)
        self.error = error
        self._settle(State.FAILED, now)

    @property
    def _is_tired(self) -> bool:
        return self.attempts >= MOST_ATTEMPTS

    @property
    def _pause(self) -> timedelta:
        doubled: int = 2 ** (self.attempts - 1)
        return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)

    def _note(self, message_id: int, message_ids: Sequence[int]) -> None:
        self.message_id = message_id
        if len(message_ids) > 1:
            self.message_ids = list(message_ids)

    def _wait(self, now: datetime) -> None:
        """Due again, unless it was cancelled while the call was in hand."""
        if self.cancelled_at is not None:
            self._settle(State.CANCELLED, now)
        else:
            self.state, self.claimed_at = State.DUE, None

    def _settle(self, state: State, now: datetime) -> None:
        self.state, self.settled_at = state, now

    def _must_be(self, state: State) -> None:
        if self.state != state:
            raise WrongState(f"delivery {self.id} is {self.state}, not {state}")
