"""Making the calls that answer a turn: patiently, and without taking Telegram's small refusals for errors."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing

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
ANSWER_ATTEMPTS = 3
"""A press that was not answered after so many attempts has lost its meaning; messages are tried until they are out."""


class Blocked(Exception):
    """The seller takes no messages of the bot."""


async def make(bot: Bot, chat_id: int, call: Call, pacing: Pacing) -> None:
    """Make one call, again and again while the fault lies with the network or with Telegram's limits.

    Raises Blocked where the seller can't get it, and InvalidToken where nothing can be sent any more.
    """
    pause = FIRST_PAUSE
    for attempt in itertools.count(1):
        if is_message(call):
            await pacing.turn(chat_id)
        try:
            await _METHODS[call["method"]](bot, call["parameters"])
            return
        except RetryAfter as error:
            pacing.refused(chat_id, seconds_to_wait(error))
            if not is_message(call):
                await asyncio.sleep(seconds_to_wait(error))
        except Forbidden as error:
            raise Blocked(error.message) from error
        except InvalidToken:
            # Nothing can be sent with this token: the reply waits in its row for the next start.
            raise
        except TelegramError as error:
            if isinstance(error, BadRequest) or not isinstance(error, NetworkError) or _is_late(call, attempt):
                _note_refusal(call["method"], error)
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _is_late(call: Call, attempt: int) -> bool:
    return bool(call["method"] == "answerCallbackQuery" and attempt == ANSWER_ATTEMPTS)


def _note_refusal(method: str, error: TelegramError) -> None:
    if not any(reason in error.message.lower() for reason in HARMLESS):
        log.error("refused", method=method, reason=error.message)


def seconds_to_wait(error: RetryAfter) -> float:
    assert isinstance(error.retry_after, timedelta)  # As this package asks for it.
    return error.retry_after.total_seconds()


async def _send_message(bot: Bot, parameters: dict[str, Any]) -> None:
    await bot.send_message(**_with_keyboard(parameters))


async def _answer_callback_query(bot: Bot, parameters: dict[str, Any]) -> None:
    await bot.answer_callback_query(**parameters)


async def _edit_message_reply_markup(bot: Bot, parameters: dict[str, Any]) -> None:
    await bot.edit_message_reply_markup(**_with_keyboard(parameters))


_METHODS: dict[str, Callable[[Bot, dict[str, Any]], Awaitable[None]]] = {
    "sendMessage": _send_message,
    "answerCallbackQuery": _answer_callback_query,
    "editMessageReplyMarkup": _edit_message_reply_markup,
}


def _with_keyboard(parameters: dict[str, Any]) -> dict[str, Any]:
    keyboard = parameters.get("reply_markup")
    return (
        parameters if keyboard is None else {**parameters, "reply_markup": InlineKeyboardMarkup.de_json(keyboard, None)}
    )
