"""Questions about sellers."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller
from seller_bot.storage.base import insert_unless_there


def lock(session: Session, seller_ids: Collection[int], now: datetime) -> dict[int, Seller]:
    """The sellers by id, for this transaction alone; newcomers, who may be writing twice at once, are made."""
    found = _locked(session, seller_ids)
    newcomers = [seller_id for seller_id in seller_ids if seller_id not in found]
    if not newcomers:
        return found
    for seller_id in sorted(newcomers):
        row = {"id": seller_id, "first_name": "", "created_at": now, "seen_at": now}
        insert_unless_there(session, Seller, row)
    return found | _locked(session, newcomers)


def due_menus(session: Session, after: int, limit: int) -> Sequence[tuple[int, str | None]]:
    """Chats that should show other commands than they do, and which, in the order of their ids and `after` that one;
    whoever has blocked the bot sees none.
    """
    due = Seller.id > after, Seller.menu.is_distinct_from(Seller.wanted_menu), Seller.blocked_at.is_(None)
    rows = session.execute(select(Seller.id, Seller.wanted_menu).where(*due).order_by(Seller.id).limit(limit))
    return [(id, wanted) for id, wanted in rows]


def note_menu(session: Session, seller_id: int, menu: str | None) -> None:
    """What Telegram now shows in a seller's chat."""
    session.execute(update(Seller).where(Seller.id == seller_id).values(menu=menu))


def note_blocked(session: Session, seller_id: int, now: datetime) -> None:
    """The seller, if it is one, takes no messages of the bot any more."""
    seller = session.get(Seller, seller_id, with_for_update=True)
    if seller is not None:
        seller.block(now)


def _locked(session: Session, seller_ids: Collection[int]) -> dict[int, Seller]:
    # Always in the same order: of two transactions that want the same sellers, one simply waits.
    locked = select(Seller).where(Seller.id.in_(seller_ids)).order_by(Seller.id).with_for_update()
    return {seller.id: seller for seller in session.scalars(locked)}
