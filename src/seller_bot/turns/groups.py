"""Who was answered in which group, so that nobody is told twice in a while, and no group is flooded."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from seller_bot.storage.base import Base, insert_unless_there

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
    row = {"chat_id": chat_id, "person_id": person_id, "answered_at": now}
    # Another process may be answering the same person right now: then it is its row, by which one of the two is silent.
    return insert_unless_there(session, GroupAnswer, row) or _is_renewed(session, chat_id, person_id, now)


def _is_renewed(session: Session, chat_id: int, person_id: int, now: datetime) -> bool:
    its = GroupAnswer.chat_id == chat_id, GroupAnswer.person_id == person_id
    long_ago = update(GroupAnswer).where(*its, GroupAnswer.answered_at <= now - ONCE_IN)
    return session.execute(long_ago.values(answered_at=now).returning(GroupAnswer.person_id)).first() is not None


def forget_answered_before(session: Session, moment: datetime) -> None:
    """Drop what keeps nobody from being answered any more."""
    session.execute(delete(GroupAnswer).where(GroupAnswer.answered_at < moment))
