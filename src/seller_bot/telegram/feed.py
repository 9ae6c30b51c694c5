"""getUpdates as plain JSON, and each update read by itself: one that can't be read hides no other."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.request import BaseRequest

from seller_bot.telegram.undelivered import NO_JSON

Json = dict[str, Any]

ALLOWED_UPDATES = json.dumps(["message", "edited_message", "callback_query", "my_chat_member"])
POLL_SECONDS = 30
MOST_AT_ONCE = 100
"""Telegram's own bound."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update of a shape that python-telegram-bot doesn't know; of the error only its kind, for its words may be
    what somebody wrote.
    """

    content: Json
    error: str


class Feed:
    """The updates that wait at Telegram.

    python-telegram-bot's own `get_updates` reads them all or none, and logs what people wrote when it can't.
    """

    def __init__(self, bot: Bot, request: BaseRequest, poll_seconds: int = POLL_SECONDS) -> None:
        self._bot = bot
        self._request = request
        self._poll_seconds = poll_seconds

    async def wait(self, offset: int | None) -> list[Json]:
        """The next updates from `offset` on, or none within the time of a poll. Raises TelegramError.

        All before `offset` is thereby acknowledged. A poll that gets no answer ends a little after its time.
        """
        return await self._fetch(offset, self._poll_seconds, MOST_AT_ONCE)

    async def fetch(self, offset: int | None, limit: int = MOST_AT_ONCE) -> list[Json]:
        """What is there right now; else like `wait`."""
        return await self._fetch(offset, 0, limit)

    async def _fetch(self, offset: int | None, seconds: int, limit: int) -> list[Json]:
        given = {"offset": offset, "timeout": seconds, "limit": limit, "allowed_updates": ALLOWED_UPDATES}
        query = urlencode({name: value for name, value in given.items() if value is not None})
        patience = self._request.read_timeout
        try:
            found: Any = await self._request.post(
                f"{self._bot.base_url}/getUpdates?{query}",
                read_timeout=None if patience is None else patience + seconds,
            )
            return [{**update, "update_id": int(update["update_id"])} for update in found]
        except (KeyError, TypeError, ValueError) as error:
            raise TelegramError(NO_JSON) from error

    def read(self, update: Json) -> Update | Unreadable:
        try:
            return Update.de_json(update, self._bot)
        except Exception as error:
            return Unreadable(update, type(error).__name__)
