"""The bot comes back the next day and asks whether the partner has confirmed."""

from datetime import timedelta

from sqlalchemy import select

from seller_bot.deliveries.models import Delivery, State
from seller_bot.partners.models import Binding
from tests.support.running import Bot
from tests.support.transcript import Chat, describe

BOUND_BY_NAME = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
    seller: [agreed]
    bot:    binding.ask_partner [back]
    seller: Sunrise
    bot:    binding.open_contacts [opened | not_there | back]
    seller: [opened]
    bot:    binding.search_partner [copy | found | not_found | back]
    seller: [found]
    bot:    binding.press_start [pressed | no_button | back]
    seller: [pressed]
    bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
    seller: [not_yet]
    bot:    waiting.letter
    bot:    binding.waiting [appeared | remind | wait | back]
"""
REMIND_ME = (
    BOUND_BY_NAME
    + """
    seller: [remind]
    bot:    binding.reminded [menu]
"""
)
ASKED = """
    seller: (a day later)
    bot:    confirmation.ask [appeared | not_yet]
"""


async def test_the_next_day_the_seller_is_asked_and_says_yes(chat: Chat, bot: Bot) -> None:
    await chat.plays(REMIND_ME + ASKED)
    assert "Sunrise" in chat.person.messages[-1].text
    await chat.plays("""
        seller: [appeared]
        bot:    binding.done [menu]
    """)
    (binding,) = await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id))
    assert (binding.partner, binding.is_bound) == ("Sunrise", True)
    (row,) = await bot.rows(select(Delivery).where(Delivery.chat_id == chat.person.id))
    assert (row.state, row.attempts) == (State.SENT, 1)
    assert row.message_id in [message.message_id for message in chat.person.messages]


async def test_who_says_not_yet_can_be_asked_again_day_after_day(chat: Chat, bot: Bot) -> None:
    again = """
        seller: [not_yet]
        bot:    waiting.letter
        bot:    binding.waiting [appeared | remind | wait]
        seller: [remind]
        bot:    binding.reminded [menu]
    """
    await chat.plays(REMIND_ME + ASKED + again + ASKED + again + ASKED)
    await chat.plays("""
        seller: [not_yet]
        bot:    waiting.letter
        bot:    binding.waiting [appeared | remind | wait]
        seller: [wait]
        bot:    binding.waiting_on [waiting | menu]
    """)
    assert await bot.rows(select(Delivery).where(Delivery.state == State.DUE)) == []


async def test_whoever_stands_elsewhere_by_then_stays_there(chat: Chat, bot: Bot) -> None:
    """The question is an aside: the other guide waits where it was."""
    await chat.plays(
        REMIND_ME
        + """
        seller: /check
        bot:    self_check.contacts [fine | unknown]
        """
        + ASKED
        + """
        seller: [appeared]
        bot:    binding.done [menu | resume]
        seller: [resume]
        bot:    self_check.contacts [fine | unknown]
        """
    )
    assert len(await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id))) == 1


async def test_who_has_told_that_the_partner_appeared_is_not_asked(chat: Chat, other: Chat, bot: Bot) -> None:
    await chat.plays(
        REMIND_ME
        + BOUND_BY_NAME
        + """
        seller: [appeared]
        bot:    binding.done [menu]
        """
    )
    # The other's question, planned later, comes; so one to the first would have come, too.
    await other.plays(REMIND_ME + ASKED)
    assert chat.person.unseen == []


async def test_it_is_asked_in_the_evening_at_seven_and_in_the_language_of_that_day(chat: Chat, bot: Bot) -> None:
    """Planned at 22:00 it comes at 19:00 the next day, not at night, and not a minute before."""
    bot.clock.advance(timedelta(hours=5))
    await chat.plays(REMIND_ME)
    chat.locale = "ru"
    await chat.exchange("/language")
    await chat.exchange("[ru]")
    (row,) = await bot.rows(select(Delivery))
    assert row.due_at - bot.clock() == timedelta(hours=21)
    bot.clock.now = row.due_at
    assert describe(await chat.person.sees(timeout=20), "ru") == "bot: confirmation.ask [appeared | not_yet]"


async def test_a_bot_that_was_off_does_not_make_up_for_it_at_night(chat: Chat, other: Chat, bot: Bot) -> None:
    """In Shanghai it is two at night when the courier looks again, in Moscow still decent: only there it rings."""
    await chat.plays(REMIND_ME)
    (row,) = await bot.rows(select(Delivery))
    with bot.database.unit_of_work() as session:
        session.get_one(Delivery, row.id).due_at += timedelta(hours=4)
    await other.plays(REMIND_ME)
    bot.clock.advance(timedelta(hours=28))
    assert describe(await other.person.sees(timeout=20), "ru") == "bot: confirmation.ask [appeared | not_yet]"
    assert chat.person.unseen == []
    bot.clock.advance(timedelta(hours=12))
    assert describe(await chat.person.sees(timeout=20), "en") == "bot: confirmation.ask [appeared | not_yet]"


async def test_a_press_after_months_when_nobody_remembers_says_so(chat: Chat, bot: Bot) -> None:
    await chat.plays(REMIND_ME + ASKED)
    with bot.database.unit_of_work() as session:
        for row in session.scalars(select(Delivery)):
            session.delete(row)
    await chat.plays("""
        seller: [appeared]
        bot:    confirmation.forgotten [waiting | menu]
    """)


async def test_a_press_that_names_somebody_elses_question_tells_nothing_of_it(
    chat: Chat, other: Chat, bot: Bot
) -> None:
    await chat.plays(REMIND_ME + ASKED)
    (row,) = await bot.rows(select(Delivery))
    await other.plays("""
        seller: /menu
        bot:    menu.home [want | trouble | status | contact | notices | language | help]
    """)
    for forged in (f"confirmation:asked:appeared:{row.id}", "confirmation:asked:appeared:0", "confirmation:::0"):
        await other.presses_forged(forged, other.person.messages[-1].message_id)
        await other.heard("bot: confirmation.forgotten [waiting | menu]")
    assert await bot.rows(select(Binding)) == []
