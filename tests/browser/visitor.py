"""Somebody at the page: what they do there and what they see."""

from playwright.async_api import Locator, Page, expect


class Visitor:
    def __init__(self, page: Page, url: str, where: Locator | None = None) -> None:
        self.page = page
        self.url = url
        self.where = where or page.locator("body")

    def side(self, hook: str) -> "Visitor":
        """The same visitor at one of two chats that stand side by side: "chat" or "beside"."""
        return Visitor(self.page, self.url, self.page.get_by_test_id(hook))

    async def opens(self, person_id: int) -> None:
        """The page at this person's chat, which has come when the connection stands."""
        await self.page.goto(f"{self.url}/#/chat/{person_id}")
        await expect(self.sees("chat-menu")).to_be_visible()

    def sees(self, hook: str) -> Locator:
        return self.where.get_by_test_id(hook)

    @property
    def messages(self) -> Locator:
        return self.sees("message")

    def message(self, message_id: int) -> Locator:
        return self.where.locator(f'[data-testid="message"][data-message-id="{message_id}"]')

    def text_of(self, message_id: int) -> Locator:
        return self.message(message_id).get_by_test_id("message-text")

    def button(self, label: str) -> Locator:
        return self.sees("button").filter(has_text=label).last

    def person(self, person_id: int) -> Locator:
        return self.sees(f"person-{person_id}")

    async def says(self, text: str) -> None:
        await self.sees("composer").fill(text)
        await self.sees("composer").press("Enter")

    async def chooses(self, message_id: int, entry: str) -> None:
        """An entry of the menu that the right button of the mouse opens over a message."""
        await self.message(message_id).locator(".bubble").click(button="right")
        await self.page.get_by_test_id(f"menu-{entry}").click()

    async def does_in_chat(self, entry: str) -> None:
        await self.sees("chat-menu").click()
        await self.page.get_by_test_id(entry).click()
