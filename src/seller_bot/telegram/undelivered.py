"""What the network did to a call: errors that tell "surely not delivered" from "in doubt".

Whoever must not say a thing twice may repeat a call that ended with `NotDelivered`, and no other: after every other
NetworkError Telegram may have done what it was asked.
"""

import re

import aiohttp
from telegram.error import NetworkError, TimedOut

ADDRESS = re.compile(r"\w+://\S+")
"""The Bot API's address holds the token, a proxy's address may hold a password."""

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


def no_free_connection() -> NotDeliveredInTime:
    return NotDeliveredInTime(POOL_TIMEOUT)


def translated(error: Exception, *, went_out: bool) -> NetworkError:
    """aiohttp's error as python-telegram-bot names it; `went_out`: the network was given all of the request."""
    delivered = went_out and not isinstance(error, NEVER_CONNECTED)
    if isinstance(error, TimeoutError):
        return TimedOut() if delivered else NotDeliveredInTime("Timed out before the request was sent")
    message = ADDRESS.sub("<address>", f"aiohttp.{type(error).__name__}: {error}")
    return NetworkError(message) if delivered else NotDelivered(message)
