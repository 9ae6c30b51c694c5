"""Making the calls that answer a turn: patiently, and without taking Telegram's small refusals for errors."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import InvalidToken

from seller_bot.telegram.attempt import (
    Blocked,
    Gone,
    InDoubt,
    Intercepted,
    Moot,
    NotOut,
    Outcome,
    Refused,
    Sent,
    TooFast,
    attempt,
)
from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.undelivered import brief

log = structlog.stdlib.get_logger()

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
PATIENCE = 120.0
"""Seconds of pauses after which a message makes way for those behind it; its row is taken up again later."""

ANSWER_ATTEMPTS = 3
"""A press that was not answered after so many attempts has lost its meaning, and so has the mark on its button."""

DOUBTS = 3
"""A message that may have arrived is sent again, but not for ever: twice beats never, six times doesn't."""


class NotTaken(Exception):
    """The seller takes no messages of the bot."""


class NotSent(Exception):
    """The message could not be sent for long."""


async def make(bot: Bot, chat_id: int, call: Call, pacing: Pacing) -> None:
    """Make one call, again and again while the fault lies with the network or with Telegram's limits.

    Raises NotTaken where the seller can't get it, NotSent where it is to be tried again much later.
    """
    outcome = await settle(bot, chat_id, call, pacing)
    if isinstance(outcome, Blocked):
        raise NotTaken(outcome.reason)
    if not isinstance(outcome, Sent | Moot | Gone | None):
        log.error("refused", method=call["method"], outcome=repr(outcome))


async def settle(bot: Bot, chat_id: int, call: Call, pacing: Pacing) -> Outcome | None:
    """What Telegram has said for good to a call that is made as `make` does it; None where it was given up."""
    trials = Trials(call)
    while not trials.are_over:
        match await once(bot, chat_id, call, pacing):
            case TooFast(seconds=seconds):
                pacing.refused(chat_id, seconds)
                await trials.wait(0 if is_message(call) else seconds)
            case NotOut(error=InvalidToken()):
                raise NotSent  # Nothing can be sent with this token.
            case NotOut() | Refused() | InDoubt() | Intercepted() as failure:
                await trials.fail(failure)
            case outcome:
                return outcome
    return None


async def once(bot: Bot, chat_id: int, call: Call, pacing: Pacing) -> Outcome:
    """Messages go out when it is their turn, all else at once."""
    if not is_message(call):
        return await attempt(bot, call)
    message = await pacing.turn(chat_id)
    outcome = await attempt(bot, call)
    (pacing.arrived if isinstance(outcome, Sent) else pacing.answered)(message)
    return outcome


class Trials:
    """How often a call has been tried, and in which way it failed."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._failed = 0
        self._doubts = 0
        self._pause = FIRST_PAUSE
        self._waited = 0.0

    @property
    def are_over(self) -> bool:
        if is_message(self._call):
            return self._doubts >= DOUBTS
        return self._failed >= ANSWER_ATTEMPTS

    async def fail(self, failure: NotOut | Refused | InDoubt | Intercepted) -> None:
        """Wait before the next trial, each time a little longer. Raises NotSent when that has taken long enough."""
        self._doubts += isinstance(failure, InDoubt)
        if self._waited >= PATIENCE:
            log.error("not_sent", method=self._call["method"], reason=brief(failure.error))
            raise NotSent
        await self.wait(self._pause)
        self._waited += self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if self.are_over:
            log.warning("given_up", method=self._call["method"], reason=brief(failure.error))

    async def wait(self, seconds: float) -> None:
        self._failed += 1
        await asyncio.sleep(seconds)
