"""An update on its way through the handlers, with what its transaction has loaded."""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from seller_bot.conversation.engine import Response
from seller_bot.conversation.turn import Turn
from seller_bot.sellers.models import Seller
from seller_bot.telegram.inbound import Membership
from seller_bot.turns.models import Standing


@dataclass(kw_only=True, slots=True)
class Arrival:
    """What python-telegram-bot dispatches in place of the bare update; a handler leaves its response, or its error."""

    update: Update
    turn: Turn | Membership
    seller: Seller
    standing: Standing
    session: AsyncSession
    known: dict[str, object] = field(default_factory=dict)
    response: Response | None = None
    error: Exception | None = None
