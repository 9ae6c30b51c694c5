"""A case is taken and decided by exactly one manager; every card shows it, and the seller reads it in his language."""

import pytest

from seller_bot.escalations import cases
from seller_bot.escalations.models import CaseState
from tests.support.desks import Staffed

ALL = ["take", "approve", "reject", "ask", "note", "more"]


async def test_a_case_comes_as_a_card_to_each_manager_and_is_approved_by_one(place: Staffed) -> None:
    case = place.opens()
    for member in (place.owner, place.anna, place.boris):
        card = await member.sees(case, "Nobody has taken it yet")
        assert "Lin Home <1234567>" in card.text
        assert member.buttons(case) == ALL
    assert await place.anna.presses(case, "take") == f"{case.number} is yours."
    await place.hears("客户经理已经接手")
    await place.boris.sees(case, "With Anna since 17:00")
    assert place.boris.buttons(case) == ["note", "more"]
    await place.anna.sees(case, "With Anna")
    await place.anna.presses(case, "approve")
    card = await place.anna.sees(case, "Approve? The seller will read:", "绑错的 Ozon ID 已经解绑", "In your language")
    assert place.anna.buttons(case) == ["approve_yes", "own_approve", "back"]
    assert card.buttons[0][0].style == "success"
    await place.anna.presses(case, "approve_yes")
    await place.hears("处理好了")
    for member in (place.owner, place.anna, place.boris):
        await member.sees(case, "Approved by Anna, 17:00")
        assert member.buttons(case) == ["note", "more"]
    assert place.case(case).state == CaseState.APPROVED


async def test_who_comes_second_is_told_who_was_first_and_when(place: Staffed) -> None:
    case = place.opens()
    await place.boris.sees(case)
    old = {button.data: message.message_id for message in [place.boris.card(case)] for button in message}
    take = next(data for data in old if ":take:" in (data or ""))
    await place.anna.presses(case, "take")
    toast = await place.boris.presses_data(take or "", old[take])
    assert toast.startswith("Anna has had it since 17:00.")
    await place.anna.sees(case, "With Anna")
    await place.anna.presses(case, "approve")
    await place.anna.presses(case, "approve_yes")
    approve = f"case:{case.ref}:approve_yes:1"
    assert await place.boris.presses_data(approve, old[take]) == "Already decided by Anna at 17:00."
    assert place.case(case).decided_by == place.anna.person.id


async def test_a_rejection_has_a_reason_that_the_seller_reads(place: Staffed) -> None:
    case = place.opens()
    await place.boris.presses(case, "reject")
    await place.boris.sees(case, "Why is it rejected?")
    assert place.boris.buttons(case)[:2] == ["reason_not_found", "reason_not_yours"]
    await place.boris.presses(case, "reason_not_found")
    await place.hears("没查到这家店铺")
    await place.anna.sees(case, "Rejected by Boris, 17:00: Store not found")


@pytest.mark.parametrize(("act", "state"), [("approve", CaseState.APPROVED), ("reject", CaseState.REJECTED)])
async def test_a_decision_in_own_words_is_sent_as_it_is_written(place: Staffed, act: str, state: CaseState) -> None:
    """Whatever stands in it; the prompt is used once."""
    case = place.opens()
    await place.anna.presses(case, act)
    await place.anna.presses(case, f"own_{act}")
    prompt = await place.anna.reads_prompt(case)
    await place.anna.replies(prompt, "Log in & wait <5 min>")
    message = await place.hears("Log in & wait <5 min>")
    assert case.number in message.text
    assert place.case(case).state == state
    await place.anna.replies(prompt, "again")
    await place.anna.reads("this was answered already")


async def test_words_that_come_after_somebody_elses_decision_go_nowhere(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "reject")
    await place.anna.presses(case, "own_reject")
    prompt = await place.anna.reads_prompt(case)
    await place.boris.presses(case, "approve")
    await place.boris.presses(case, "approve_yes")
    await place.anna.replies(prompt, "No")
    await place.anna.reads("not sent. Already decided by Boris at 17:00.")
    assert place.case(case).state == CaseState.APPROVED


async def test_a_button_of_an_earlier_time_only_says_so(place: Staffed) -> None:
    """The card is brought up to date, and nothing else happens."""
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    card = place.anna.card(case)
    toast = await place.anna.presses_data(f"case:{case.ref}:approve_yes:1", card.message_id)
    assert toast == "This card was out of date. It shows how things stand now."
    assert place.case(case).state == CaseState.TAKEN
    assert (
        await place.anna.presses_data(f"case:{case.ref}:take:2", card.message_id) == f"You already have {case.number}."
    )


async def test_a_case_is_handed_back_and_assigned(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    await place.anna.presses(case, "more")
    await place.anna.presses(case, "hand_back")
    await place.boris.sees(case, "Nobody has taken it yet")
    await place.boris.presses(case, "more")
    await place.boris.presses(case, "assign")
    await place.boris.sees(case, "Who should have it?")
    await place.boris.presses(case, f"to_{place.anna.person.id}")
    await place.anna.sees(case, "With Anna")
    assert place.case(case).taken_by == place.anna.person.id


async def test_a_seller_who_cancels_ends_it_on_every_card(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    place.does(cases.cancel, case.id)
    await place.boris.sees(case, "Cancelled by the seller, 17:00")
    card = place.anna.card(case)
    toast = await place.anna.presses_data(f"case:{case.ref}:approve_yes:2", card.message_id)
    assert toast == "The seller cancelled it at 17:00."


async def test_the_right_ozon_id_is_shown_to_one_manager_until_the_case_ends(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "more")
    await place.anna.presses(case, "reveal")
    shown = await place.anna.reads("+79161234567")
    await place.anna.presses(case, "back")
    await place.anna.presses(case, "approve")
    await place.anna.presses(case, "approve_yes")
    masked = await place.anna.reads("· Right Ozon ID: +7 9** ***-**-67")
    assert masked.message_id == shown.message_id
    assert not any("+79161234567" in message.text for message in place.anna.messages)
    assert not any("· Right Ozon ID" in one.text for one in place.boris.messages)
