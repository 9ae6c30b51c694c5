"""The methods of the Bot API that calls name, as python-telegram-bot has them."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, Message

from seller_bot.telegram.outbound import Call


async def ask(bot: Bot, call: Call) -> Message | bool:
    """Make the call once; the message that came of it, or that it changed. Raises TelegramError."""
    return await _METHODS[call["method"]](bot, call["parameters"])


async def _send_message(bot: Bot, parameters: dict[str, Any]) -> Message:
    return await bot.send_message(**_with_keyboard(parameters))


async def _answer_callback_query(bot: Bot, parameters: dict[str, Any]) -> bool:
    return await bot.answer_callback_query(**parameters)


async def _edit_message_reply_markup(bot: Bot, parameters: dict[str, Any]) -> Message | bool:
    return await bot.edit_message_reply_markup(**_with_keyboard(parameters))


_METHODS: dict[str, Callable[[Bot, dict[str, Any]], Awaitable[Message | bool]]] = {
    "sendMessage": _send_message,
    "answerCallbackQuery": _answer_callback_query,
    "editMessageReplyMarkup": _edit_message_reply_markup,
}


def _with_keyboard(parameters: dict[str, Any]) -> dict[str, Any]:
    keyboard = parameters.get("reply_markup")
    return (
        parameters if keyboard is None else {**parameters, "reply_markup": InlineKeyboardMarkup.de_json(keyboard, None)}
    )
