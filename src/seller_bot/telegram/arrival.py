"""An update on its way through the handlers, with what its transaction has loaded."""

from dataclasses import dataclass, field
from datetime import datetime

from telegram import Update

from seller_bot.conversation.engine import Response
from seller_bot.conversation.turn import Turn
from seller_bot.questions.models import Question
from seller_bot.sellers.models import Seller
from seller_bot.telegram.inbound import Edited, Membership
from seller_bot.turns.models import Standing


@dataclass(kw_only=True, slots=True)
class Arrival:
    """What python-telegram-bot dispatches in place of the bare update; a handler leaves its response, or its error.

    `question` is how a text will be kept if it was one, `language` the one that the text is plainly written in;
    `came_of_it` are values that the effects tell the texts of their turn: a number that was given only then.
    """

    update: Update
    turn: Turn | Membership | Edited
    seller: Seller
    standing: Standing
    now: datetime
    known: dict[str, object] = field(default_factory=dict)
    question: Question | None = None
    language: str | None = None
    response: Response | None = None
    came_of_it: dict[str, object] = field(default_factory=dict)
    error: Exception | None = None
