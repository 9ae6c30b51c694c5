"""Questions about questions."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from seller_bot.questions.models import Question


async def newest(session: AsyncSession, seller_id: int) -> Question | None:
    """The last question that the seller asked."""
    latest = select(Question).where(Question.seller_id == seller_id).order_by(Question.id.desc()).limit(1)
    return (await session.scalars(latest)).first()
