"""A case and what belongs to it: what was said in it, and where it is shown."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.escalations.kinds import MAY_BE_REOPENED, Kind, kinds
from seller_bot.staff.events import Subject
from seller_bot.storage.base import AutoId, Base

FIRST_NUMBER = 1000
REF_BYTES = 6


def number_of(case_id: int) -> str:
    """The number by which people name the case of that id."""
    return f"E-{FIRST_NUMBER + case_id}"


class CaseState(StrEnum):
    """`waiting → taken ⇄ asked → approved | rejected | cancelled`; an ended case may be reopened for a while."""

    WAITING = "waiting"
    TAKEN = "taken"
    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


OPEN = (CaseState.WAITING, CaseState.TAKEN, CaseState.ASKED)


NOT_ENDED = "ended_at IS NULL"


class AlreadyDecided(Exception):
    """The case has ended: who was faster stands in it."""


class AlreadyTaken(Exception):
    """Somebody has the case: who it is stands in it."""


class NotPossible(Exception):
    """The case is not in a state in which this can be done."""


class Case(Base):
    """What one seller needs one manager for. Its verbs are called on a locked row: of two people one is first.

    ref               stands for it in buttons: nobody guesses it
    version           counts what changes its buttons, so that a button tells whether it has grown old
    answers           what the seller answered, by the ids of the questions; contacts are masked in it
    sealed            the Ozon ID that is to be linked, as `Seal` wrote it; gone when the case ends
    minutes_left      of the time for a decision, while the seller is asked something
    unanswered_since  since when something that the seller wrote has waited for an answer
    reminders         how often those who should act have been reminded since the last change
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_open", "opened_at", postgresql_where=text(NOT_ENDED), sqlite_where=text(NOT_ENDED)),
    )

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    state: Mapped[str]
    version: Mapped[int]
    answers: Mapped[dict[str, Any]]
    sealed: Mapped[str | None]
    opened_at: Mapped[datetime]
    take_by: Mapped[datetime | None]
    taken_by: Mapped[int | None]
    taken_at: Mapped[datetime | None]
    decide_by: Mapped[datetime | None]
    minutes_left: Mapped[float | None]
    asked_at: Mapped[datetime | None]
    unanswered_since: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    reason: Mapped[str | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(SmallInteger)
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rating_words: Mapped[str | None]

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def rules(self) -> Kind:
        return kinds()[self.kind]

    @property
    def subject(self) -> Subject:
        return Subject("case", self.id)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_decided(self) -> bool:
        return self.state in (CaseState.APPROVED, CaseState.REJECTED)

    def is_with(self, person_id: int) -> bool:
        return self.taken_by == person_id

    def is_overdue(self, now: datetime) -> bool:
        due = self.take_by if self.state == CaseState.WAITING else self.decide_by
        return self.is_open and due is not None and due <= now

    def may_be_reopened(self, now: datetime) -> bool:
        return self.ended_at is not None and now - self.ended_at <= MAY_BE_REOPENED

    # A manager's verbs.

    def take(self, person_id: int, now: datetime, decide_by: datetime) -> None:
        self._must_be_free_for(person_id)
        if self.taken_by is not None:
            raise AlreadyTaken
        self._give(person_id, now, decide_by)

    def assign(self, person_id: int, now: datetime, decide_by: datetime) -> None:
        """Whoever has it, or nobody: from now on this person has it. A question to the seller stays open."""
        self._must_be_open()
        if self.state == CaseState.ASKED:
            self.taken_by, self.taken_at = person_id, now
            self._move(CaseState.ASKED)
        else:
            self._give(person_id, now, decide_by)

    def hand_back(self, take_by: datetime) -> None:
        """Nobody has it any more; anybody may take it."""
        self._must_be_open()
        if self.taken_by is None:
            raise NotPossible
        self._wait(take_by)

    def ask(self, person_id: int, now: datetime, minutes_left: float) -> None:
        """The seller is asked something: until the answer the time for a decision stands still."""
        self._must_be_free_for(person_id)
        if self.state != CaseState.ASKED:
            self.minutes_left = minutes_left
        self.taken_by, self.taken_at = person_id, self.taken_at or now
        self.take_by, self.decide_by, self.asked_at, self.unanswered_since = None, None, now, None
        self._move(CaseState.ASKED)

    def approve(self, person_id: int, now: datetime) -> None:
        self._must_be_free_for(person_id)
        self._decide(CaseState.APPROVED, person_id, now)

    def reject(self, person_id: int, reason: str, now: datetime) -> None:
        """The reason is the id of one that stands ready for this kind, or the manager's own words."""
        self._must_be_free_for(person_id)
        self.reason = reason
        self._decide(CaseState.REJECTED, person_id, now)

    def write(self, person_id: int) -> None:
        """Whoever has the case writes to the seller. Raises NotPossible where nobody has it."""
        self._must_be_free_for(person_id)
        if self.taken_by is None:
            raise NotPossible
        self.unanswered_since, self.reminded_at, self.reminders = None, None, 0

    def reveal(self) -> None:
        """Somebody looks at what is sealed."""
        if self.sealed is None:
            raise NotPossible

    def remind(self, now: datetime) -> None:
        self.reminded_at, self.reminders = now, self.reminders + 1

    # The seller's.

    def join(self, answers: dict[str, Any], sealed: str | None, now: datetime) -> None:
        """The same case was sent once more: what it says now counts."""
        self._must_be_open()
        self.answers, self.sealed, self.version = answers, sealed, self.version + 1
        if self.taken_by is not None:
            self.unanswered_since = self.unanswered_since or now

    def hear(self, now: datetime, decide_by: datetime | None = None) -> None:
        """The seller wrote something; where he was asked, that is the answer, and the time goes on."""
        self._must_be_open()
        if self.state == CaseState.ASKED:
            self.decide_by, self.asked_at, self.minutes_left = decide_by, None, None
            self._move(CaseState.TAKEN)
        if self.taken_by is not None:
            self.unanswered_since = self.unanswered_since or now

    def cancel(self, now: datetime) -> None:
        self._must_be_open()
        self._end(CaseState.CANCELLED, now)

    def reopen(self, now: datetime, take_by: datetime) -> None:
        if not self.may_be_reopened(now):
            raise NotPossible
        self.ended_at, self.decided_by, self.reason, self.rating, self.rating_words = None, None, None, None, None
        self._wait(take_by)

    def rate(self, stars: int) -> None:
        """How it was, 1 to 5; changed by a later press."""
        if self.is_open:
            raise NotPossible
        self.rating = stars

    def comment(self, words: str) -> None:
        if self.rating is None:
            raise NotPossible
        self.rating_words = words

    # What the verbs are made of.

    def _give(self, person_id: int, now: datetime, decide_by: datetime) -> None:
        self.taken_by, self.taken_at, self.take_by, self.decide_by = person_id, now, None, decide_by
        self._move(CaseState.TAKEN)

    def _wait(self, take_by: datetime) -> None:
        self.taken_by, self.taken_at, self.asked_at, self.minutes_left = None, None, None, None
        self.take_by, self.decide_by = take_by, None
        self._move(CaseState.WAITING)

    def _decide(self, state: CaseState, person_id: int, now: datetime) -> None:
        self.decided_by, self.taken_by, self.taken_at = person_id, person_id, self.taken_at or now
        self._end(state, now)

    def _end(self, state: CaseState, now: datetime) -> None:
        self.ended_at, self.sealed = now, None
        self.take_by, self.decide_by, self.asked_at, self.minutes_left = None, None, None, None
        self.unanswered_since = None
        self._move(state)

    def _move(self, state: CaseState) -> None:
        self.state, self.version = state, self.version + 1
        self.reminded_at, self.reminders = None, 0

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise AlreadyDecided

    def _must_be_free_for(self, person_id: int) -> None:
        self._must_be_open()
        if self.taken_by not in (None, person_id):
            raise AlreadyTaken


def new_case(
    seller_id: int, kind: str, answers: dict[str, Any], sealed: str | None, now: datetime, take_by: datetime
) -> Case:
    return Case(
        ref=secrets.token_urlsafe(REF_BYTES),
        seller_id=seller_id,
        kind=kind,
        state=CaseState.WAITING,
        version=1,
        answers=answers,
        sealed=sealed,
        opened_at=now,
        take_by=take_by,
        reminders=0,
    )


class EntryKind(StrEnum):
    """A message of either side; a manager's question; a note, which the seller never sees."""

    MESSAGE = "message"
    QUESTION = "question"
    NOTE = "note"


class Entry(Base):
    """Something that was said in a case, by its seller or by somebody of the desk.

    text        the words, or the caption of a file
    file_id     Telegram's id of a file, by which it can be sent on; `file_kind` is photo, document …
    album       Telegram's id of the album that the file is a part of
    chat_id     where it was said, and which message it is there; None for what a flow collected
    """

    __tablename__ = "case_entries"
    __table_args__ = (Index("ix_case_entries_chat_id_message_id", "chat_id", "message_id"),)

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int]
    is_sellers: Mapped[bool]
    kind: Mapped[str]
    text: Mapped[str]
    file_kind: Mapped[str | None]
    file_id: Mapped[str | None]
    album: Mapped[str | None]
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    said_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]

    @property
    def is_note(self) -> bool:
        return self.kind == EntryKind.NOTE

    def edit(self, text: str, now: datetime) -> None:
        self.text, self.edited_at = text, now


class PostRole(StrEnum):
    """What a message of the bot's shows of a case.

    CARD      the case as managers see it
    RELAYED   what the other side said
    PROMPT    asks a manager for words: a reason, a question, a note
    REVEALED  the sealed Ozon ID, until the case ends
    """

    CARD = "card"
    RELAYED = "relayed"
    PROMPT = "prompt"
    REVEALED = "revealed"


class Post(Base):
    """A message of the bot's that belongs to a case; a reply to it is about that case.

    message_id  None until it is sent, and again where somebody deleted it
    person_id   whom a prompt asks, or in whose own chat it stands
    entry_id    what a relayed message shows
    purpose     what the words that a prompt asks for are
    """

    __tablename__ = "case_posts"
    __table_args__ = (Index("ix_case_posts_chat_id_message_id", "chat_id", "message_id"),)

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    chat_id: Mapped[int]
    message_thread_id: Mapped[int | None]
    message_id: Mapped[int | None]
    person_id: Mapped[int | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("case_entries.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str | None]
    posted_at: Mapped[datetime]

    def sent(self, message_id: int) -> None:
        self.message_id = message_id

    def lost(self) -> None:
        """Somebody deleted it."""
        self.message_id = None

    @property
    def is_card(self) -> bool:
        return self.role == PostRole.CARD
