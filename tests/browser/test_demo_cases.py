"""A case in the demo as it is started: the seller on one side of the page, the manager on the other."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, expect

from .sides import key, newest, presses, said, says, side_by_side, starts
from .test_page_around import PHONE

SENDING = (
    "/ozonid",
    "[wrong]",
    "[wrong_ozon_id]",
    "1234567",
    "+7 916 123-45-67",
    "+7 916 765-43-21",
    "since Monday",
    "My colleague signed in on my phone.",
    "[none]",
    "[send]",
)
"""What the seller writes and presses until the case is sent: buttons by the id of their choice."""


async def test_a_wrong_ozon_id_is_decided_beside_the_seller(browser: Browser, demo_url: str, tmp_path: Path) -> None:
    """Sent on one side it is a card on the other; taken, asked about and approved there, it is told here each time."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    page = await context.new_page()
    await page.goto(demo_url)
    seller, manager = await side_by_side(page, "Emma", "王芳")
    await starts(seller)
    await starts(manager)
    await sends_case(seller)
    card = manager.get_by_test_id("message").filter(has_text="E-1001").first
    await expect(card).to_contain_text("1234567")
    await expect(card).to_contain_text("My colleague signed in on my phone.")
    await expect(card).not_to_contain_text("765-43-21")
    await presses(manager, "take")
    await expect(said(seller, "E-1001")).to_have_count(2)
    await shows(manager, version=2)
    await presses(manager, "ask")
    await expect(manager.locator(".composer-about")).to_be_visible()
    await says(manager, "Which phone was it?")
    await expect(said(seller, "Which phone was it?")).to_be_visible()
    await says(seller, "The old one")
    await expect(said(manager, "The old one")).not_to_have_count(0)
    await shows(manager, version=4)
    await presses(manager, "approve")
    await presses(manager, "approve_yes")
    await expect(key(manager, "take").or_(key(manager, "approve"))).to_have_count(0)
    await expect(key(seller, "rating")).to_be_visible()
    await page.screenshot(path=tmp_path / "decided.png")
    await context.close()


async def test_on_a_phone_the_decision_is_counted_until_it_is_seen(browser: Browser, demo_url: str) -> None:
    """Who looks at the manager's side sees that something came to the seller's."""
    options: dict[str, Any] = {**PHONE, "locale": "en-US"}
    context = await browser.new_context(**options)
    page = await context.new_page()
    await page.goto(demo_url)
    await page.get_by_test_id(re.compile("person-")).filter(has_text="王芳").tap()
    manager = seller = page.get_by_test_id("chat")
    await starts(manager)
    await page.get_by_test_id("beside-open").tap()
    await page.get_by_role("menuitem").filter(has_text="Emma").tap()
    await starts(seller)
    await sends_case(seller)
    await page.get_by_test_id("change-over").tap()
    await presses(manager, "take")
    await expect(page.get_by_test_id("change-over-unread").first).to_have_text("1")
    await page.get_by_test_id("change-over").tap()
    await expect(newest(seller)).to_contain_text("E-1001")
    await expect(page.get_by_test_id("change-over-unread")).to_have_count(0)
    await context.close()


async def sends_case(seller: Locator) -> None:
    """Each answer of the bot is waited for, as a seller does."""
    for act in SENDING:
        before = await newest(seller).get_attribute("data-message-id")
        await (presses(seller, act.strip("[]")) if act.startswith("[") else says(seller, act))
        await expect(newest(seller)).not_to_have_attribute("data-message-id", before or "")
    await expect(newest(seller)).to_contain_text("E-1001")


async def shows(side: Locator, *, version: int) -> None:
    """Wait until the card shows what has been done so far, as whoever presses its buttons does."""
    await expect(side.locator(f'[data-press$=":approve:{version}"]')).to_be_visible()
