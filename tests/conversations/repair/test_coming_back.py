"""Sellers do something else in between, go to lunch, and come back."""

from sqlalchemy import update

from seller_bot.turns.models import AWAY, Standing
from tests.support.running import Bot
from tests.support.transcript import Chat, identify, recognise

AT_THE_NAME = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
    seller: [agreed]
    bot:    binding.ask_partner [back]
"""
CHECKED = """
    seller: /check
    bot:    repair.leave_or_stay [resume | anew]
    seller: [anew]
    bot:    self_check.contacts [fine | unknown]
    seller: [fine]
    bot:    self_check.employees [fine | unknown | back]
    seller: [fine]
    bot:    self_check.api_keys [fine | unknown | back]
    seller: [fine]
    bot:    self_check.all_fine [traps | menu | resume]
"""


async def test_after_the_other_guide_the_first_one_goes_on_where_it_was(chat: Chat) -> None:
    await chat.plays(
        AT_THE_NAME
        + CHECKED
        + """
        seller: [resume]
        bot:    binding.ask_partner [back]
        seller: Sunrise Logistics
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [back]
        bot:    binding.ask_partner [back]
        seller: [back]
        bot:    binding.ask_terms [agreed | not_yet | back]
        """
    )
    assert any("Back to “Bind a partner”, step 3 of 7" in message.text for message in chat.person.messages)


async def test_leaving_shows_what_was_chosen(chat: Chat) -> None:
    await chat.plays(AT_THE_NAME + CHECKED)
    asked = next(message for message in chat.person.messages if message.text.startswith("You have not finished"))
    assert asked.labels == ["✓ Switch now"]


async def test_who_was_away_for_a_day_is_told_what_it_was_about(chat: Chat, bot: Bot) -> None:
    """A greeting is no partner's name then, either."""
    await chat.plays(AT_THE_NAME)
    with bot.database.unit_of_work() as session:
        long_ago = bot.clock() - AWAY
        session.execute(update(Standing).where(Standing.seller_id == chat.person.id).values(moved_at=long_ago))
    await chat.plays("""
        seller: hello
        bot:    answer.greeting [binding | unbinding | menu]
        bot:    binding.ask_partner [back]
    """)
    assert chat.person.messages[-1].text.startswith("Back to “Bind a partner”, step 3 of 7.")


async def test_the_second_press_of_a_double_tap_is_answered_and_changes_nothing(chat: Chat) -> None:
    """On a choice, on the way back, on a door of the menu."""
    await chat.plays(AT_THE_NAME)
    for button_id, said in (("back", "binding.ask_terms"), ("agreed", "binding.ask_partner")):
        await taps_twice(chat, button_id, [said])
    await chat.plays("""
        seller: /menu
        bot:    menu.home [want | trouble | status | contact | notices | language | help | resume]
    """)
    await taps_twice(chat, "help", ["help.about"])


async def taps_twice(chat: Chat, button_id: str, said: list[str]) -> None:
    before = len(chat.person.messages)
    message = chat.person.messages[-1]
    (data,) = [button.data or "" for button in message if identify(button) == button_id]
    queries = [await chat.person.presses(data, message.message_id) for _ in range(2)]
    await chat.noted(2)
    assert [(await chat.person.answered(query))["text"] for query in queries] == ["", ""]
    assert [recognise(one.text, chat.locale) for one in chat.person.messages[before:]] == said


async def test_whether_it_is_a_question_or_a_name_is_asked(chat: Chat) -> None:
    await chat.plays(AT_THE_NAME)
    await chat.plays("""
        seller: the code doesn't come
        bot:    repair.name_or_question [typed | code_not_received]
        seller: [typed]
        bot:    binding.open_contacts [opened | not_there | back]
    """)
