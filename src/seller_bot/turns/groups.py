"""Who was answered in which group, so that nobody is told twice in a while, and no group is flooded."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from seller_bot.storage.base import Base

ONCE_IN = timedelta(days=1)
SHORT_WHILE = timedelta(minutes=10)
MOST_IN_A_SHORT_WHILE = 3
"""In one group, whoever asks."""


class GroupAnswer(Base):
    """When somebody was last told in a group where the bot works."""

    __tablename__ = "group_answers"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answered_at: Mapped[datetime] = mapped_column(index=True)


def may_answer(session: Session, chat_id: int, person_id: int, now: datetime) -> bool:
    """Whether this person may be answered there now, which is written down thereby."""
    lately = GroupAnswer.chat_id == chat_id, GroupAnswer.answered_at > now - SHORT_WHILE
    if (session.scalar(select(func.count()).where(*lately)) or 0) >= MOST_IN_A_SHORT_WHILE:
        return False
    known = session.get(GroupAnswer, (chat_id, person_id), with_for_update=True)
    if known is not None and known.answered_at > now - ONCE_IN:
        return False
    session.merge(GroupAnswer(chat_id=chat_id, person_id=person_id, answered_at=now))
    session.flush()
    return True


def forget_answered_before(session: Session, moment: datetime) -> None:
    """Drop what keeps nobody from being answered any more."""
    session.execute(delete(GroupAnswer).where(GroupAnswer.answered_at < moment))
