"""A question as it was asked, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.intents import Match
from seller_bot.storage.base import AutoId, Base


class Question(Base):
    """A free text of a seller's, secrets taken out, with what the matcher made of it.

    reading     the text as it was understood
    decision    answer, offer or unknown; or secret, where the text was not read at all
    candidates  [{"intent", "probability"}], the likeliest first
    chosen      what the seller picked among the meanings that were offered; `none` for none of them
    helped      whether the seller said that the answer helped; empty as long as nothing was said
    """

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_seller_id_id", "seller_id", "id"),)

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    text: Mapped[str]
    reading: Mapped[str]
    language: Mapped[str]
    decision: Mapped[str]
    candidates: Mapped[list[Any]]
    chosen: Mapped[str | None]
    helped: Mapped[bool | None]

    def choose(self, intent: str) -> None:
        self.chosen = intent

    def rate(self, helped: bool) -> None:
        self.helped = helped


def matched_question(text: str, match: Match, decision: str) -> Question:
    """A question that was read and decided upon, not yet anybody's."""
    return Question(
        text=text,
        reading=match.reading,
        language=match.language or "",
        decision=decision,
        candidates=[{"intent": intent, "probability": probability} for intent, probability in match.candidates],
    )


def secret_question(text: str) -> Question:
    """A text that held a secret, with the secret taken out; it was not read."""
    return Question(text=text, reading="", language="", decision="secret", candidates=[])
