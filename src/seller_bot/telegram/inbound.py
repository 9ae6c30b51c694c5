"""What an update of Telegram's says: who wrote, and the turn that it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Contact, Message, MessageEntity, Update, User
from telegram.ext.filters import StatusUpdate

from seller_bot.conversation.flow import Flows
from seller_bot.conversation.position import Position
from seller_bot.conversation.showing import show
from seller_bot.conversation.step import Step
from seller_bot.conversation.turn import Commanded, Pressed, Said, SentFile, Turn
from seller_bot.telegram.keyboards import decode
from seller_bot.texts import texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """The seller stopped the bot, or started it again."""

    blocked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A message was changed by whoever wrote it; these are its words, or its caption's, by now."""

    message_id: int
    text: str


NO_ATTACHMENTS = ("checklist", "giveaway", "giveaway_winners")
"""What people send, too, though python-telegram-bot doesn't count it among the attachments."""

BY_BUTTONS = ("users_shared", "chat_shared", "web_app_data")
"""What a person sends with a button of the keyboard; python-telegram-bot counts it among the service messages."""

UNKNOWN = "unknown"
"""A kind of message that is newer than python-telegram-bot."""

HEARD = (Chat.PRIVATE, Chat.GROUP, Chat.SUPERGROUP)


def sender_of(update: Update) -> User | None:
    """Who wrote, in a private chat or in a group; None for anything else, which the bot passes over."""
    chat, user = update.effective_chat, update.effective_user
    return user if chat is not None and chat.type in HEARD else None


def clean(text: str) -> str:
    """The text without what no database takes, and no person types: NUL and lone halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def turn_of(update: Update) -> Turn | Membership | Edited | None:
    """The turn that an update is; None where there is nothing to answer."""
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    if update.message is not None:
        return _written(update.message)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    return None


def _pressed(query: CallbackQuery) -> Pressed:
    return decode(query.data or "")


def _edited(message: Message) -> Edited:
    return Edited(message_id=message.message_id, text=clean(message.text or message.caption or "").strip())


def _written(message: Message) -> Turn | None:
    if message.text is None:
        return _sent(message)
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return Said(text=clean(message.text), message_id=message.message_id)
    command = message.text[1 : first.length].partition("@")[0]
    return Commanded(name=command.lower(), argument=clean(message.text[first.length :].strip()))


def _sent(message: Message) -> SentFile | None:
    """What is neither text nor something sent by a person (a pinned message, a changed title) is passed over."""
    attachment = message.effective_attachment or next(filter(None, map(message.__getattribute__, NO_ATTACHMENTS)), None)
    if attachment is None and not _is_unknown(message):
        return None
    # A photo comes in several sizes, the largest last.
    kind, file = ("photo", attachment[-1]) if isinstance(attachment, tuple | list) else (_kind(attachment), attachment)
    return SentFile(
        kind=kind,
        file_id=getattr(file, "file_id", ""),
        unique_id=getattr(file, "file_unique_id", ""),
        caption=clean(message.caption or "").strip(),
        album=message.media_group_id,
        message_id=message.message_id,
        phone=clean(attachment.phone_number) if isinstance(attachment, Contact) else "",
    )


def _is_unknown(message: Message) -> bool:
    """Whether a person has sent the bot something of which nothing more can be told."""
    if message.chat.type != Chat.PRIVATE or message.from_user is None:
        return False
    if any(map(message.__getattribute__, BY_BUTTONS)):
        return True
    return bool(message.api_kwargs) and not StatusUpdate.ALL.check_update(Update(0, message=message))


def _kind(attachment: object) -> str:
    return UNKNOWN if attachment is None else type(attachment).__name__.lower()


def _membership(change: ChatMemberUpdated) -> Membership:
    return Membership(blocked=change.new_chat_member.status == change.new_chat_member.BANNED)


def typed_press(
    flows: Flows, position: Position, said: Said, known: Mapping[str, object], locale: str | None
) -> Pressed | None:
    """A text that is the label of a button of the seller's step means a press on it."""
    flow, step = flows.get(position.flow or ""), step_of(flows, position)
    if flow is None or step is None:
        return None
    typed = said.text.strip().casefold()
    for shown in show(flow, step, position, known):
        for button in shown.buttons:
            if texts(locale).plain(button.label, button.values).casefold() == typed:
                return button.presses
    return None


def step_of(flows: Flows, position: Position) -> Step | None:
    """The step at which the seller stands."""
    flow = flows.get(position.flow or "")
    return flow.locate(position.step) if flow else None
