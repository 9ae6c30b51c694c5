"""Questions about updates and the replies they call for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from seller_bot.storage.base import insert_unless_there
from seller_bot.turns.models import ReceivedUpdate


async def receive(session: AsyncSession, update_id: int, chat_id: int, now: datetime) -> bool:
    """Take note of an update; False where it is known already, and must not be applied again."""
    row = {"id": update_id, "chat_id": chat_id, "received_at": now, "calls": []}
    return await insert_unless_there(session, ReceivedUpdate, row)


async def keep_calls(session: AsyncSession, update_id: int, calls: Sequence[Any]) -> None:
    """Keep what answers an update."""
    await session.execute(update(ReceivedUpdate).where(ReceivedUpdate.id == update_id).values(calls=list(calls)))


async def answered(session: AsyncSession, update_id: int, now: datetime) -> None:
    """All calls that answer the update have been made."""
    await session.execute(update(ReceivedUpdate).where(ReceivedUpdate.id == update_id).values(answered_at=now))


async def unanswered(session: AsyncSession) -> Sequence[ReceivedUpdate]:
    """Updates whose replies have not all gone out, in the order in which they came."""
    waiting = select(ReceivedUpdate).where(ReceivedUpdate.answered_at.is_(None)).order_by(ReceivedUpdate.id)
    return (await session.scalars(waiting)).all()


async def forget_received_before(session: AsyncSession, moment: datetime) -> None:
    """Drop updates that Telegram can't deliver again."""
    old = ReceivedUpdate.received_at < moment, ReceivedUpdate.answered_at.is_not(None)
    await session.execute(delete(ReceivedUpdate).where(*old))
