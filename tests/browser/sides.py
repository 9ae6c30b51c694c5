"""Two people side by side on the demo's page."""

import re

from playwright.async_api import Locator, Page, expect


async def side_by_side(page: Page, *people: str) -> tuple[Locator, Locator]:
    """One on the left, one on the right."""
    first, second = people
    await page.get_by_test_id(re.compile("person-")).filter(has_text=first).click()
    await page.get_by_test_id("beside-open").click()
    await page.get_by_role("menuitem").filter(has_text=second).click()
    return page.get_by_test_id("chat"), page.get_by_test_id("beside")


async def starts(side: Locator) -> None:
    await side.get_by_test_id("start").click()
    await expect(newest(side)).to_be_visible()


async def says(side: Locator, text: str) -> None:
    await side.get_by_test_id("composer").fill(text)
    await side.get_by_test_id("composer").press("Enter")


async def presses(side: Locator, choice: str) -> None:
    await key(side, choice).click()


def key(side: Locator, choice: str) -> Locator:
    """The newest button of this choice, whatever its label."""
    return side.locator(f'[data-press*=":{choice}:"]').last


def newest(side: Locator) -> Locator:
    return side.locator('[data-testid="message"][data-from="bot"]').last


def said(side: Locator, text: str) -> Locator:
    return side.locator('[data-testid="message"][data-from="bot"]').filter(has_text=text)
