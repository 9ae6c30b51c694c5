"""One attempt to deliver, and what became of it: Telegram's answers and the network's failures, told apart."""

from dataclasses import dataclass

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.parcels import Parcel
from seller_bot.telegram.sending import seconds_to_wait, send_message
from seller_bot.telegram.undelivered import NotDelivered, is_answer, is_telegrams

TOPIC_IS_GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")
CHAT_IS_GONE = ("chat not found", "user not found")


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class TooFast:
    """Telegram wants to be asked again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotOut:
    """The call surely did not reach Telegram, or Telegram took it for nobody's."""

    error: TelegramError


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram answered that it did nothing, for reasons of its own."""

    error: TelegramError


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Telegram may have done it."""

    error: TelegramError


@dataclass(frozen=True, slots=True)
class Blocked:
    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group is a supergroup now, with this id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class TopicGone:
    reason: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """Telegram doesn't take the message as it is."""

    reason: str


Outcome = Sent | TooFast | NotOut | Refused | InDoubt | Blocked | Migrated | TopicGone | Impossible


async def attempt(bot: Bot, pacing: Pacing, parcel: Parcel) -> Outcome:
    """Make the calls once. It raises nothing of Telegram's or the network's."""
    message_id = 0
    for call in parcel.calls:
        if message_id:
            await pacing.turn(parcel.chat_id)
        try:
            message_id = (await send_message(bot, call["parameters"])).message_id
        except TelegramError as error:
            outcome = _outcome(error)
            if isinstance(outcome, TooFast):
                pacing.refused(parcel.chat_id, outcome.seconds)
            begun = message_id and isinstance(outcome, TooFast | NotOut | Refused)
            # The beginning of a long text is out: that can't be undone, so the whole is in doubt.
            return InDoubt(error) if begun else outcome
    return Sent(message_id)


def _outcome(error: TelegramError) -> Outcome:
    match error:
        case _ if not is_telegrams(error):
            return InDoubt(error)  # A gateway's page: nobody knows what became of the call behind it.
        case RetryAfter():
            return TooFast(seconds_to_wait(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return Blocked(error.message)
        case BadRequest():
            return _told(error.message)
        case NotDelivered() | InvalidToken():
            # A token that is revoked ends the bot by its polling.
            return NotOut(error)
        case NetworkError() if is_answer(error):
            return Refused(error)
        case _:
            return InDoubt(error)


def _told(reason: str) -> Outcome:
    if any(words in reason.lower() for words in TOPIC_IS_GONE):
        return TopicGone(reason)
    if any(words in reason.lower() for words in CHAT_IS_GONE):
        return Blocked(reason)
    return Impossible(reason)
