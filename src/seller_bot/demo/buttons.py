"""What tdlib and Telegram's data centre refuse of buttons when a message is sent, and what they drop in silence."""

from collections.abc import Iterator, Set
from typing import Any

from seller_bot.demo.errors import bad_request
from seller_bot.demo.parameters import Json
from seller_bot.entities.links import WrongLink, checked_link, linked_person

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64
LONGEST_COPY = 256
COMMON = ("text", "style", "icon_custom_emoji_id")


def check_buttons(given: Json | None, reserved: Set[int]) -> None:
    """`reserved` are the people to whom no button may lead."""
    rows = (given or {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        check_inline_button(button)
        if linked_person(button.get("url", "")) in reserved:
            raise bad_request("BUTTON_USER_PRIVACY_RESTRICTED")
    for button in (button for row in (given or {}).get("keyboard", []) for button in row):
        check_web_app(button, "Keyboard button")
        if button.get("request_users", {}).get("max_quantity", 1) not in range(1, 11):
            raise bad_request("BUTTON_QUANTITY_MAX_INVALID")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")


def check_inline_button(button: Json) -> None:
    check_web_app(button, "Inline keyboard button")
    if url := button.get("url"):
        check_link(url, "Inline keyboard button URL")
    if "callback_game" in button or "pay" in button:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "login_url" in button:
        raise bad_request("BOT_DOMAIN_INVALID")
    if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def check_web_app(button: Json, what: str) -> None:
    url = str(button.get("web_app", {}).get("url", "https://a.b"))
    if not url.lower().startswith("https://"):
        raise bad_request(f"{what} Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    check_link(url, f"{what} Web App URL")


def check_link(url: str, what: str) -> None:
    if linked_person(url):
        return
    try:
        checked_link(url)
    except WrongLink as reason:
        raise bad_request(f"{what} '{url}' is invalid: {reason}") from None


def doubts(given: Any) -> Iterator[str]:
    """What Telegram drops without a word, and nobody can have meant to send."""
    rows = [row for name in ("keyboard", "inline_keyboard") for row in given.get(name, [])]
    for row in rows:
        if not row:
            yield "a row without buttons"
        if len(row) > MOST_IN_A_ROW:
            yield f"{len(row)} buttons in a row, where a phone has room for {MOST_IN_A_ROW}"
        for button in row:
            if isinstance(button, dict):
                yield from button_doubts(button)


def button_doubts(button: Json) -> Iterator[str]:
    if not str(button.get("text", "")).strip():
        yield "a button without a text"
    actions = [name for name in button if name not in COMMON and name not in ("request_contact", "request_location")]
    if len(actions) > 1:
        yield f"a button with more than one action: {', '.join(actions)}"
