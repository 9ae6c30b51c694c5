"""How the bot's requests reach Telegram: aiohttp in place of httpx, which takes most of a bot's CPU.

It does what python-telegram-bot's `HTTPXRequest` does, and says of each failure whether the request may have arrived.
"""

import asyncio
import contextlib
import functools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from seller_bot.telegram.bodies import Body, body_of
from seller_bot.telegram.connections import Connector, Proxies
from seller_bot.telegram.undelivered import NO_JSON, no_free_connection, translated

CONNECTIONS = 256
AT_ONCE = 0.001
"""aiohttp takes a limit of 0 for none at all."""

DEFAULT = BaseRequest.DEFAULT_NONE
Given = Any
"""Seconds, None for no limit, or DEFAULT: what python-telegram-bot passes for a time limit."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeLimits:
    """Seconds that each stage of a request may take where the caller gives no others; None is no limit."""

    connect: float | None = 5.0
    pool: float | None = 1.0
    read: float | None = 5.0
    write: float | None = 5.0
    media_write: float | None = 20.0


class Transport(BaseRequest):
    """python-telegram-bot's requests over aiohttp. Failures before a request is out are `NotDelivered`."""

    def __init__(self, limits: TimeLimits | None = None, connections: int = CONNECTIONS) -> None:
        self._limits = limits or TimeLimits()
        self._places = asyncio.Semaphore(connections)
        self._proxies = Proxies()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._limits.read

    async def initialize(self) -> None:
        if self._session is None:
            # A bot has no use for cookies, and looking for them costs time at every call.
            self._session = aiohttp.ClientSession(
                connector=Connector(),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Given = DEFAULT,
        write_timeout: Given = DEFAULT,
        connect_timeout: Given = DEFAULT,
        pool_timeout: Given = DEFAULT,
    ) -> tuple[int, bytes]:
        """The status and the content of the answer. Raises NetworkError; the parameters are python-telegram-bot's."""
        limits = self._limits
        writes = limits.media_write if request_data and request_data.contains_files else limits.write
        body = body_of(request_data, _chosen(write_timeout, writes)) if method == "POST" else None
        stages = _stages(_chosen(connect_timeout, limits.connect), _chosen(read_timeout, limits.read))
        async with self._place(_chosen(pool_timeout, limits.pool)):
            try:
                return await self._exchange(method, url, body, stages)
            except (aiohttp.ClientError, OSError) as error:
                raise translated(error, went_out=body is None or body.went_out) from error

    @contextlib.asynccontextmanager
    async def _place(self, seconds: float | None) -> AsyncIterator[None]:
        """One of the connections that may be open at once; who waits longer than so many seconds gets none."""
        if self._places.locked():
            try:
                async with asyncio.timeout(seconds):
                    await self._places.acquire()
            except TimeoutError as error:
                raise no_free_connection() from error
        else:
            await self._places.acquire()
        try:
            yield
        finally:
            self._places.release()

    async def _exchange(
        self, method: str, url: str, body: Body | None, stages: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("This Transport is not initialized!")
        async with self._session.request(
            method, url, data=body, timeout=stages, proxy=self._proxies.way_to(url), allow_redirects=False
        ) as answer:
            return answer.status, await answer.read()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What Telegram answered. Raises TelegramError, without logging the content as python-telegram-bot does."""
        try:
            parsed = json.loads(payload.decode(errors="replace"))
        except ValueError as error:
            raise TelegramError(NO_JSON) from error
        if not isinstance(parsed, dict) or not ("result" in parsed or "description" in parsed):
            raise TelegramError(NO_JSON)
        return parsed


def _chosen(given: Given, default: T) -> T:
    return default if given is DEFAULT else given


@functools.lru_cache(maxsize=256)
def _stages(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=_positive(connect), sock_read=_positive(read))


def _positive(seconds: float | None) -> float | None:
    return None if seconds is None else max(seconds, AT_ONCE)
