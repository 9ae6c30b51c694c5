"""A minimal bot as python-telegram-bot's examples have it: what `tests.bench.turns` measures ours beside.

A ConversationHandler, its positions pickled, the library's own transport. `python plain_bot.py <url> <token> <pickle>
<updates side by side>`.
"""

import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
)

Context = ContextTypes.DEFAULT_TYPE

ROLE, TERMS = "role", "terms"
BUTTONS = {ROLE: "admin", TERMS: "back"}
TEXT = "<b>Step {} of 7.</b> Open the settings of your store, and tell me what you see there, please."


async def bind(update: Update, context: Context) -> str:
    return await ask(update, ROLE)


async def press(update: Update, context: Context) -> str:
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_reply_markup(keyboard("chosen"))
    return await ask(update, TERMS if update.callback_query.data == BUTTONS[ROLE] else ROLE)


async def ask(update: Update, step: str) -> str:
    assert update.effective_chat is not None
    await update.effective_chat.send_message(
        TEXT.format(1 if step == ROLE else 2), parse_mode="HTML", reply_markup=keyboard(BUTTONS[step])
    )
    return step


def keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(data, callback_data=data)]])


def main(url: str, token: str, pickle: str, side_by_side: str) -> None:
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{url}/bot")
        .persistence(PicklePersistence(pickle))
        .concurrent_updates(int(side_by_side))
        .build()
    )
    conversation: ConversationHandler[Context] = ConversationHandler(
        entry_points=[CommandHandler("bind", bind)],
        states={step: [CallbackQueryHandler(press)] for step in BUTTONS},
        fallbacks=[CommandHandler("bind", bind)],
        name="binding",
        persistent=True,
    )
    application.add_handler(conversation)
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
