"""Polling through whatever happens on the network, and past whatever can't be read."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from telegram import Bot, Update
from telegram.error import InvalidToken
from telegram.request import BaseRequest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.telegram.feed import Feed, Unreadable
from seller_bot.telegram.inbound import sender_of
from seller_bot.telegram.intake import Arrived, Intake
from seller_bot.telegram.outage import Outage
from seller_bot.telegram.polling import Polling
from tests.support.wire import Act, Server, answers, cuts, hangs_up, serving
from tests.telegram.conftest import ours

WEEK_LATER = 1000
PAUSE = 0.005


class Inbox:
    """What polling has brought; as long as it is `slow` it takes its time with a text of that kind."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.aside: list[tuple[int, str]] = []
        self.slow: asyncio.Event | None = None

    async def take(self, arrived: Sequence[Arrived]) -> None:
        for one in arrived:
            if isinstance(one, Unreadable):
                self.aside.append((one.content["update_id"], one.error))
                continue
            assert one.message is not None
            if self.slow and one.message.text == "slow":
                await self.slow.wait()
            self.texts.append(one.message.text or "")

    async def has(self, *texts: str) -> None:
        async with asyncio.timeout(5):
            while self.texts != [*texts]:
                await asyncio.sleep(0.005)


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as api:
        yield api
    assert api.violations == []


@pytest_asyncio.fixture
async def li(api: BotApiServer) -> Person:
    return api.person("Li")


Running = tuple[Inbox, asyncio.Task[None], Polling]


@asynccontextmanager
async def polling(url: str, token: str, request: BaseRequest | None = None) -> AsyncIterator[Running]:
    inbox = Inbox()
    request = request or ours()
    bot = Bot(token, f"{url}/bot", request=request, get_updates_request=request)
    async with request:
        polling = Polling(Feed(bot, request, poll_seconds=1), Intake(inbox.take), Outage(PAUSE))
        task = asyncio.create_task(polling.run())
        yield inbox, task, polling
        task.cancel()
        with suppress(asyncio.CancelledError, InvalidToken):
            await task


Trouble = Callable[[BotApiServer], None]

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def refuses(code: int, description: str = "") -> Trouble:
    return lambda api: api.faults.refuses(code, "getUpdates", times=4, description=description)


TROUBLES: dict[str, tuple[Trouble, str, str]] = {
    "somebody else polls": (refuses(409, OTHER), OTHER, "another process polls with this token"),
    "a webhook is set": (refuses(409, HOOK), HOOK, "a webhook is set for this bot"),
    "a gateway's page": (refuses(502), "Bad Gateway (502)", ""),
    "errors of Telegram's own": (refuses(500), "Internal Server Error", ""),
    "not found, by something in between": (refuses(404), "Not Found", ""),
    "forbidden, by something in between": (refuses(403), "Forbidden", ""),
    "cut before": (lambda api: api.faults.cuts_before("getUpdates", times=4), "aiohttp.", ""),
    "cut after": (lambda api: api.faults.cuts_after("getUpdates", times=4), "aiohttp.", ""),
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_trouble_is_waited_out_and_told_once(api: BotApiServer, li: Person, name: str) -> None:
    trouble, reason, hint = TROUBLES[name]
    trouble(api)
    await li.says("here")
    with capture_logs() as logged:
        async with polling(api.url, api.token) as (inbox, _, _):
            await inbox.has("here")
    (told, *rest) = [line for line in logged if line["event"] == "waiting_for_telegram"]
    assert rest == []
    assert told["reason"].startswith(reason)
    assert told.get("hint", "").startswith(hint)
    assert [line["event"] for line in logged][-1] == "telegram_answers_again"
    assert api.token not in str(logged)


async def test_a_pause_that_telegram_asks_for_is_kept(api: BotApiServer, li: Person) -> None:
    api.faults.refuses(429, "getUpdates", retry_after=1)
    await li.says("here")
    async with polling(api.url, api.token) as (inbox, _, _):
        await asyncio.sleep(0.3)
        assert inbox.texts == []
        await inbox.has("here")


async def test_silence_ends_a_poll_and_the_next_one_is_answered(api: BotApiServer, li: Person) -> None:
    """A connection on which nothing comes any more looks like one on which nothing happens."""
    api.faults.slows(3600, "getUpdates")
    await li.says("here")
    with capture_logs() as logged:
        async with polling(api.url, api.token, ours(read=0.1)) as (inbox, _, _):
            await inbox.has("here")
    assert [line["reason"] for line in logged if line["event"] == "waiting_for_telegram"] == ["Timed out"]


@pytest.mark.parametrize(
    "act",
    [
        answers(200, b"<html>Log in to the hotel's network</html>"),
        answers(200, []),
        answers(200, {"ok": False, "description": "?"}),
        answers(200, {"ok": True, "result": True}),
        answers(200, {"ok": True, "result": [1]}),
        answers(200, {"ok": True, "result": [{"message": {}}]}),
        hangs_up(b"220 smtp.example.org ESMTP\r\n\r\n"),
        cuts(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
    ],
)
async def test_an_answer_that_is_none_of_telegrams_is_waited_out(act: Act) -> None:
    async with serving() as server:
        server.acts = [act, act, answers(200, {"ok": True, "result": [_update(7, "here")]})]
        async with polling(server.url.partition("/bot")[0], "123:token") as (inbox, _, _):
            await inbox.has("here")


async def test_a_server_that_is_away_for_a_while_is_found_again() -> None:
    async with serving() as server:
        port = server.port
    with capture_logs() as logged:
        async with polling(f"http://127.0.0.1:{port}", "123:token") as (inbox, _, _):
            await asyncio.sleep(0.2)
            back = Server(acts=[answers(200, {"ok": True, "result": [_update(7, "here")]})])
            listening = await asyncio.start_server(back.serve, "127.0.0.1", port)
            await inbox.has("here")
        listening.close()
    told = [line["reason"] for line in logged if line["event"] == "waiting_for_telegram"]
    assert [reason for reason in told if "Cannot connect" in reason] == told[:1]


async def test_a_token_that_is_revoked_ends_polling(api: BotApiServer) -> None:
    api.faults.refuses(401, "getUpdates", description="Unauthorized")
    async with polling(api.url, api.token) as (_, task, _):
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(task, 5)


async def test_the_log_is_not_filled_by_a_connection_that_comes_and_goes(api: BotApiServer, li: Person) -> None:
    with capture_logs() as logged:
        async with polling(api.url, api.token) as (inbox, _, _):
            for number in range(5):
                api.faults.refuses(502, "getUpdates")
                await li.says(str(number))
                await inbox.has(*map(str, range(number + 1)))
    assert [line["event"] for line in logged].count("waiting_for_telegram") == 1


# What can't be read


BROKEN: list[tuple[str, Any]] = [
    ("message", {"message_id": 5, "date": "yesterday", "chat": {"id": 1, "type": "private"}, "text": "hidden"}),
    ("message", {"text": "hidden"}),
    ("message", "hidden"),
    ("callback_query", {"id": "1", "data": "hidden"}),
]


@pytest.mark.parametrize(("kind", "content"), BROKEN)
async def test_what_cannot_be_read_is_set_aside_and_hides_nothing(
    api: BotApiServer, li: Person, kind: str, content: Any
) -> None:
    """It is acknowledged, and of the error only its kind is told."""
    await li.says("before")
    number = api.world.updates.put(kind, content)
    await li.says("after")
    with capture_logs() as logged:
        async with polling(api.url, api.token) as (inbox, _, _):
            await inbox.has("before", "after")
            await _acknowledged(api)
    assert [update_id for update_id, _ in inbox.aside] == [number]
    assert "hidden" not in str(logged) + str(inbox.aside)


async def test_a_kind_of_update_that_nobody_knows_yet_is_no_trouble() -> None:
    """It is taken like any other, and is nothing to answer."""
    taken: list[Arrived] = []

    async def take(arrived: Sequence[Arrived]) -> None:
        taken.extend(arrived)

    async with serving() as server, ours() as request:
        server.acts = [answers(200, {"ok": True, "result": [{"update_id": 7, "hologram": {"depth": 3}}]})]
        bot = Bot("123:token", f"{server.url.partition('/bot')[0]}/bot", request=request, get_updates_request=request)
        task = asyncio.create_task(Polling(Feed(bot, request), Intake(take), Outage(PAUSE)).run())
        while not taken:
            await asyncio.sleep(0.005)
        task.cancel()
    assert isinstance(taken[0], Update)
    assert sender_of(taken[0]) is None


# Which updates are new


async def test_numbers_that_go_on_lower_are_new_updates(api: BotApiServer, li: Person) -> None:
    """As Telegram does after a week without updates."""
    async with polling(api.url, api.token) as (inbox, _, polling_):
        await li.says("before")
        await inbox.has("before")
        await _acknowledged(api)
        api.world.updates.next_id = WEEK_LATER
        await li.says("a week later")
        await li.says("and on")
        await inbox.has("before", "a week later", "and on")
        await _acknowledged(api)
        await polling_.drain()


async def test_what_takes_its_time_is_not_acknowledged_and_others_are_fetched_meanwhile(
    api: BotApiServer, li: Person
) -> None:
    async with polling(api.url, api.token) as (inbox, _, running):
        inbox.slow = asyncio.Event()
        await li.says("slow")
        slow = api.world.updates.next_id - 1
        for text in ("one", "two"):
            await api.person("Anna").says(text)
        async with asyncio.timeout(5):
            while len(running.intake.in_hand) < 3:
                await asyncio.sleep(0.005)
        assert api.world.updates.queue[0].update_id == slow
        inbox.slow.set()
        await inbox.has("slow", "one", "two")
        await _acknowledged(api)


async def test_a_server_that_forgets_what_it_was_told_is_not_asked_a_thousand_times() -> None:
    """Nor is anything taken twice."""
    async with serving() as server:
        server.acts = [answers(200, {"ok": True, "result": [_update(7, "here")]})] * 1000
        async with polling(server.url.partition("/bot")[0], "123:token") as (inbox, _, _):
            await asyncio.sleep(0.5)
            assert inbox.texts == ["here"]
            assert len(server.requests) <= 3


def _update(number: int, text: str) -> dict[str, Any]:
    chat = {"id": 1, "type": "private", "first_name": "Li"}
    return {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat, "text": text}}


async def _acknowledged(api: BotApiServer) -> None:
    async with asyncio.timeout(5):
        while api.world.updates.queue:
            await asyncio.sleep(0.005)
