"""Inline keyboards: presses, what the bot answers to them, and the other kinds of buttons."""

from playwright.async_api import expect

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .played_bot import PlayedBot, button
from .visitor import Visitor


async def test_buttons_have_their_labels_rows_and_styles(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A keyboard stands as the bot arranged it; a long label is cut in one line, as in Telegram."""
    rows = [
        [button("Found it", "found", style="success"), button("Cancel the binding", "cancel", style="danger")],
        [
            button(
                "A label that is much too long for the width of any telephone that sellers have",
                "long",
                style="primary",
            )
        ],
    ]
    number = await bot.says(emma.id, "Step 4 of 7.", *rows)
    buttons = visitor.message(number).get_by_test_id("button")
    await expect(buttons).to_have_text([key["text"] for row in rows for key in row])
    assert await buttons.evaluate_all("all => all.map(one => one.dataset.style)") == ["success", "danger", "primary"]
    left, right, below = [await buttons.nth(index).bounding_box() for index in range(3)]
    assert left
    assert right
    assert below
    assert left["y"] == right["y"] < below["y"]
    assert below["height"] == left["height"]


async def test_a_pressed_button_waits_until_the_bot_answers(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """The button shows that it waits; the answer ends that and is shown as a note."""
    await bot.says(emma.id, "Ready?", [button("I am", "ready")])
    await visitor.button("I am").click()
    await expect(visitor.button("I am")).to_have_attribute("aria-busy", "true")
    query = await bot.pressed()
    assert query["data"] == "ready"
    await bot.calls("answerCallbackQuery", callback_query_id=query["id"], text="Recorded")
    await expect(visitor.sees("toast")).to_have_text("Recorded")
    await expect(visitor.button("I am")).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_to_be_read(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """An answer with show_alert is a dialog with one button; Escape closes it too."""
    await bot.says(emma.id, "Ready?", [button("I am", "ready")])
    await visitor.button("I am").click()
    query = await bot.pressed()
    await bot.calls(
        "answerCallbackQuery", callback_query_id=query["id"], text="Only an administrator can do this.", show_alert=True
    )
    await expect(visitor.sees("alert")).to_contain_text("Only an administrator can do this.")
    await expect(visitor.sees("dialog-ok")).to_be_focused()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.sees("alert")).to_have_count(0)


async def test_focus_stays_in_a_keyboard_that_the_press_has_changed(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """Who works by keyboard goes on from the same place when the bot puts new buttons under the message."""
    number = await bot.says(emma.id, "Step 1.", [button("Next", "next"), button("Back", "back")])
    await visitor.button("Next").focus()
    await visitor.page.keyboard.press("Enter")
    await bot.pressed()
    keyboard = {"inline_keyboard": [[button("Go on", "next"), button("Stop", "stop")]]}
    await bot.calls("editMessageText", chat_id=emma.id, message_id=number, text="Step 2.", reply_markup=keyboard)
    await expect(visitor.button("Go on")).to_be_focused()


async def test_a_copy_button_copies(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A copy_text button puts its text on the clipboard and says so; the bot hears nothing of it."""
    await visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await bot.says(
        emma.id, "For your administrator", [button("Copy the text", copy_text={"text": "Дайте мне роль 管理员"})]
    )
    await visitor.button("Copy the text").click()
    await expect(visitor.sees("toast")).to_have_text("Copied")
    assert await visitor.page.evaluate("navigator.clipboard.readText()") == "Дайте мне роль 管理员"


async def test_a_link_button_shows_its_address_before_it_opens(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """As in Telegram: an address behind other words is shown first."""
    await bot.says(emma.id, "Open it", [button("The cabinet", url="https://seller.example/app?x=1")])
    await visitor.button("The cabinet").click()
    await expect(visitor.sees("open-link")).to_contain_text("https://seller.example/app?x=1")
    await visitor.sees("dialog-cancel").click()
    await expect(visitor.sees("open-link")).to_have_count(0)


async def test_a_link_to_the_bot_offers_start_with_its_parameter(
    bot: PlayedBot, server: BotApiServer, emma: Person, visitor: Visitor
) -> None:
    """A deep link to this bot never leaves the page: START carries the parameter, as in Telegram."""
    address = f"https://t.me/{server.world.bot.username}?start=partner_7"
    await bot.says(emma.id, "Continue", [button("With the partner", url=address)])
    await visitor.button("With the partner").click()
    await visitor.sees("start").click()
    await expect(visitor.sees("message-text").last).to_have_text("/start partner_7")
    await expect(visitor.sees("composer")).to_be_visible()


async def test_a_button_of_a_message_that_is_gone_is_refused_in_words(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """The server's sentence is shown, and the button does not wait for ever."""
    number = await bot.says(emma.id, "Ready?", [button("I am", "ready")])
    await expect(visitor.button("I am")).to_be_visible()
    emma.chat.messages.pop(number)
    await visitor.button("I am").click()
    await expect(visitor.sees("toast")).to_contain_text(str(number))
    await expect(visitor.button("I am")).not_to_have_attribute("aria-busy", "true")


async def test_a_reply_keyboard_says_its_buttons(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A keyboard in the place of the phone's own: its buttons are said as texts, until the bot removes it."""
    keyboard = {"keyboard": [[{"text": "Yes"}, {"text": "No"}]], "input_field_placeholder": "Yes or no"}
    await bot.says(emma.id, "Are you an administrator?", reply_markup=keyboard)
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "Yes or no")
    await visitor.sees("reply-button").filter(has_text="Yes").click()
    await expect(visitor.sees("message-text").last).to_have_text("Yes")
    await bot.says(emma.id, "Good.", reply_markup={"remove_keyboard": True})
    await expect(visitor.sees("reply-keyboard")).to_have_count(0)
