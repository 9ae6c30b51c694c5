"""One attempt to make a call, and what became of it: Telegram's answers and the network's failures, told apart.

Whoever makes calls decides by these outcomes alone what to do next.
"""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from seller_bot.telegram.methods import NotMade, ask
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.undelivered import NotDelivered, is_answer, is_telegrams

log = structlog.stdlib.get_logger()

TOPIC_IS_GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")
NOT_PAID_FOR = ("floodskip_not_allowed",)
CHAT_IS_GONE = ("chat not found", "user not found")
MESSAGE_IS_GONE = ("message to edit not found", "message can't be edited")
NOTHING_IS_LEFT = ("message is not modified", "message to delete not found", "query is too old", "query id is invalid")


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has done it; these are the messages, or the topic, that came of it or were changed."""

    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Moot:
    """Telegram did nothing because nothing is left to do: the press is too old, or all is as it should be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Telegram did nothing because there is no such message any more: somebody deleted it."""

    reason: str


@dataclass(frozen=True, slots=True)
class TooFast:
    """Telegram did nothing, and wants to be asked again after some seconds."""

    error: RetryAfter

    @property
    def seconds(self) -> float:
        return seconds_to_wait(self.error)


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
class Intercepted:
    """A gateway or a proxy answered with a page of its own: Telegram has probably not even heard of the call."""

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
class NotPaid:
    """Telegram did nothing: the bot may not pay for speed, or can't."""

    reason: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """Telegram doesn't take the call as it is, or it can't even be made."""

    reason: str


@dataclass(frozen=True, slots=True)
class Partly:
    """Of several calls the first ones are out, which can't be undone; `rest` is what became of the next one."""

    ids: tuple[int, ...]
    rest: "TooFast | NotOut | Refused | InDoubt | Intercepted | Blocked | NotPaid | Impossible"


Outcome = (
    Sent
    | Moot
    | Gone
    | TooFast
    | NotOut
    | Refused
    | InDoubt
    | Intercepted
    | Blocked
    | Migrated
    | TopicGone
    | NotPaid
    | Impossible
    | Partly
)


async def attempt(bot: Bot, call: Call) -> Outcome:
    """Make the call once. It raises nothing of Telegram's or the network's."""
    try:
        return Sent(await ask(bot, call))
    except TelegramError as error:
        return _outcome(error)
    except NotMade as error:
        # What is missing or wrong here is so the next time, too.
        log.exception("file_not_made", method=call["method"])
        return Impossible(str(error))


def seconds_to_wait(error: RetryAfter) -> float:
    assert isinstance(error.retry_after, timedelta)  # As this package asks for it.
    return error.retry_after.total_seconds()


def _outcome(error: TelegramError) -> Outcome:
    match error:
        case _ if not is_telegrams(error):
            return Intercepted(error)
        case RetryAfter():
            return TooFast(error)
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return Blocked(error.message)
        case BadRequest():
            return _told(error.message)
        case NotDelivered() | InvalidToken():
            # A token that is revoked ends the bot by its polling.
            return NotOut(error)
        case NetworkError() if not is_answer(error):
            return InDoubt(error)
        case _:
            return Refused(error)


def _told(reason: str) -> Outcome:
    """What Telegram's words mean: the Bot API has no codes for it."""
    for words, outcome in MEANINGS:
        if any(word in reason.lower() for word in words):
            return outcome(reason)
    return Impossible(reason)


MEANINGS: tuple[tuple[tuple[str, ...], type[TopicGone | NotPaid | Blocked | Gone | Moot]], ...] = (
    (TOPIC_IS_GONE, TopicGone),
    (NOT_PAID_FOR, NotPaid),
    (CHAT_IS_GONE, Blocked),
    (MESSAGE_IS_GONE, Gone),
    (NOTHING_IS_LEFT, Moot),
)
