"""Connections to the Bot API: kept open, verified, through the proxy that the environment names."""

import functools
import os
import select
import ssl
import urllib.request
import weakref
from collections.abc import Mapping

import aiohttp
import certifi
from aiohttp.client import ClientRequest
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from yarl import URL

from seller_bot.errors import OperatorError

KEPT_OPEN_SECONDS = 30.0


class ConnectionSettingError(OperatorError):
    """The environment asks for connections that can't be made."""


class Connector(aiohttp.TCPConnector):
    """Never gives out a kept connection that the server has closed meanwhile: nothing is lost on the way into it."""

    def __init__(self) -> None:
        # How many connections there may be at once is the transport's to say: it has a time limit of its own for that.
        super().__init__(
            limit=0,
            keepalive_timeout=KEPT_OPEN_SECONDS,
            ssl=tls_context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
            resolver=aiohttp.ThreadedResolver(),
        )
        self._used: weakref.WeakSet[object] = weakref.WeakSet()

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp calls it so.
    ) -> Connection:
        while True:
            connection = await super().connect(req, traces, timeout)
            if connection.protocol not in self._used:
                self._used.add(connection.protocol)
                return connection
            if not _is_closing(connection):
                return connection
            connection.close()


def _is_closing(connection: Connection) -> bool:
    """Whether something waits to be read where no answer is due: the end, which the event loop has not come to yet."""
    assert connection.transport is not None
    poll = select.poll()
    poll.register(connection.transport.get_extra_info("socket"), select.POLLIN)
    return bool(poll.poll(0))


@functools.cache
def tls_context(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Verifies servers by these certificates, else by those that python-telegram-bot's own transport takes."""
    try:
        context = ssl.create_default_context(cafile=file or (None if folder else certifi.where()), capath=folder)
    except OSError as error:
        raise ConnectionSettingError(f"SSL_CERT_FILE can't be read ({error.strerror}): name a PEM file.") from error
    context.set_alpn_protocols(["http/1.1"])
    return context


class Proxies:
    """HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, as they were when the process started."""

    def __init__(self) -> None:
        self._by_scheme = _from(urllib.request.getproxies())
        self._chosen: dict[tuple[str, str | None], URL | None] = {}

    def way_to(self, url: str) -> URL | None:
        """The proxy for this address; None for the direct way."""
        if not self._by_scheme:
            return None
        place = URL(url)
        key = (place.scheme, place.host)
        if key not in self._chosen:
            self._chosen[key] = self._choose(place)
        return self._chosen[key]

    def _choose(self, place: URL) -> URL | None:
        proxy = self._by_scheme.get(place.scheme) or self._by_scheme.get("all")
        return None if proxy is None or urllib.request.proxy_bypass(place.host or "") else proxy


def _from(environment: Mapping[str, str]) -> dict[str, URL]:
    found = {scheme: environment[scheme] for scheme in ("http", "https", "all") if environment.get(scheme)}
    proxies = {scheme: URL(proxy if "://" in proxy else f"http://{proxy}") for scheme, proxy in found.items()}
    for scheme, proxy in proxies.items():
        if proxy.scheme not in ("http", "https"):
            name = f"{scheme.upper()}_PROXY"
            raise ConnectionSettingError(f"{name} names a {proxy.scheme} proxy: only http:// and https:// ones work.")
    return proxies
