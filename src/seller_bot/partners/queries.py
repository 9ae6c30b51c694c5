"""Questions about partners and their bindings."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from seller_bot.partners.models import Binding


async def bound(session: AsyncSession, seller_id: int) -> Sequence[Binding]:
    """The bindings of a seller that are in force, oldest first."""
    in_force = select(Binding).where(Binding.seller_id == seller_id, Binding.unbound_at.is_(None)).order_by(Binding.id)
    return (await session.scalars(in_force)).all()
