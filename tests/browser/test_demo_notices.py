"""A notice in the demo as it is started: support writes it on one side of the page, and it comes to the other."""

import re
from pathlib import Path

from playwright.async_api import Browser, Locator, expect

from .sides import key, newest, presses, said, says, side_by_side, starts


async def test_support_writes_a_notice_that_the_seller_gets_and_loses_again(
    browser: Browser, demo_url: str, tmp_path: Path
) -> None:
    """Written, looked at, confirmed by its number, followed to its report, acknowledged, and taken back."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = await context.new_page()
    await page.goto(demo_url)
    seller, support = await side_by_side(page, "Emma", "Марина")
    await starts(seller)
    await says(support, "/notice")
    await presses(support, "new")
    await expect(newest(support)).to_contain_text("120")
    await says(support, "Works on Sunday")
    await expect(newest(support)).to_contain_text("Works on Sunday")
    await presses(support, "text_en")
    await writes(support, "On Sunday from 2:00 to 4:00 binding links won't open.")
    await presses_act(support, "receipt")
    await page.screenshot(path=Path("/tmp") / "draft.png")
    await presses_act(support, "send")
    await page.get_by_test_id("alert").get_by_role("button").click()
    await expect(said(support, "binding links")).to_be_visible()
    await expect(newest(support)).to_contain_text("Works on Sunday")
    await presses_act(support, "send")
    await expect(act(support, "confirm")).to_be_visible()
    await page.screenshot(path=Path("/tmp") / "confirm.png")
    await says(support, "1")
    await expect(said(seller, "binding links")).to_be_visible()
    await expect(key(seller, "receipt").or_(seller.locator('[data-press*="receipt"]')).last).to_be_visible()
    await seller.locator('[data-press*="receipt"]').last.click()
    await expect(support.locator("[data-testid=message] img").last).to_be_visible(timeout=15_000)
    await page.screenshot(path=Path("/tmp") / "report.png")
    await presses_act(support, "recall")
    await presses_act(support, "recall_yes")
    await expect(said(seller, "binding links")).to_have_count(0)
    await page.screenshot(path=Path("/tmp") / "taken_back.png")
    await context.close()


async def writes(support: Locator, text: str) -> None:
    """What was asked for; the card comes below it."""
    await expect(newest(support)).to_contain_text(re.compile("Send me|Пришлите|请发来"))
    await says(support, text)
    await expect(act(support, "send")).to_be_visible()


async def presses_act(side: Locator, name: str) -> None:
    await act(side, name).click()


def act(side: Locator, name: str) -> Locator:
    """The newest button of a notice's card that does this."""
    return side.locator(f'[data-press*="notice:{name}:"]').last
