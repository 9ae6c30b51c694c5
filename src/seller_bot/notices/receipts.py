"""Who has pressed "Got it" under a notice."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery, State
from seller_bot.notices.models import Notice, Receipt
from seller_bot.storage.base import insert_unless_there

OUT = (State.SENDING, State.SENT, State.UNCERTAIN)
"""Who presses has the message, whatever the ledger knows of it by now."""


def give(session: Session, notice_id: int, seller_id: int, now: datetime) -> bool:
    """Count the seller, once; False for whoever the notice was not sent to: nothing happens."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.batch_id is None or not notice.asks_receipt:
        return False
    own = Delivery.batch_id == notice.batch_id, Delivery.chat_id == seller_id, Delivery.state.in_(OUT)
    if not session.scalars(select(exists().where(*own))).one():
        return False
    insert_unless_there(session, Receipt, {"notice_id": notice.id, "seller_id": seller_id, "given_at": now})
    return True
