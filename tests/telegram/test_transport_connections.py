"""Connections that don't come about, that end between two requests, that need a certificate or a proxy.

What python-telegram-bot's own transport does, ours does too; which failures are proof that nothing was delivered is
asked of ours alone.
"""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import pytest
import pytest_asyncio
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from seller_bot.telegram.connections import ConnectionSettingError
from seller_bot.telegram.transport import Transport
from seller_bot.telegram.undelivered import NotDelivered
from tests.support.wire import CERTIFICATE, Act, Proxy, Server, answers, cuts, fine, hangs_up, proxying, serving, waits
from tests.telegram.conftest import New, ours

NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's own proxies and certificates."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def failed(request: BaseRequest, url: str) -> NetworkError:
    async with request:
        with pytest.raises(NetworkError) as raised:
            await request.post(url)
    assert "token" not in raised.value.message
    return raised.value


# Connections that don't come about


@pytest.fixture
def nobody() -> str:
    """An address where nobody listens."""
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/bot123:token/getMe"


@pytest.fixture
def full() -> Iterator[str]:
    """An address where somebody listens but takes no more connections."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/bot123:token/getMe"
        for caller in callers:
            caller.close()


@pytest_asyncio.fixture
async def silent() -> AsyncIterator[str]:
    """An address that promises TLS and says nothing."""
    async with serving(deaf=True) as server:
        yield server.url.replace("http:", "https:")


async def test_nobody_listens(new: New, nobody: str) -> None:
    error = await failed(new(), nobody)
    assert type(error) in (NetworkError, NotDelivered)


async def test_no_such_name(new: New) -> None:
    error = await failed(new(), "http://no-such-name.invalid/bot123:token/getMe")
    assert type(error) in (NetworkError, NotDelivered)


async def test_nobody_takes_the_connection(new: New, full: str) -> None:
    assert isinstance(await failed(new(connect=0.2), full), TimedOut)


async def test_nobody_answers_the_tls_handshake(new: New, silent: str) -> None:
    assert isinstance(await failed(new(connect=0.2), silent), TimedOut)


async def test_what_never_connected_was_not_delivered(nobody: str, full: str, silent: str, server: Server) -> None:
    addresses = (nobody, full, silent, "http://no-such-name.invalid", server.url.replace("http:", "https:"), "nowhere")
    for address in addresses:
        assert isinstance(await failed(ours(connect=0.2), address), NotDelivered), address


async def test_what_waited_for_a_place_in_vain_was_not_delivered(server: Server) -> None:
    server.acts = [waits(0.2, fine)]
    async with ours(connections=1, pool=0.05) as request:
        first = asyncio.create_task(request.post(server.url))
        while not server.requests:
            await asyncio.sleep(0.01)
        with pytest.raises(NotDelivered):
            await request.post(server.url)
        await first


@pytest.mark.parametrize("act", [cuts(), hangs_up(b""), cuts(b"HTTP/1.1 200"), waits(0.3, fine), answers(502, b"")])
async def test_what_went_out_may_have_been_delivered(server: Server, act: Act) -> None:
    server.acts = [act]
    assert not isinstance(await failed(ours(read=0.1), server.url), NotDelivered)


# Connections that end between two requests


async def test_one_connection_serves_many_requests(opened: New, server: Server) -> None:
    request = opened()
    await request.initialize()
    for _ in range(5):
        await request.post(server.url)
    assert server.connections == 1


async def test_a_connection_that_the_server_has_closed_is_replaced(opened: New, server: Server) -> None:
    request = opened()
    await request.initialize()
    await asyncio.gather(*(request.post(server.url) for _ in range(3)))
    for writer in server.writers:
        writer.close()
    await asyncio.sleep(0.05)
    assert await request.post(server.url) is True


async def test_a_connection_closed_while_the_bot_was_busy_is_replaced(opened: New) -> None:
    """The end has arrived, and the event loop had no time yet to notice."""
    served: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        for _ in range(2):
            connection, _ = listener.accept()
            served.append(connection.recv(65536))
            connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"result":true}')
            time.sleep(0.05)
            connection.close()

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        request = opened()
        await request.initialize()
        await request.post(url)
        time.sleep(0.2)  # noqa: ASYNC251 - the busy bot.
        assert await request.post(url) is True
        await asyncio.to_thread(thread.join)
    assert len(served) == 2


async def test_a_request_that_a_kept_connection_took_is_not_repeated(opened: New, server: Server) -> None:
    """The server may have acted on it before the connection broke."""
    request = opened()
    await request.initialize()
    server.acts = [fine, cuts()]
    await request.post(server.url)
    with pytest.raises(NetworkError) as raised:
        await request.post(server.url)
    assert not isinstance(raised.value, NotDelivered)
    assert len(server.requests) == 2


# TLS


async def test_a_server_that_nobody_vouches_for_is_not_talked_to(new: New) -> None:
    async with serving(tls=True) as server:
        error = await failed(new(), server.url)
        assert "certificate verify failed" in error.message.lower()
        assert server.requests == []


async def test_ssl_cert_file_names_who_is_trusted(new: New, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with serving(tls=True) as server:
        async with new() as request:
            assert await request.post(server.url) is True
            assert await request.post(server.url) is True
        assert server.connections == 1


async def test_a_certificate_of_another_name_is_refused(new: New, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setattr(socket, "getaddrinfo", _always_here(socket.getaddrinfo))
    async with serving(tls=True) as server:
        await failed(new(), server.url.replace("localhost", "api.telegram.example"))
        assert server.requests == []


def _always_here(lookup: object) -> object:
    return lambda host, *rest, **more: lookup("127.0.0.1", *rest, **more)  # type: ignore[operator]


async def test_certificates_that_cannot_be_read_are_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere.pem")
    with pytest.raises(ConnectionSettingError, match="SSL_CERT_FILE can't be read"):
        await Transport().initialize()


# Proxies


@pytest_asyncio.fixture
async def proxy() -> AsyncIterator[Proxy]:
    async with proxying() as proxy:
        yield proxy


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
async def test_tls_goes_through_a_tunnel(new: New, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv(name, proxy.url("seller:s%21@"))
    async with serving(tls=True) as server, new() as request:
        for _ in range(2):
            assert await request.post(server.url) is True
    (head,) = proxy.heads
    assert head.startswith(f"CONNECT localhost:{server.port} ")
    assert "proxy-authorization: basic c2vsbgvyonmh" in head.lower()
    assert "token" not in head


async def test_plain_http_goes_through_its_proxy(
    new: New, proxy: Proxy, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url())
    async with new() as request:
        assert await request.post(server.url) is True
    assert proxy.heads[0].startswith(f"POST {server.url} ")


@pytest.mark.parametrize("hosts", ["localhost", "example.org, localhost", "*"])
async def test_no_proxy_names_what_is_reached_directly(
    new: New, proxy: Proxy, server: Server, monkeypatch: pytest.MonkeyPatch, hosts: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url())
    monkeypatch.setenv("NO_PROXY", hosts)
    async with new() as request:
        assert await request.post(server.url) is True
    assert proxy.heads == []


@pytest.mark.parametrize("status", [403, 407, 502])
async def test_a_proxy_that_refuses_has_delivered_nothing(
    new: New, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url("seller:hidden@"))
    proxy.status = status
    error = await failed(new(), "https://api.telegram.example/bot123:token/getMe")
    assert str(status) in error.message
    assert "hidden" not in error.message
    assert isinstance(await failed(ours(), "https://api.telegram.example/bot123:token/getMe"), NotDelivered)


async def test_a_proxy_that_is_not_there_has_delivered_nothing(
    new: New, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", nobody)
    await failed(new(), "https://api.telegram.example/bot123:token/getMe")
    assert isinstance(await failed(ours(), "https://api.telegram.example/bot123:token/getMe"), NotDelivered)


async def test_socks_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1080")
    with pytest.raises(ConnectionSettingError, match="HTTPS_PROXY names a socks5 proxy"):
        Transport()
