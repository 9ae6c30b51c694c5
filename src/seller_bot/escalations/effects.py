"""What conversations of sellers do to cases."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from seller_bot.deliveries.hours import zone_of
from seller_bot.escalations import cases
from seller_bot.escalations.cases import Words
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import AlreadyDecided, NotPossible
from seller_bot.sellers.models import Seller
from seller_bot.storage.database import Outrun


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenCase:
    """Send the case to the desk; the open one of the same kind takes it in. Tells its number, and by when."""

    kind: str
    answers: Mapping[str, Any]
    files: Sequence[Words]
    sealed: str | None
    desk: Desk

    def apply(self, seller: Seller, session: Session, now: datetime) -> Mapping[str, object]:
        sent = self.kind, self.answers, self.files, self.sealed, self.desk
        case = cases.open_case(session, seller.id, *sent, now).case
        by = case.take_by or case.decide_by or now
        return {"number": case.number, "by": by.astimezone(zone_of(seller.locale))}


@dataclass(frozen=True, kw_only=True, slots=True)
class AddToCase:
    """Say something more in an open case. Raises Outrun where it has just ended."""

    case_id: int
    words: Sequence[Words]
    desk: Desk

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            for words in self.words:
                cases.hear(session, self.case_id, words, self.desk, now)
        except AlreadyDecided as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelCase:
    """The seller needs it no more. Raises Outrun where it has just ended."""

    case_id: int
    desk: Desk

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            cases.cancel(session, self.case_id, self.desk, now)
        except AlreadyDecided as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class ReopenCase:
    """The seller comes back to it. Raises Outrun where that can't be any more."""

    case_id: int
    desk: Desk

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            cases.reopen(session, self.case_id, self.desk, now)
        except NotPossible as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class RateCase:
    """How it was, in stars; a case that was reopened in the meantime is not rated."""

    case_id: int
    stars: int
    desk: Desk

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        with suppress(NotPossible):
            cases.rate(session, self.case_id, self.stars, self.desk, now)


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentOnCase:
    """A sentence to the stars."""

    case_id: int
    words: str
    desk: Desk

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        with suppress(NotPossible):
            cases.comment(session, self.case_id, self.words, self.desk, now)
