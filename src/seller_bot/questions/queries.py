"""Questions about questions."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.questions.models import Question


def newest(session: Session, seller_id: int) -> Question | None:
    """The last question that the seller asked."""
    latest = select(Question).where(Question.seller_id == seller_id).order_by(Question.id.desc()).limit(1)
    return session.scalars(latest).first()
