"""Questions about sellers."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from seller_bot.sellers.models import Seller
from seller_bot.storage.base import insert_unless_there


async def lock(session: AsyncSession, seller_id: int) -> Seller | None:
    """The seller, for this transaction alone; None where nobody of that id has written yet."""
    return await session.get(Seller, seller_id, with_for_update=True)


async def lock_newcomer(session: AsyncSession, seller_id: int, now: datetime) -> Seller:
    """A seller who writes for the first time, perhaps twice at once."""
    row = {"id": seller_id, "first_name": "", "created_at": now, "seen_at": now}
    await insert_unless_there(session, Seller, row)
    return await session.get_one(Seller, seller_id, with_for_update=True)
