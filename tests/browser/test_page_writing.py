"""What a person does in the chat: writing, commands, replies, changes of their own messages."""

from playwright.async_api import expect

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer

from .played_bot import PlayedBot
from .visitor import Visitor

COMMANDS = [
    {"command": "menu", "description": "Main menu"},
    {"command": "bind", "description": "Bind a partner"},
    {"command": "binding", "description": "What binding is"},
]


async def test_enter_sends_and_shift_enter_breaks_the_line(emma: Person, visitor: Visitor) -> None:
    """As in every desktop client."""
    composer = visitor.sees("composer")
    await composer.fill("first")
    await composer.press("Shift+Enter")
    await composer.press_sequentially("second")
    await composer.press("Enter")
    await expect(visitor.sees("message-text").last).to_have_text("first\nsecond")
    await expect(composer).to_have_value("")
    assert emma.messages[-1].text == "first\nsecond"


async def test_the_send_button_sends_and_an_empty_text_is_not_sent(emma: Person, visitor: Visitor) -> None:
    """Blanks alone are no message."""
    await visitor.sees("composer").fill("  \n ")
    await visitor.sees("send").click()
    await visitor.sees("composer").fill("something")
    await visitor.sees("send").click()
    await expect(visitor.sees("message-text")).to_have_text(["/start", "something"])


async def test_enter_that_ends_the_choice_of_a_chinese_word_sends_nothing(emma: Person, visitor: Visitor) -> None:
    """While an input method composes, Enter belongs to it."""
    await visitor.sees("composer").fill("绑定")
    await visitor.sees("composer").dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229})
    await expect(visitor.messages).to_have_count(1)
    await visitor.sees("composer").press("Enter")
    await expect(visitor.messages).to_have_count(2)


async def test_messages_leave_in_the_order_in_which_they_were_written(visitor: Visitor) -> None:
    """Typing fast never swaps two messages."""
    texts = [f"message {number}" for number in range(12)]
    for text in texts:
        await visitor.says(text)
    await expect(visitor.sees("message-text")).to_have_text(["/start", *texts])


async def test_the_menu_button_lists_the_commands_and_sends_the_chosen_one(bot: PlayedBot, visitor: Visitor) -> None:
    """The button appears with the commands, live, and a press on one says it."""
    await expect(visitor.sees("commands")).to_be_hidden()
    await bot.calls("setMyCommands", commands=COMMANDS)
    await visitor.sees("commands").click()
    await expect(visitor.sees("command")).to_have_text(
        ["/menuMain menu", "/bindBind a partner", "/bindingWhat binding is"]
    )
    await visitor.sees("command").filter(has_text="Main menu").click()
    await expect(visitor.sees("message-text").last).to_have_text("/menu")
    await expect(visitor.sees("command-list")).to_be_hidden()


async def test_a_slash_suggests_commands_and_enter_takes_the_marked_one(bot: PlayedBot, visitor: Visitor) -> None:
    """Suggestions narrow as one types; arrows choose, Enter sends; a command written in full wins over a longer one."""
    await bot.calls("setMyCommands", commands=COMMANDS)
    await expect(visitor.sees("commands")).to_be_visible()
    composer = visitor.sees("composer")
    await composer.press_sequentially("/b")
    await expect(visitor.sees("command")).to_have_count(2)
    await composer.press("ArrowDown")
    await composer.press("Enter")
    await expect(visitor.sees("message-text").last).to_have_text("/binding")
    await composer.press_sequentially("/bind")
    await composer.press("Enter")
    await expect(visitor.sees("message-text").last).to_have_text("/bind")
    await composer.press_sequentially("/m")
    await composer.press("Escape")
    await expect(visitor.sees("command-list")).to_be_hidden()
    await expect(composer).to_have_value("/m")


async def test_commands_are_in_the_language_of_the_person_s_client(
    bot: PlayedBot, server: BotApiServer, visitor: Visitor
) -> None:
    """Each person has the list of their own language, also after a change of it."""
    await bot.calls("setMyCommands", commands=COMMANDS)
    await bot.calls("setMyCommands", commands=[{"command": "menu", "description": "Главное меню"}], language_code="ru")
    await visitor.does_in_chat("menu-language")
    await visitor.sees("person-language").select_option("ru")
    await visitor.sees("dialog-done").click()
    await expect(visitor.sees("composer")).to_have_attribute("placeholder", "Сообщение")
    await visitor.sees("commands").click()
    await expect(visitor.sees("command")).to_have_text(["/menuГлавное меню"])


async def test_a_reply_names_what_it_answers(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Reply from the message's menu; the bot gets the message with what it replies to."""
    number = await bot.says(emma.id, "Which partner?")
    await visitor.chooses(number, "reply")
    await visitor.says("The first one")
    await expect(visitor.messages.last.get_by_test_id("replied")).to_contain_text("Which partner?")
    assert emma.messages[-1].json["reply_to_message"]["message_id"] == number


async def test_a_reply_can_be_given_up(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Escape leaves the text and drops the reply; so does the deletion of the message."""
    number = await bot.says(emma.id, "Which partner?")
    await visitor.chooses(number, "reply")
    await visitor.sees("composer").fill("still here")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.sees("composer-cancel")).to_have_count(0)
    await expect(visitor.sees("composer")).to_have_value("still here")
    await visitor.chooses(number, "reply")
    await bot.calls("deleteMessage", chat_id=emma.id, message_id=number)
    await expect(visitor.sees("composer-cancel")).to_have_count(0)


async def test_one_s_own_message_can_be_changed(emma: Person, visitor: Visitor) -> None:
    """The up arrow in an empty field takes the last message back; the change is marked and the bot hears of it."""
    await visitor.says("I want to bnd")
    await expect(visitor.messages).to_have_count(2)
    await visitor.sees("composer").press("ArrowUp")
    await expect(visitor.sees("composer")).to_have_value("I want to bnd")
    await visitor.says("I want to bind")
    await expect(visitor.sees("message-text").last).to_have_text("I want to bind")
    await expect(visitor.sees("edited")).to_be_visible()
    assert [message.text for message in emma.messages] == ["/start", "I want to bind"]


async def test_a_message_can_be_deleted_after_a_question(emma: Person, visitor: Visitor) -> None:
    """Deleting asks first."""
    await visitor.says("Not for you")
    await expect(visitor.messages).to_have_count(2)
    number = emma.messages[-1].message_id
    await visitor.chooses(number, "delete")
    await visitor.sees("dialog-cancel").click()
    await expect(visitor.message(number)).to_be_visible()
    await visitor.chooses(number, "delete")
    await visitor.sees("dialog-delete").click()
    await expect(visitor.message(number)).to_have_count(0)


async def test_a_text_that_is_refused_comes_back(visitor: Visitor) -> None:
    """Nothing that somebody wrote is lost: the server's sentence is shown and the text stands in the field again."""
    await visitor.page.route(
        "**/say", lambda route: route.fulfill(status=400, json={"error": "This text is too long."})
    )
    await visitor.says("a long text")
    await expect(visitor.sees("toast")).to_have_text("This text is too long.")
    await expect(visitor.sees("composer")).to_have_value("a long text")


async def test_a_command_in_a_text_is_said_by_a_press(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Commands inside the bot's text are links that say them."""
    number = await bot.says(emma.id, "Choose /bind or /unbind.")
    await visitor.text_of(number).get_by_role("button", name="/unbind").click()
    await expect(visitor.sees("message-text").last).to_have_text("/unbind")


async def test_a_message_that_was_deleted_under_its_menu_is_not_replied_to(
    bot: PlayedBot, emma: Person, visitor: Visitor
) -> None:
    """The menu stands open, the bot deletes, the visitor chooses Reply: what is written goes out as it is."""
    gone = await bot.says(emma.id, "soon gone")
    await visitor.message(gone).locator(".bubble").click(button="right")
    await bot.calls("deleteMessage", chat_id=emma.id, message_id=gone)
    await expect(visitor.messages).to_have_count(1)
    if await visitor.sees("menu-reply").count():
        await visitor.sees("menu-reply").click()
    await expect(visitor.sees("composer-cancel")).to_have_count(0)
    await visitor.says("hello")
    await expect(visitor.sees("message-text")).to_have_text(["/start", "hello"])


async def test_a_message_that_was_deleted_before_the_reply_arrived_is_not_aimed_at_again(
    emma: Person, bot: PlayedBot, visitor: Visitor
) -> None:
    """The reply is refused; its text comes back into the field, and can be sent without the message."""
    gone = await bot.says(emma.id, "soon gone")
    await visitor.chooses(gone, "reply")
    await visitor.page.route(
        "**/say", lambda route: route.fulfill(status=400, body='{"error": "It is gone."}'), times=1
    )
    await visitor.page.evaluate("document.querySelector('[data-testid=composer]').value = 'hello'")
    async with visitor.page.expect_response("**/say"):
        await visitor.sees("composer").press("Enter")
        await bot.calls("deleteMessage", chat_id=emma.id, message_id=gone)
    await expect(visitor.sees("composer")).to_have_value("hello")
    await expect(visitor.sees("composer-cancel")).to_have_count(0)
    await visitor.sees("composer").press("Enter")
    await expect(visitor.sees("message-text")).to_have_text(["/start", "hello"])
