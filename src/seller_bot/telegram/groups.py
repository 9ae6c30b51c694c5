"""Groups that are nobody's desk: whoever addresses the bot there is told, once in a while, where it works."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session
from telegram import Message, MessageEntity

from seller_bot.conversation import repair
from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Pressed
from seller_bot.sellers.models import Seller
from seller_bot.telegram.act import unknown
from seller_bot.telegram.loading import Incoming
from seller_bot.telegram.outbound import Call, message, replying
from seller_bot.texts import locale_of, texts
from seller_bot.turns.groups import may_answer

START = "group"
"""What the link to the private chat carries, so that one can tell where somebody came from."""


def respond(session: Session, one: Incoming, flows: Flows, bot: str, now: datetime) -> list[Call] | None:
    """The calls that answer somebody in a group; None where nothing was said to the bot, or it has just been."""
    if one.is_private or one.user.is_bot:
        return None
    if isinstance(one.turn, Pressed):
        return [unknown(one.query_id, _locale(session, one))]
    written = one.message
    if written is None or not is_addressed(written, bot, flows):
        return None
    if not may_answer(session, one.chat_id, one.user.id, now):
        return None
    return [_invitation(one, bot, _locale(session, one))]


def _locale(session: Session, one: Incoming) -> str | None:
    """The language of whoever wrote: as it was chosen in the private chat, else that of the client."""
    seller = session.get(Seller, one.user.id)
    return (seller.locale if seller else None) or locale_of(one.user.language_code)


def is_addressed(written: Message, bot: str, flows: Flows) -> bool:
    """A command to it, or for it by name; a mention; or a reply to a message of its own."""
    replied = written.reply_to_message
    if replied is not None and replied.forum_topic_created is None and _is_by(replied, bot):
        return True
    return any(_names(kind, text.lower(), bot.lower(), flows) for kind, text in _entities(written))


def _is_by(replied: Message, bot: str) -> bool:
    return replied.from_user is not None and replied.from_user.username == bot


def _entities(written: Message) -> Iterator[tuple[str, str]]:
    found = written.parse_entities() if written.text is not None else written.parse_caption_entities()
    for entity, text in found.items():
        yield entity.type, text


def _names(kind: str, text: str, bot: str, flows: Flows) -> bool:
    if kind == MessageEntity.MENTION:
        return text == f"@{bot}"
    if kind != MessageEntity.BOT_COMMAND:
        return False
    command, _, name = text.removeprefix("/").partition("@")
    return name == bot or (not name and command in {*flows.by_command, *repair.COMMANDS})


def _invitation(one: Incoming, bot: str, locale: str | None) -> Call:
    spoken = texts(locale)
    call = message(one.chat_id, spoken.html("group.works_in_private"))
    button = {"text": spoken.plain("group.button_open"), "url": f"https://t.me/{bot}?start={START}"}
    call["parameters"]["reply_markup"] = {"inline_keyboard": [[button]]}
    if one.message_id is not None:
        call["parameters"]["reply_parameters"] = replying(one.message_id)
    if one.thread is not None:
        call["parameters"]["message_thread_id"] = one.thread
    return call
