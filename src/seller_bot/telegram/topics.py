"""Topics of a forum for what the bot says on its own initiative: made when they are first needed, and anew when
somebody has deleted them.
"""

from datetime import datetime, timedelta

import structlog
from telegram import Bot

from seller_bot.clock import Clock
from seller_bot.telegram.attempt import Impossible, Outcome, Sent, attempt
from seller_bot.telegram.parcels import Parcel
from seller_bot.telegram.settling import MovedTopic

log = structlog.stdlib.get_logger()

LONGEST_NAME = 128
REFUSED_FOR = timedelta(minutes=10)
"""A group that is no forum, or lets the bot make no topics, is asked again after so long."""


class Topics:
    """Makes topics. Where it can't, messages go to the group as a whole: it is better than nowhere."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._refused: dict[int, datetime] = {}

    async def made_for(self, parcel: Parcel) -> Outcome | MovedTopic | None:
        """The topic that the parcel needs and has not; None where it can go out as it is."""
        if parcel.topic is None or parcel.message_thread_id is not None or self._is_refused(parcel.chat_id):
            return None
        made = await self._make(parcel)
        return None if made == MovedTopic(None) else made

    async def made_anew_for(self, parcel: Parcel) -> Outcome | MovedTopic | None:
        """The topic that takes the place of one that is gone; None where the parcel had none of its own."""
        return None if parcel.topic is None else await self._make(parcel)

    async def _make(self, parcel: Parcel) -> Outcome | MovedTopic:
        name = (parcel.topic or "")[:LONGEST_NAME]
        call = {"method": "createForumTopic", "parameters": {"chat_id": parcel.chat_id, "name": name}}
        match await attempt(self._bot, call):
            case Sent(ids=(topic,)):
                return MovedTopic(topic)
            case Impossible(reason=reason):
                log.warning("no_topic", chat=parcel.chat_id, reason=reason)
                self._refused[parcel.chat_id] = self._clock()
                return MovedTopic(None)
            case outcome:
                return outcome

    def _is_refused(self, chat_id: int) -> bool:
        refused_at = self._refused.get(chat_id)
        return refused_at is not None and self._clock() - refused_at < REFUSED_FOR
