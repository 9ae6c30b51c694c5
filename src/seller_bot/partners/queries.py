"""Questions about partners and their bindings."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.partners.models import Binding


def bound(session: Session, seller_id: int) -> Sequence[Binding]:
    """The bindings of a seller that are in force, oldest first."""
    return bound_of(session, [seller_id]).get(seller_id, [])


def bound_of(session: Session, seller_ids: Collection[int]) -> dict[int, list[Binding]]:
    """The bindings in force of each of these sellers who has any, oldest first."""
    in_force = Binding.seller_id.in_(seller_ids), Binding.unbound_at.is_(None)
    found: dict[int, list[Binding]] = {}
    for binding in session.scalars(select(Binding).where(*in_force).order_by(Binding.id)):
        found.setdefault(binding.seller_id, []).append(binding)
    return found
