"""All that a card shows of a case, gathered at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.escalations import queries
from seller_bot.escalations.models import Case, CaseState, Entry
from seller_bot.sellers.models import Seller
from seller_bot.staff.queries import names


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """A case, its seller, who has it or decided it, what was said in it, the seller's other cases, and the moment."""

    case: Case
    seller: Seller
    holder: str
    said: Sequence[Entry]
    earlier: int
    now: datetime

    @property
    def files(self) -> Sequence[Entry]:
        """What the seller sent as files."""
        return [entry for entry in self.said if entry.is_sellers and entry.file_id]

    @property
    def messages(self) -> int:
        """How often either side wrote to the other after the case was sent."""
        return sum(entry.chat_id is not None and not entry.is_note for entry in self.said)

    @property
    def last_words(self) -> str:
        """What the seller wrote last, after the case was sent."""
        words = (entry.text for entry in reversed(self.said) if entry.is_sellers and entry.chat_id is not None)
        return next((text for text in words if text), "")

    @property
    def is_late(self) -> bool:
        return self.case.is_overdue(self.now)


def facts(session: Session, case: Case, now: datetime) -> Facts:
    person_id = case.decided_by if case.is_decided else case.taken_by
    return Facts(
        case=case,
        seller=session.get_one(Seller, case.seller_id),
        holder=names(session, [person_id])[person_id] if person_id is not None else "",
        said=queries.entries_of(session, case.id),
        earlier=len(queries.earlier(session, case)),
        now=now,
    )


STATES = {
    CaseState.WAITING: "desk.state_waiting",
    CaseState.TAKEN: "desk.state_taken",
    CaseState.ASKED: "desk.state_asked",
    CaseState.APPROVED: "desk.state_approved",
    CaseState.REJECTED: "desk.state_rejected",
    CaseState.CANCELLED: "desk.state_cancelled",
}
"""The states as the desk's texts name them."""
