"""Making the calls that answer a turn: in order, patiently, and without taking Telegram's small refusals for errors."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.outbound import Call

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


async def make_all(bot: Bot, calls: Sequence[Call]) -> None:
    """Make the calls one after the other. Raises Blocked at the first that the seller can't get."""
    for call in calls:
        await make(bot, call)


async def make(bot: Bot, call: Call) -> None:
    """Make one call, again and again while the fault lies with the network or with Telegram's limits."""
    method = call["method"]
    pause, attempts = FIRST_PAUSE, 0
    while True:
        attempts += 1
        try:
            await _METHODS[method](bot, call["parameters"])
            return
        except RetryAfter as error:
            await asyncio.sleep(seconds_to_wait(error))
        except InvalidToken:
            # Nothing can be sent with this token: the reply waits in its row for the next start.
            raise
        except Forbidden as error:
            raise Blocked(error.message) from error
        except BadRequest as error:
            if not any(reason in error.message.lower() for reason in HARMLESS):
                log.error("refused", method=method, reason=error.message)
            return
        except NetworkError as error:
            if method == "answerCallbackQuery" and attempts == ANSWER_ATTEMPTS:
                log.warning("given_up", method=method, reason=error.message)
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        except TelegramError as error:
            log.error("refused", method=method, reason=error.message)
            return


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
