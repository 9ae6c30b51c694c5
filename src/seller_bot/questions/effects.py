"""What conversations record about the question that led to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.questions.queries import newest
from seller_bot.sellers.models import Seller


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordHelped:
    """The seller said whether the answer to the last question helped; without a question there is nothing to record."""

    helped: bool

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        question = newest(session, seller.id)
        if question is not None:
            question.rate(self.helped)
