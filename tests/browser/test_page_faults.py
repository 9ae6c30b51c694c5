"""Faults: chosen on the page, met by the bot's next calls, told in the panel of calls."""

import asyncio

import httpx
import pytest
from playwright.async_api import expect

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .conftest import OpenPage
from .played_bot import PlayedBot
from .visitor import Visitor


@pytest.fixture
async def faults(visitor: Visitor) -> Visitor:
    """The visitor has opened the panel of calls, and the faults in it."""
    await visitor.sees("calls-open").click()
    await visitor.sees("faults").locator("summary").click()
    return visitor


async def test_too_many_requests_are_asked_for_and_met(bot: PlayedBot, emma: Person, faults: Visitor) -> None:
    """A kind, a method, a count, seconds; what waits is counted down as the bot meets it."""
    await faults.sees("fault-kind").select_option("fault_429")
    await faults.sees("fault-method").select_option("sendMessage")
    await faults.sees("fault-times").fill("2")
    await faults.sees("fault-seconds").fill("7")
    await faults.sees("fault-seconds").press("Enter")
    await expect(faults.sees("fault")).to_have_text("Too many requests (429)× 2sendMessage, 7 sec")
    await expect(faults.sees("faults-count")).to_have_text("2")
    refused = await bot.answer("sendMessage", chat_id=emma.id, text="Hello")
    assert refused["parameters"] == {"retry_after": 7}
    await expect(faults.sees("call").first).to_contain_text("429 Too Many Requests: retry after 7")
    await expect(faults.sees("faults-count")).to_have_text("1")
    await bot.answer("sendMessage", chat_id=emma.id, text="Hello")
    await expect(faults.sees("faults-count")).to_be_hidden()
    await bot.says(emma.id, "At last")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("fault_403", {"kind": "refuse", "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        ("fault_500", {"kind": "refuse", "error_code": 500}),
        ("fault_502", {"kind": "refuse", "error_code": 502}),
        ("fault_slow", {"kind": "slow", "seconds": 5}),
        ("fault_cut_before", {"kind": "cut_before"}),
        ("fault_cut_after", {"kind": "cut_after"}),
        ("fault_duplicate_updates", {"kind": "duplicate_updates"}),
    ],
)
async def test_each_fault_reaches_the_server(
    server: BotApiServer, faults: Visitor, kind: str, expected: dict[str, object]
) -> None:
    """All calls, once; what waits is named as it was chosen, and can be taken back."""
    await faults.sees("fault-kind").select_option(kind)
    await faults.sees("fault-add").click()
    await expect(faults.sees("fault")).to_have_count(1)
    assert server.faults.json() == [{**expected, "times": 1}]
    chosen = await faults.sees("fault-kind").locator("option:checked").inner_text()
    await expect(faults.sees("fault")).to_contain_text(chosen)
    await faults.sees("faults-clear").click()
    await expect(faults.sees("faults-list")).to_have_text("No faults are waiting.")
    assert server.faults.json() == []


async def test_a_cut_says_whether_the_call_took_effect(
    bot: PlayedBot, server: BotApiServer, emma: Person, faults: Visitor
) -> None:
    """The bot can't know; the panel does."""
    for cut, told in (
        (server.faults.cuts_before, "The connection was cut before the call took effect."),
        (server.faults.cuts_after, "Took effect, but the connection was cut before the answer."),
    ):
        cut("sendMessage")
        with pytest.raises(httpx.TransportError):
            await bot.answer("sendMessage", chat_id=emma.id, text="Hello")
        await expect(faults.sees("call").first).to_contain_text(told)
    await expect(faults.sees("message-text")).to_have_text(["/start", "Hello"])


async def test_speed_limits_are_switched_on(
    bot: PlayedBot, server: BotApiServer, emma: Person, faults: Visitor
) -> None:
    """And stay on for who comes later."""
    await faults.sees("rates").check()
    async with asyncio.timeout(5):
        while not server.rates.on:
            await asyncio.sleep(0.01)
    codes = [(await bot.answer("sendMessage", chat_id=emma.id, text="x")).get("error_code") for _ in range(6)]
    assert codes == [None] * 5 + [429]
    await faults.page.reload()
    await faults.sees("faults").locator("summary").click()
    await expect(faults.sees("rates")).to_be_checked()


async def test_wrong_numbers_stay_in_the_form(server: BotApiServer, faults: Visitor) -> None:
    """A count of nothing is refused by the form, not by the server."""
    await faults.sees("fault-times").fill("0")
    await faults.sees("fault-add").click()
    await expect(faults.sees("fault-times")).to_be_focused()
    assert server.faults.json() == []


@pytest.mark.parametrize(("locale", "name"), [("ru-RU", "Сбои"), ("zh-CN", "故障"), ("zh-TW", "故障")])
async def test_faults_are_named_in_the_visitor_s_language(
    emma: Person, open_page: OpenPage, locale: str, name: str
) -> None:
    """The panel is the page's own, so it speaks the visitor's language."""
    visitor = await open_page(emma, locale=locale)
    await visitor.sees("calls-open").click()
    await expect(visitor.sees("faults").locator("summary")).to_contain_text(name)
