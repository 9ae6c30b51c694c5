"""What the bot says, as a person sees it: formatting, changes, order, a reload."""

from playwright.async_api import expect

from seller_bot.demo.people import Person

from .conftest import OpenPage
from .played_bot import PlayedBot, button
from .visitor import Visitor


async def test_messages_of_both_sides_stand_in_order(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """What the bot says stands on one side, what the person says on the other, each with its id."""
    await bot.says(emma.id, "Hello, Emma.")
    await visitor.says("I want to bind a partner")
    await expect(visitor.messages).to_have_count(3)
    sides = await visitor.messages.evaluate_all("all => all.map(message => message.dataset.from)")
    assert sides == ["me", "bot", "me"]
    await expect(visitor.sees("message-text")).to_have_text(["/start", "Hello, Emma.", "I want to bind a partner"])


async def test_formatting_survives_emoji_before_it(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Offsets of entities count UTF-16 units: an emoji of four units before a bold word must not shift it."""
    number = await bot.says(emma.id, "👋🏽 打开 <b>设置</b>, <i>потом</i> <u>go</u> <s>on</s> <code>x = 1</code>")
    text = visitor.text_of(number)
    for element, words in {"strong": "设置", "em": "потом", "u": "go", "s": "on", "code": "x = 1"}.items():
        await expect(text.locator(element)).to_have_text(words)


async def test_nested_formatting_is_nested_in_the_page(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Bold within a quote within a link of the same text keeps all three."""
    number = await bot.says(
        emma.id, '<blockquote>one <b>two <i>three</i></b></blockquote>\n<a href="https://example.org/">a <b>b</b></a>'
    )
    text = visitor.text_of(number)
    await expect(text.locator("blockquote strong em")).to_have_text("three")
    await expect(text.locator("a strong")).to_have_text("b")
    await expect(text.locator("a")).to_have_attribute("rel", "noopener noreferrer")


async def test_entities_that_cross_each_other_are_split(visitor: Visitor) -> None:
    """Entities that overlap without nesting lose no letter, and each keeps its format."""
    drawn = await visitor.page.evaluate(
        """async () => {
            const { nest } = await import("/static/entities.js");
            const inside = (node) => node.children.map(show).join("");
            const show = (node) => typeof node === "string" ? node : `<${node.entity.type}>${inside(node)}</>`;
            const entities = [{type: "bold", offset: 0, length: 4}, {type: "italic", offset: 2, length: 4}];
            return nest("abcdefgh", entities).map(show).join("");
        }"""
    )
    assert drawn == "<bold>ab<italic>cd</></><italic>ef</>gh"


async def test_markup_in_a_text_is_shown_and_not_run(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Whatever anybody types is text: the page parses none of it."""
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await visitor.says(evil)
    await bot.says(emma.id, evil.replace("<", "&lt;"))
    await expect(visitor.sees("message-text")).to_have_text(["/start", evil, evil])
    assert await visitor.page.locator(".log img, .log script").count() == 0


async def test_a_link_of_a_dangerous_kind_is_plain_text(visitor: Visitor) -> None:
    """Only web, mail, telephone and Telegram addresses can be opened."""
    allowed = await visitor.page.evaluate(
        """async () => {
            const { safeAddress } = await import("/static/links.js");
            const dangerous = ["javascript:alert(1)", "data:text/html,x"];
            return [...dangerous, "example.org/a", "mailto:a@b.org", "tg://resolve?domain=x"].map(safeAddress);
        }"""
    )
    assert allowed == [None, None, "https://example.org/a", "mailto:a@b.org", "tg://resolve?domain=x"]


async def test_a_hidden_text_is_shown_by_a_press(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A spoiler hides its text, from screen readers too, until it is pressed."""
    number = await bot.says(emma.id, "Write to <tg-spoiler>global@example.org</tg-spoiler>")
    cover = visitor.message(number).get_by_role("button")
    await expect(cover).to_have_attribute("aria-label", "Hidden text. Press to show it")
    await cover.click()
    await expect(cover).to_have_count(0)
    await expect(visitor.text_of(number)).to_have_text("Write to global@example.org")


async def test_a_long_quote_opens_and_closes(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """An expandable quote shows three lines until it is pressed; a short one has nothing to open."""
    long = await bot.says(emma.id, "<blockquote expandable>" + "One more line of it.\n" * 9 + "</blockquote>")
    short = await bot.says(emma.id, "<blockquote expandable>One line.</blockquote>")
    await expect(visitor.message(short)).to_be_visible()
    toggle = visitor.message(long).get_by_role("button", name="Show all")
    quote = visitor.message(long).locator("blockquote")
    closed = await quote.bounding_box()
    await toggle.click()
    opened = await quote.bounding_box()
    assert closed
    assert opened
    assert opened["height"] > 2 * closed["height"]
    await expect(visitor.message(long).get_by_role("button", name="Show less")).to_be_visible()
    await expect(visitor.message(short).get_by_role("button", name="Show all")).to_be_hidden()


async def test_what_was_opened_stays_open_while_the_bot_writes_on(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """A message that has not changed is not drawn anew."""
    number = await bot.says(emma.id, "<blockquote expandable>" + "One more line of it.\n" * 9 + "</blockquote>")
    await visitor.message(number).get_by_role("button", name="Show all").click()
    later = await bot.says(emma.id, "And something else.")
    await expect(visitor.message(later)).to_be_visible()
    await expect(visitor.message(number).get_by_role("button", name="Show less")).to_be_visible()


async def test_an_edit_changes_the_message_in_place_and_is_marked(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """The edited message keeps its place and says that it was edited."""
    number = await bot.says(emma.id, "Step 1 of 7.")
    await bot.says(emma.id, "A later message.")
    await expect(visitor.message(number)).to_be_visible()
    await bot.calls("editMessageText", chat_id=emma.id, message_id=number, text="Step 2 of 7.")
    await expect(visitor.text_of(number)).to_have_text("Step 2 of 7.")
    await expect(visitor.message(number).get_by_test_id("edited")).to_have_text("edited")
    await expect(visitor.sees("message-text")).to_have_text(["/start", "Step 2 of 7.", "A later message."])
    await visitor.page.reload()
    await expect(visitor.sees("edited")).to_have_count(1)


async def test_a_changed_keyboard_does_not_mark_the_message_as_edited(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """Telegram marks only what reads differently; a keyboard that shows what was chosen is no correction."""
    number = await bot.says(emma.id, "Step 1 of 7.", [button("Yes", "yes")])
    await expect(visitor.button("Yes")).to_be_visible()
    chosen = {"inline_keyboard": [[{"text": "✓ Yes", "callback_data": "yes"}]]}
    await bot.calls("editMessageReplyMarkup", chat_id=emma.id, message_id=number, reply_markup=chosen)
    await expect(visitor.button("✓ Yes")).to_be_visible()
    await expect(visitor.sees("edited")).to_have_count(0)
    await visitor.page.reload()
    await expect(visitor.button("✓ Yes")).to_be_visible()
    await expect(visitor.sees("edited")).to_have_count(0)


async def test_a_deleted_message_disappears(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """What the bot deletes is gone at once."""
    number = await bot.says(emma.id, "This goes away.")
    await expect(visitor.message(number)).to_be_visible()
    await bot.calls("deleteMessage", chat_id=emma.id, message_id=number)
    await expect(visitor.message(number)).to_have_count(0)


async def test_a_reload_shows_the_same_chat(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """The address holds the chat, the server the messages, the browser what was being written."""
    await bot.says(emma.id, "Hello, Emma.", [button("Bind", "bind")])
    await visitor.sees("composer").fill("half a sentence")
    await visitor.page.reload()
    await expect(visitor.sees("message-text")).to_have_text(["/start", "Hello, Emma."])
    await expect(visitor.button("Bind")).to_be_visible()
    await expect(visitor.sees("composer")).to_have_value("half a sentence")


async def test_a_new_message_scrolls_only_who_is_at_the_end(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Who reads further up is not pulled away, but told how much is new; a press leads there."""
    for number in range(40):
        await bot.says(emma.id, f"Message {number}")
    await expect(visitor.messages.last).to_be_in_viewport()
    await visitor.page.locator(".log").evaluate("log => log.scrollTo(0, 0)")
    await expect(visitor.sees("down")).to_be_visible()
    last = await bot.says(emma.id, "The newest one")
    await expect(visitor.sees("down")).to_have_text("1")
    await expect(visitor.message(last)).not_to_be_in_viewport()
    await visitor.sees("down").click()
    await expect(visitor.message(last)).to_be_in_viewport()
    await expect(visitor.sees("down")).to_be_hidden()


async def test_typing_is_shown_until_the_message_comes(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """The chat action shows under the bot's name and ends with its message."""
    await expect(visitor.sees("status")).to_have_text("bot")
    await bot.calls("sendChatAction", chat_id=emma.id, action="typing")
    await expect(visitor.sees("status")).to_have_text("typing")
    await bot.says(emma.id, "Here it is.")
    await expect(visitor.sees("status")).to_have_text("bot")


async def test_one_s_own_message_is_read_when_the_bot_has_gone_on(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """One tick for what the server has, two once the bot has said something after it."""
    await visitor.says("Are you there?")
    tick = visitor.messages.last.locator(".tick")
    await expect(tick).to_have_attribute("aria-label", "Sent")
    await bot.says(emma.id, "Yes.")
    await expect(visitor.messages.nth(1).locator(".tick")).to_have_attribute("aria-label", "Read")


async def test_the_reply_of_the_bot_leads_to_what_it_answers(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """A reply quotes its message; a press on the quote goes there."""
    await visitor.says("What does it cost?")
    asked = emma.messages[-1].message_id if len(emma.messages) > 1 else 0
    while not asked:
        await expect(visitor.messages).to_have_count(2)
        asked = emma.messages[-1].message_id
    number = await bot.says(emma.id, "Ask the partner.", reply_parameters={"message_id": asked})
    quote = visitor.message(number).get_by_test_id("replied")
    await expect(quote).to_contain_text("What does it cost?")
    await quote.click()
    await expect(visitor.message(asked)).to_be_focused()


async def test_days_are_named_by_the_demo_s_clock(bot: PlayedBot, emma: Person, open_page: OpenPage) -> None:
    """After the clock has moved by a day, what was said before is of yesterday."""
    visitor = await open_page(emma)
    await expect(visitor.page.locator(".day")).to_have_text(["Today"])
    await visitor.sees("clock").click()
    await visitor.sees("clock-day").click()
    await expect(visitor.sees("clock-ahead")).to_have_text("1 day ahead")
    await bot.says(emma.id, "Good morning.")
    await visitor.page.reload()
    await expect(visitor.page.locator(".day")).to_have_text(["Yesterday", "Today"])
