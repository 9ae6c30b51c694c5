import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, async_playwright

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.support.process import environment, start

from .played_bot import PlayedBot
from .visitor import Visitor

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1280, "height": 800}

OpenPage = Callable[..., Awaitable[Visitor]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the tests here are skipped, but in CI, where it belongs to the machine, they fail."""
    if CHROMIUM.exists() or os.environ.get("CI") == "true":
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed"))


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest_asyncio.fixture
async def bot(server: BotApiServer) -> AsyncIterator[PlayedBot]:
    async with httpx.AsyncClient() as client:
        yield PlayedBot(server, client)


@pytest_asyncio.fixture
async def emma(server: BotApiServer) -> Person:
    """A seller with an English client who has started the bot."""
    person = server.person("Emma", "en")
    await person.says("/start")
    return person


@pytest_asyncio.fixture
async def open_page(browser: Browser, server: BotApiServer) -> AsyncIterator[OpenPage]:
    """Opens the page for a new visitor: `await open_page(person, locale="ru-RU")`; or at an address: `at="#/chat/…"`.

    Whatever a page complains of fails the test.
    """
    contexts = []
    complaints: list[str] = []

    async def open_page(person: Person | None = None, at: str = "", **options: Any) -> Visitor:
        context = await browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options})
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: complaints.append(said(error)))
        page.on("console", lambda message: complaints.extend(complaint(message)))
        visitor = Visitor(page, server.url)
        if person is None:
            await page.goto(f"{server.url}/{at}")
        else:
            await visitor.opens(person.id)
        return visitor

    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []


@pytest_asyncio.fixture
async def visitor(open_page: OpenPage, emma: Person) -> Visitor:
    """Somebody with an English browser who looks at Emma's chat."""
    return await open_page(emma)


def said(error: Error) -> str:
    return error.stack or error.message


def complaint(message: ConsoleMessage) -> list[str]:
    # A server that is gone or that refuses is what some tests are about; the browser notes each such answer by itself.
    expected = message.text.startswith("Failed to load resource")
    return [message.text] if message.type in ("error", "warning") and not expected else []


@pytest_asyncio.fixture
async def demo_url(tmp_path: Path) -> AsyncIterator[str]:
    """The demo as its README starts it, in a process of its own."""
    demo = await start(tmp_path, environment(tmp_path, ""), "demo", "--port", "0", "--no-browser")
    try:
        yield await demo.says(r"The demo is at (http://\S+)")
    finally:
        assert await demo.stop() == 0
