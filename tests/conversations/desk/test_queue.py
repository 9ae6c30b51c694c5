"""/queue lists what waits, page by page, finds cases, and leads to their cards."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from seller_bot.escalations import cases
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case
from seller_bot.sellers.models import Seller
from tests.support.desks import Member, Staffed, act_of, until

TITLES = {"waiting": "Waiting", "mine": "Mine", "overdue": "Overdue", "seller": "With the seller", "decided": "Decided"}


async def asks(member: Member, what: str) -> str:
    """What the bot answers to a command."""
    await member.wrote(await member.person.says(what))
    return member.messages[-1].text


async def turns_to(member: Member, tab: str, page: int = 0) -> str:
    """Another tab, or page, in the message that shows the queue."""
    queue = member.messages[-1]
    await member.presses_data(f"queue:{tab}:{page}:0", queue.message_id)

    def look() -> str | None:
        newest = member.messages[-1]
        is_there = newest.text.startswith(TITLES[tab]) and (newest.text != queue.text or newest.edited)
        return newest.text if is_there and newest.message_id == queue.message_id else None

    return await until(look, tab, lambda: member.messages[-1].text)


async def test_the_tabs_show_what_they_name(place: Staffed) -> None:
    waiting, taken = place.opens(), place.opens("person")
    await place.anna.presses(taken, "take")
    await place.anna.sees(taken, "With Anna")
    await place.settled()
    assert waiting.number in await asks(place.anna, "/queue")
    assert place.anna.messages[-1].labels[-5:] == [
        "• Waiting 1",
        "Mine 1",
        "Overdue 0",
        "With the seller 0",
        "Decided 0",
    ]
    mine = await turns_to(place.anna, "mine")
    assert taken.number in mine
    assert waiting.number not in mine
    place.does(cases.cancel, taken.id)
    assert taken.number in await turns_to(place.anna, "decided")
    assert "Nothing here" in await turns_to(place.anna, "seller")
    await asks(place.boris, "/queue")
    assert "Mine 0" in place.boris.messages[-1].labels


async def test_an_overdue_case_is_marked(place: Staffed) -> None:
    case = place.opens()
    await place.settled()
    place.bot.clock.advance(timedelta(minutes=40))
    assert f"⚠ {case.number} · Wrong Ozon ID · Li <i> · 40 minutes" in await asks(place.anna, "/queue")


async def test_pages_are_turned(place: Staffed) -> None:
    """The oldest first."""
    opened = [place.does(open_for, number) for number in range(10)]
    await place.settled()
    text = await asks(place.anna, "/queue")
    assert [case.number in text for case in opened] == [True] * 8 + [False] * 2
    text = await turns_to(place.anna, "waiting", 1)
    assert [case.number in text for case in opened] == [False] * 8 + [True] * 2


def open_for(session: Session, number: int, desk: Desk, now: datetime) -> Case:
    """A case of one more seller."""
    seller = Seller(id=9000 + number, first_name="Wu", created_at=now, seen_at=now, blocked_at=now)
    session.add(seller)
    session.flush()
    return cases.open_case(session, seller.id, "person", {"story": "?"}, [], None, desk, now).case


async def test_cases_are_found_by_number_and_by_seller(place: Staffed) -> None:
    case = place.opens()
    await place.settled()
    for words in (case.number, case.number.lower(), case.number.removeprefix("E-"), "li", str(place.seller.id)):
        assert case.number in await asks(place.anna, f"/queue {words}")
    assert "Nothing here" in await asks(place.anna, "/queue nobody")


async def test_a_button_leads_to_the_card(place: Staffed) -> None:
    """Which stays where it is: a reply points to it. Who never had one gets it."""
    case = place.opens()
    await place.anna.presses(case, "approve")
    await place.anna.presses(case, "approve_yes")
    await place.settled()
    await asks(place.anna, f"/queue {case.number}")
    button = next(button for button in place.anna.messages[-1] if act_of(button) == "show")
    await place.anna.presses_data(button.data or "", place.anna.messages[-1].message_id)
    here = await place.anna.reads(f"{case.number} is here")
    assert here.json["reply_to_message"]["message_id"] == place.anna.card(case).message_id
