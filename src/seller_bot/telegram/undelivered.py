"""What the network did to a call: errors that tell "surely not delivered" from "in doubt".

Whoever must not say a thing twice may repeat a call that ended with `NotDelivered`, and no other: after every other
NetworkError Telegram may have done what it was asked.
"""

import re

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut

ADDRESS = re.compile(r"\w+://\S+")
"""The Bot API's address holds the token, a proxy's address may hold a password."""

PAGE = ". Parsing the server response"
"""What follows these words of python-telegram-bot's is the page that some gateway answered with."""

LONGEST_REASON = 200

NO_JSON = "Invalid server response"

POOL_TIMEOUT = (
    "Pool timeout: All connections in the connection pool are occupied. Request was *not* sent to Telegram. "
    "Consider adjusting the connection pool size or the pool timeout."
)
"""As python-telegram-bot's own transport says it."""

NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
"""No name, no connection, no TLS, or a proxy that refuses to tunnel."""


class NotDelivered(NetworkError):
    """The request surely did not reach Telegram as a whole, so Telegram did nothing."""


class NotDeliveredInTime(NotDelivered, TimedOut):
    """The time was over before the request had gone out as a whole."""


class InDoubt(NetworkError):
    """The request went out, and no answer came: Telegram may have done what it was asked."""


class InDoubtForLong(InDoubt, TimedOut):
    """No answer came in time."""


def is_telegrams(error: TelegramError) -> bool:
    """Whether Telegram itself said so, and not a gateway or a proxy with a page of its own."""
    return PAGE not in error.message and error.message != NO_JSON


def brief(error: TelegramError) -> str:
    """The reason for a log: without the page that some gateway answered with."""
    return error.message.partition(PAGE)[0][:LONGEST_REASON]


def is_answer(error: NetworkError) -> bool:
    """Whether the Bot API itself answered so: it then did nothing. A gateway that answers in its place can't know."""
    # python-telegram-bot raises what it reads in an answer by itself, all else from what went wrong before.
    return type(error) is NetworkError and error.__cause__ is None


def no_free_connection() -> NotDeliveredInTime:
    return NotDeliveredInTime(POOL_TIMEOUT)


def translated(error: Exception, *, went_out: bool) -> NetworkError:
    """aiohttp's error as python-telegram-bot names it; `went_out`: the network was given all of the request."""
    delivered = went_out and not isinstance(error, NEVER_CONNECTED)
    if isinstance(error, TimeoutError):
        return InDoubtForLong() if delivered else NotDeliveredInTime("Timed out before the request was sent")
    message = ADDRESS.sub("<address>", f"aiohttp.{type(error).__name__}: {error}")
    return InDoubt(message) if delivered else NotDelivered(message)
