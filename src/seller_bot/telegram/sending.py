"""Making the calls that answer a turn: patiently, and without taking Telegram's small refusals for errors."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.undelivered import InDoubt, brief, is_telegrams

log = structlog.stdlib.get_logger()

HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "query is too old",
    "query id is invalid",
)
"""Refusals that mean only that there is nothing left to do."""

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
PATIENCE = 120.0
"""Seconds of pauses after which a message makes way for those behind it; its row is taken up again later."""

ANSWER_ATTEMPTS = 3
"""A press that was not answered after so many attempts has lost its meaning, and so has the mark on its button."""

DOUBTS = 3
"""A message that may have arrived is sent again, but not for ever: twice beats never, six times doesn't."""


class Blocked(Exception):
    """The seller takes no messages of the bot."""


class NotSent(Exception):
    """The message could not be sent for long."""


async def make(bot: Bot, chat_id: int, call: Call, pacing: Pacing) -> None:
    """Make one call, again and again while the fault lies with the network or with Telegram's limits.

    Raises Blocked where the seller can't get it, NotSent where it is to be tried again much later, and InvalidToken
    where nothing can be sent any more.
    """
    trials = Trials(call)
    while not trials.are_over:
        if is_message(call):
            await pacing.turn(chat_id)
        try:
            await _METHODS[call["method"]](bot, call["parameters"])
            return
        except RetryAfter as error:
            pacing.refused(chat_id, seconds_to_wait(error))
            await trials.wait(0 if is_message(call) else seconds_to_wait(error))
        except TelegramError as error:
            if _is_final(error):
                _accept(call, error)
                return
            await trials.fail(error)


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

    async def fail(self, error: TelegramError) -> None:
        """Wait before the next trial, each time a little longer. Raises NotSent when that has taken long enough."""
        self._doubts += isinstance(error, InDoubt)
        if self._waited >= PATIENCE:
            log.error("not_sent", method=self._call["method"], reason=brief(error))
            raise NotSent
        await self.wait(self._pause)
        self._waited += self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if self.are_over:
            log.warning("given_up", method=self._call["method"], reason=brief(error))

    async def wait(self, seconds: float) -> None:
        self._failed += 1
        await asyncio.sleep(seconds)


def _is_final(error: TelegramError) -> bool:
    """Whether Telegram itself has refused the call for good; a gateway may refuse anything for a while."""
    return is_telegrams(error) and (isinstance(error, BadRequest) or not isinstance(error, NetworkError))


def _accept(call: Call, error: TelegramError) -> None:
    if isinstance(error, Forbidden):
        raise Blocked(error.message) from error
    if isinstance(error, InvalidToken):
        # Nothing can be sent with this token: the reply waits in its row for the next start.
        raise error
    if not any(reason in error.message.lower() for reason in HARMLESS):
        log.error("refused", method=call["method"], reason=error.message)


def seconds_to_wait(error: RetryAfter) -> float:
    assert isinstance(error.retry_after, timedelta)  # As this package asks for it.
    return error.retry_after.total_seconds()


async def send_message(bot: Bot, parameters: dict[str, Any]) -> Message:
    return await bot.send_message(**_with_keyboard(parameters))


async def _answer_callback_query(bot: Bot, parameters: dict[str, Any]) -> None:
    await bot.answer_callback_query(**parameters)


async def _edit_message_reply_markup(bot: Bot, parameters: dict[str, Any]) -> None:
    await bot.edit_message_reply_markup(**_with_keyboard(parameters))


_METHODS: dict[str, Callable[[Bot, dict[str, Any]], Awaitable[object]]] = {
    "sendMessage": send_message,
    "answerCallbackQuery": _answer_callback_query,
    "editMessageReplyMarkup": _edit_message_reply_markup,
}


def _with_keyboard(parameters: dict[str, Any]) -> dict[str, Any]:
    keyboard = parameters.get("reply_markup")
    return (
        parameters if keyboard is None else {**parameters, "reply_markup": InlineKeyboardMarkup.de_json(keyboard, None)}
    )
