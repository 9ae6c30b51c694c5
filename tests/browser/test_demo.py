"""A newcomer starts the demo with one command and is walked through binding by clicking."""

import re
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

STEPS = [
    ("管理员或主管", "第 2 步，共 7 步"),
    ("已经谈好了", "第 3 步，共 7 步"),
    (None, "第 4 步，共 7 步"),
    ("打开了", "第 5 步，共 7 步"),
    ("找到了", "第 6 步，共 7 步"),
    ("点了", "第 7 步，共 7 步"),
    ("有了", "已绑定"),
]


async def test_a_seller_binds_a_partner_in_chinese_by_clicking(browser: Browser, demo_url: str, tmp_path: Path) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = await context.new_page()
    await page.goto(demo_url)
    await page.get_by_test_id(re.compile("person-")).filter(has_text="李伟").click()
    await page.get_by_test_id("start").click()
    await expect(newest(page)).to_contain_text("认证合作伙伴（服务商）")
    for door in ("我想……", "绑定服务商"):
        await newest(page).get_by_test_id("button").get_by_text(door, exact=True).click()
    await expect(newest(page)).to_contain_text("第 1 步，共 7 步")
    for label, following in STEPS:
        if label is None:
            await page.get_by_test_id("composer").fill("Sunrise Logistics")
            await page.get_by_test_id("composer").press("Enter")
        else:
            await newest(page).get_by_test_id("button").filter(has_text=label).click()
        await expect(newest(page)).to_contain_text(following)
    await page.screenshot(path=tmp_path / "bound.png")
    await context.close()


async def test_the_manager_stands_beside_a_seller(browser: Browser, demo_url: str, tmp_path: Path) -> None:
    """Both talk to the bot, each to their own side of it: to the seller the manager's command is no command."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="ru-RU")
    page = await context.new_page()
    await page.goto(demo_url)
    await page.get_by_test_id(re.compile("person-")).filter(has_text="Ольга").click()
    await page.get_by_test_id("beside-open").click()
    await page.get_by_role("menuitem").filter(has_text="王芳").click()
    for side, asked_for in (("chat", 0), ("beside", 1)):
        pane = page.get_by_test_id(side)
        await pane.get_by_test_id("start").click()
        await expect(newest(pane)).to_be_visible()
        await pane.get_by_test_id("composer").fill("/staff")
        await pane.get_by_test_id("composer").press("Enter")
        await expect(own(pane)).to_have_count(2)
        await expect(pane.locator('[data-press*=":staff:"]').first).to_have_count(asked_for)
    await page.screenshot(path=tmp_path / "beside.png")
    await context.close()


def newest(where: Page | Locator) -> Locator:
    return where.locator('[data-testid="message"][data-from="bot"]').last


def own(where: Locator) -> Locator:
    return where.locator('[data-testid="message"][data-from="me"]')
