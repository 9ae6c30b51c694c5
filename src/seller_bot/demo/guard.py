"""Who may ask for the page: nobody but the browser on this machine, and in it no page but our own."""

from typing import Any
from urllib.parse import urlsplit

from starlette.responses import JSONResponse

LOCAL = ("127.0.0.1", "localhost", "[::1]")


class OnlyLocal:
    """Refuses foreign host names and foreign pages: no web page elsewhere reaches us through a visitor's browser."""

    def __init__(self, app: Any, host: str) -> None:
        self.app = app
        self.hosts = (*LOCAL, host)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope.get("headers", ()))
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not self.is_local(host) or (origin and urlsplit(origin).netloc != host):
            await JSONResponse({"error": "This page answers only to local addresses."}, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def is_local(self, host: str) -> bool:
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return name.lower() in self.hosts
