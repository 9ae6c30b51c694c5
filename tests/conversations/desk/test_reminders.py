"""What waits too long is reminded of, step by step, at the desk's hours; each step is on record. The morning begins
with what waits.
"""

from datetime import UTC, datetime, timedelta

from seller_bot.staff.queries import events_of
from tests.support.desks import Member, Staffed, until

TUESDAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""


def reminders(member: Member) -> list[str]:
    return [message.text for message in member.messages if message.text.startswith("⚠")]


async def test_a_case_that_nobody_takes_reminds_all_and_then_the_owners(place: Staffed) -> None:
    case = place.opens()
    await place.settled()
    place.bot.clock.advance(timedelta(minutes=31))
    await place.anna.reads("has not been taken in time: it was due by")
    await place.boris.reads("has not been taken in time")
    await place.anna.sees(case, "⚠ Overdue")
    place.bot.clock.now = TUESDAY + timedelta(minutes=10)
    await place.owner.reads("Good morning")
    await place.settled()
    place.bot.clock.advance(timedelta(minutes=40))
    await wait_for_steps(place, case.id, 2)
    place.bot.clock.advance(timedelta(minutes=40))
    await wait_for_steps(place, case.id, 3)
    await place.settled()
    assert [len(reminders(member)) for member in (place.anna, place.owner)] == [2, 3]
    assert steps(place, case.id) == ["holder", "managers", "owners"]


async def wait_for_steps(place: Staffed, case_id: int, number: int) -> None:
    await until(lambda: len(steps(place, case_id)) >= number or None, "a step", lambda: str(steps(place, case_id)))


def steps(place: Staffed, case_id: int) -> list[str]:
    case = place.case_of(case_id)
    with place.bot.database.unit_of_work() as session:
        return [one.after["whom"] for one in events_of(session, case.subject) if one.what == "reminded"]


async def test_whoever_has_a_case_is_reminded_first(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    place.bot.clock.now = TUESDAY + timedelta(hours=4)
    reminder = await place.anna.reads("has not been decided in time")
    assert reminder.json["reply_to_message"]["message_id"] == place.anna.card(case).message_id
    await place.settled()
    assert reminders(place.boris) == []


async def test_a_seller_who_waits_for_an_answer_is_not_forgotten(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    place.bot.clock.now = TUESDAY
    place.hears_from_seller(case, "Hello?")
    await place.anna.reads("Hello?")
    place.bot.clock.advance(timedelta(minutes=61))
    await place.anna.reads("the seller has waited for an answer since")


async def test_nothing_is_said_outside_the_hours(place: Staffed) -> None:
    place.opens()
    await place.settled()
    place.bot.clock.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    await place.settled()
    assert reminders(place.anna) == []


async def test_the_morning_begins_with_what_waits(place: Staffed) -> None:
    """Once, in each one's language; with nothing to do nothing is said."""
    place.bot.clock.now = TUESDAY + timedelta(hours=5)
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    await place.settled()
    place.bot.clock.now = TUESDAY + timedelta(days=1, minutes=1)
    said = await place.anna.reads("Good morning. Waiting: 0. Overdue: 1. With the seller: 0. Yours: 1.")
    assert said.labels == ["Open the queue"]
    await place.settled()
    assert len([one for one in place.anna.messages if one.text.startswith("Good morning")]) == 1
