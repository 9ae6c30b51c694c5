"""Whoever decides no cases finds nothing of the desk; who has ceased to be a manager loses it at once."""

import asyncio

import pytest
from sqlalchemy import select

from seller_bot.deliveries.models import Delivery, State
from seller_bot.demo.people import Person
from seller_bot.escalations.models import CaseState
from seller_bot.staff import roster
from seller_bot.staff.events import COMMAND_LINE
from seller_bot.staff.models import Role, StaffMember
from tests.support.desks import PATIENCE, Member, Staffed


@pytest.mark.parametrize(
    "act", ["take", "approve_yes", "reason_not_found", "reveal", "timeline", "show", "note", "more"]
)
async def test_a_seller_who_forges_a_button_learns_nothing(place: Staffed, act: str) -> None:
    """Not even the seller of the case himself."""
    case = place.opens()
    li = Member(place.bot, place.seller)
    await place.seller.says("/menu")
    newest = (await place.seller.sees(timeout=15)).message_id
    toast = await li.presses_data(f"case:{case.ref}:{act}:1", newest)
    assert toast == await li.presses_data("nonsense:a:b:1", newest)
    assert toast == await li.presses_data("queue:waiting:0:0", newest)
    assert place.case(case).state == CaseState.WAITING


@pytest.mark.parametrize(
    "data",
    [
        "case:unknown:take:1",
        "case:{ref}:to_1:1",
        "case:{ref}:to_٣:1",
        "case:{ref}:reason_none:1",
        "case:{ref}:eat:1",
        "case:{ref}::1",
        "case:::0",
        "queue:nowhere:0:0",
        "queue:waiting:-1:0",
        "queue:waiting:x:0",
    ],
)
async def test_a_manager_who_forges_a_button_is_only_told_so(place: Staffed, data: str) -> None:
    case = place.opens()
    await place.anna.sees(case)
    card = place.anna.card(case).message_id
    toast = await place.anna.presses_data(data.format(ref=case.ref), card)
    assert toast == await place.anna.presses_data("nonsense:a:b:1", card)
    assert place.case(case).state == CaseState.WAITING


async def test_a_manager_who_is_removed_loses_buttons_and_cards(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "more")
    await place.anna.presses(case, "reveal")
    await place.anna.reads("Right Ozon ID: +79161234567")
    card = place.anna.card(case)
    with place.bot.database.unit_of_work() as session:
        roster.revoke(session, place.anna.person.id, COMMAND_LINE, place.bot.clock())
    toast = await place.anna.presses_data(f"case:{case.ref}:take:1", card.message_id)
    assert toast == await place.anna.presses_data("nonsense:a:b:1", card.message_id)
    shown = await place.anna.reads("you are not on the team any more")
    assert (shown.message_id, shown.buttons) == (card.message_id, ())
    await place.anna.reads("Right Ozon ID: +7 9** ***-**-67")
    assert not any("+79161234567" in message.text for message in place.anna.messages)
    await place.settled()
    calls = len(place.bot.server.calls)
    await place.anna.wrote(await place.anna.person.says("still here", card.message_id))
    await asyncio.sleep(3)
    changes = [call for call in place.bot.server.calls[calls:] if call.method == "editMessageText"]
    assert changes == []
    assert place.case(case).state == CaseState.WAITING


async def test_what_is_on_its_way_to_a_manager_who_is_removed_is_taken_back_too(place: Staffed) -> None:
    """The contact was asked for while he was one, and comes when he is one no more."""
    case = place.opens()
    await place.anna.presses(case, "more")
    place.bot.server.faults.slows(1, "sendMessage", chat_id=place.anna.person.id)
    await place.anna.presses(case, "reveal")
    calling = select(Delivery.id).where(Delivery.state == State.SENDING, Delivery.chat_id == place.anna.person.id)
    async with asyncio.timeout(PATIENCE):
        while not await place.bot.rows(calling):
            await asyncio.sleep(0.01)
    with place.bot.database.unit_of_work() as session:
        roster.revoke(session, place.anna.person.id, COMMAND_LINE, place.bot.clock())
    await place.anna.reads("Right Ozon ID: +79161234567")
    async with asyncio.timeout(PATIENCE):
        while any("+79161234567" in message.text for message in place.anna.messages):
            await asyncio.sleep(0.01)


async def test_a_new_manager_gets_the_cards_of_open_cases(place: Staffed) -> None:
    case = place.opens()
    carol = place.bot.server.person("Carol", language_code="ru")
    await carol.says("/start")
    await carol.sees(timeout=15)
    with place.bot.database.unit_of_work() as session:
        session.add(StaffMember(id=carol.id, role=Role.MANAGER, locale="ru", joined_at=place.bot.clock()))
    await Member(place.bot, carol).sees(case, "Пока никто не взял")


async def test_support_sees_no_cases(place: Staffed) -> None:
    sam = place.bot.server.person("Sam", language_code="en")
    await sam.says("/start")
    await sam.sees(timeout=15)
    with place.bot.database.unit_of_work() as session:
        session.add(StaffMember(id=sam.id, role=Role.SUPPORT, locale="en", joined_at=place.bot.clock()))
    case = place.opens()
    await place.anna.sees(case)
    await asyncio.sleep(3)
    assert not Member(place.bot, sam).has_card(case)
    await sam.says("/queue")
    assert "E-" not in (await sam.sees(timeout=15)).text


async def test_a_manager_who_has_blocked_the_bot_spoils_nothing(place: Staffed) -> None:
    place.boris.person.blocks()
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.owner.sees(case, "With Anna")
    assert place.case(case).state == CaseState.TAKEN


async def test_a_card_that_is_deleted_comes_again(place: Staffed) -> None:
    case = place.opens()
    await place.boris.sees(case)
    old = place.boris.card(case).message_id
    place.bot.server.world.delete(place.boris.person.chat, [old])
    await place.anna.presses(case, "take")
    card = await place.boris.sees(case, "With Anna")
    assert card.message_id != old


async def test_only_managers_and_owners_have_the_queue_in_their_menu(place: Staffed) -> None:
    async with asyncio.timeout(15):
        while not (has_queue(place, place.anna.person) and has_queue(place, place.owner.person)):
            await asyncio.sleep(0.05)
    assert not has_queue(place, place.seller)


def has_queue(place: Staffed, person: Person) -> bool:
    commands = place.bot.server.world.profile.shown_commands(person.id, person.user.language_code)
    return any(command["command"] == "queue" for command in commands)
