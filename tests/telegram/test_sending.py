"""A call is made again while that can help, and not when it can't: what counts is who refused it, and how."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import Bot

from seller_bot.telegram import sending
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.sending import DOUBTS, NotSent, NotTaken, make
from tests.support.wire import Act, Server, answers, cuts, hangs_up, serving
from tests.telegram.conftest import ours

MESSAGE: Call = {"method": "sendMessage", "parameters": {"chat_id": 1, "text": "Hello"}}
ANSWER: Call = {"method": "answerCallbackQuery", "parameters": {"callback_query_id": "7"}}

SENT = answers(200, {"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}})
PAGE = b"<html>Log in to the hotel's network</html>"


def refused(code: int, description: str) -> Act:
    return answers(code, {"ok": False, "error_code": code, "description": description})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(sending, "PATIENCE", 0.05)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


async def send(server: Server, call: Call = MESSAGE) -> None:
    async with ours() as request:
        bot = Bot("123:token", f"{server.url.partition('/bot')[0]}/bot", request=request, get_updates_request=request)
        await make(bot, 1, call, Pacing())


@pytest.mark.parametrize(
    "trouble",
    [
        answers(200, PAGE),
        answers(400, PAGE),
        answers(403, PAGE),
        answers(404, PAGE),
        answers(502, PAGE),
        refused(500, "Internal Server Error"),
        cuts(),
        hangs_up(b""),
    ],
)
async def test_what_stands_between_us_and_telegram_refuses_nothing_for_good(server: Server, trouble: Act) -> None:
    """A page that asks to log in is neither the seller's block nor Telegram's refusal."""
    server.acts = [trouble, trouble, SENT]
    await send(server)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (refused(403, "Forbidden: bot was blocked by the user"), NotTaken),
        (refused(400, "Bad Request: chat not found"), NotTaken),
        (refused(401, "Unauthorized"), NotSent),
    ],
)
async def test_what_telegram_refuses_for_good_is_not_tried_again(
    server: Server, refusal: Act, error: type[Exception]
) -> None:
    server.acts = [refusal]
    with pytest.raises(error):
        await send(server)
    assert len(server.requests) == 1


async def test_a_call_that_telegram_does_not_accept_is_let_go(server: Server) -> None:
    server.acts = [refused(400, "Bad Request: BUTTON_DATA_INVALID")]
    await send(server)
    assert len(server.requests) == 1


async def test_a_message_that_may_have_arrived_is_repeated_but_not_for_ever(server: Server) -> None:
    server.acts = [cuts()] * 20
    await send(server)
    assert len(server.requests) == DOUBTS


@pytest.mark.parametrize("trouble", [refused(500, "Internal Server Error"), answers(502, PAGE)])
async def test_a_message_that_cannot_be_sent_for_long_makes_way(server: Server, trouble: Act) -> None:
    """It is not given up: behind a gateway's page Telegram has probably not even heard of it."""
    server.acts = [trouble] * 100
    with pytest.raises(NotSent):
        await send(server)
    assert 3 < len(server.requests) < 100


@pytest.mark.parametrize("trouble", [refused(500, "Internal Server Error"), cuts(), answers(403, PAGE)])
async def test_an_answer_to_a_press_loses_its_meaning_soon(server: Server, trouble: Act) -> None:
    server.acts = [trouble] * 20
    await send(server, ANSWER)
    assert len(server.requests) == 3


async def test_an_answer_that_telegram_slows_down_comes_to_an_end_too(server: Server) -> None:
    slow = answers(429, {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 0.001}})
    server.acts = [slow] * 20
    async with asyncio.timeout(5):
        await send(server, ANSWER)
    assert len(server.requests) == 3
