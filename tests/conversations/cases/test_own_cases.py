"""/status: the own cases, each as a timeline; adding, cancelling and reopening. Nobody else's case is there."""

from datetime import timedelta

from seller_bot.escalations import cases
from seller_bot.escalations.cases import Words
from seller_bot.escalations.models import CaseState
from tests.conversations.cases.conftest import Manager, case_of, entries, hears, in_beijing, moment, sends
from tests.support.running import Bot
from tests.support.transcript import Chat

OPENED = """
    seller: /status
    bot:    status.list [one]
    seller: [one]
    bot:    status.case [add | cancel | list]
"""


async def test_without_a_case_the_way_to_one_is_shown(chat: Chat) -> None:
    await chat.plays("""
        seller: /status
        bot:    status.none [contact | menu]
    """)


async def test_a_case_is_told_as_a_timeline_without_notes(chat: Chat, manager: Manager) -> None:
    """What happened when, in the seller's zone; a manager's note never shows."""
    case = await sends(chat)
    manager.takes(case)
    manager.does(cases.note, case, Words(text="a known agency"))
    await hears(chat, "case.told.taken")
    await chat.plays(OPENED)
    told = chat.person.messages[-1].text
    assert "note" not in told
    assert "known agency" not in told
    assert f"{in_beijing(moment(chat.bot))} · You sent the case" in told
    assert "A manager took it" in told


async def test_the_list_names_each_case_and_how_it_stands(chat: Chat) -> None:
    case = await sends(chat)
    await chat.plays("""
        seller: /status
        bot:    status.list [one]
    """)
    (button,) = (button for row in chat.person.messages[-1].buttons for button in row)
    assert button.label == f"⏳ {case.number} · Wrong Ozon ID"


async def test_words_and_files_are_added_until_that_is_all(chat: Chat) -> None:
    await sends(chat)
    await chat.plays(OPENED)
    await chat.plays("""
        seller: [add]
        bot:    status.write_now [done]
        seller: I found the letter.
        bot:    status.added [done]
        seller: (album 3)
        bot:    status.added [done]
        seller: (contact)
        bot:    status.cant_pass_on
        seller: [done]
        bot:    status.case [add | cancel | list]
        seller: thank you
        bot:    answer.thanks
    """)
    assert await entries(chat) == [("I found the letter.", None), *[("", "photo")] * 3]


async def test_adding_leaves_the_seller_at_the_step_of_a_guide(chat: Chat) -> None:
    """A look at a case is an aside; a command ends the adding; so does an hour's silence."""
    await sends(chat)
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: /status
        bot:    status.list [one | resume]
        seller: [one]
        bot:    status.case [add | cancel | list | resume]
        seller: [add]
        bot:    status.write_now [done | resume]
        seller: One more thing.
        bot:    status.added [done]
        seller: /back
        bot:    repair.nothing_to_go_back_to [menu | resume]
        seller: [resume]
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: /status
        bot:    status.list [one | resume]
        seller: [one]
        bot:    status.case [add | cancel | list | resume]
        seller: [add]
        bot:    status.write_now [done | resume]
    """)
    chat.bot.clock.advance(timedelta(hours=1, minutes=1))
    await chat.plays("""
        seller: thank you
        bot:    answer.thanks
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)
    assert await entries(chat) == [("One more thing.", None)]


async def test_a_case_is_cancelled_after_one_question_and_can_be_reopened(chat: Chat) -> None:
    await sends(chat)
    await chat.plays(OPENED)
    await chat.plays("""
        seller: [cancel]
        bot:    status.confirm_cancelling [cancel | keep]
        seller: [keep]
        bot:    status.case [add | cancel | list]
        seller: [cancel]
        bot:    status.confirm_cancelling [cancel | keep]
        seller: [cancel]
        bot:    status.cancelled [reopen | list]
    """)
    assert (await case_of(chat)).state == CaseState.CANCELLED
    await chat.plays("""
        seller: [reopen]
        bot:    status.reopened [add | list]
        seller: [list]
        bot:    status.list [one]
        seller: [one]
        bot:    status.case [add | cancel | list]
    """)
    assert (await case_of(chat)).state == CaseState.WAITING
    assert "You reopened it" in chat.person.messages[-1].text


async def test_after_two_weeks_a_case_stays_ended(chat: Chat) -> None:
    await sends(chat)
    await chat.plays(OPENED)
    await chat.plays("""
        seller: [cancel]
        bot:    status.confirm_cancelling [cancel | keep]
        seller: [cancel]
        bot:    status.cancelled [reopen | list]
    """)
    chat.bot.clock.advance(timedelta(days=15))
    await chat.plays("""
        seller: [reopen]
        bot:    status.case [list]
    """)
    assert (await case_of(chat)).state == CaseState.CANCELLED


async def test_a_case_is_not_reopened_beside_an_open_one_of_its_kind(chat: Chat) -> None:
    await sends(chat)
    await chat.plays(OPENED)
    await chat.plays("""
        seller: [cancel]
        bot:    status.confirm_cancelling [cancel | keep]
        seller: [cancel]
        bot:    status.cancelled [reopen | list]
    """)
    old = [button for message in chat.person.messages for button in message if button.label == "Reopen the case"][-1]
    place = [message for message in chat.person.messages if old in [*message]][-1].message_id
    await sends(chat)
    await chat.presses_forged(old.data or "", place)
    await chat.heard("bot: status.case [list]")


async def test_a_press_on_a_button_of_a_case_decided_by_now_does_nothing(chat: Chat, manager: Manager) -> None:
    case = await sends(chat)
    await chat.plays(OPENED)
    await chat.plays("""
        seller: [cancel]
        bot:    status.confirm_cancelling [cancel | keep]
    """)
    manager.approves(case)
    await hears(chat, "case.told.approved")
    await chat.person.sees(timeout=20)
    await chat.plays("""
        seller: [cancel]
        bot:    status.case [reopen | list]
    """)
    assert (await case_of(chat)).state == CaseState.APPROVED


async def test_the_case_of_somebody_else_is_as_unknown_as_none(bot: Bot, chat: Chat) -> None:
    """Whatever is pressed about it, nothing is told and nothing changes."""
    case = await sends(chat)
    stranger = Chat(bot, "en")
    await stranger.plays("""
        seller: /status
        bot:    status.none [contact | menu]
    """)
    place = stranger.person.messages[-1].message_id
    for id in (case.id, 10**9):
        for step, choice in (
            ("list", "one"),
            ("open", "add"),
            ("open", "cancel"),
            ("confirm", "cancel"),
            ("ended", "reopen"),
            ("cancelled", "reopen"),
            ("writing", "done"),
        ):
            await stranger.presses_forged(f"status:{step}:{choice}:{id}", place)
            await stranger.heard("bot: status.unknown [status | menu]")
    await stranger.plays("""
        seller: thank you
        bot:    answer.thanks
    """)
    assert await entries(chat) == []
    assert (await case_of(chat)).state == CaseState.WAITING
