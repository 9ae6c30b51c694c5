"""What is sent to everybody is confirmed with its number, once, by a second person where the rules want one."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from seller_bot.notices.models import Notice
from seller_bot.sellers.models import Seller
from tests.support.databases import DATABASES, NewDatabase
from tests.support.writers import Office, office

THREE = timedelta(seconds=3)


async def test_nothing_is_sent_that_nobody_has_looked_at(place: Office) -> None:
    await place.anna.drafts(en="Hello")
    assert await place.anna.presses("send") == "First look at it: the previews are coming."
    await place.anna.reads("Hello")
    await place.anna.settled()
    assert place.anna.notice.state == "draft"
    await place.anna.presses("send")
    assert await place.anna.stated() == "1"


async def test_the_button_works_after_three_seconds_and_sends_once(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Hello")
    await anna.presses("fallback")
    await anna.looks_at_previews()
    await anna.presses("send")
    assert await anna.stated() == "4"
    assert await anna.presses("confirm") == "Read it once more: 4. The button works in a moment."
    assert anna.notice.state == "draft"
    data, message_id = next(
        (button.data or "", anna.card.message_id) for button in anna.card if "confirm" in (button.data or "")
    )
    place.bot.clock.advance(THREE)
    said = await asyncio.gather(*(anna.presses_data(data, message_id) for _ in range(3)))
    assert "It is being sent." in said
    assert len(said) == 3
    for seller in place.sellers.values():
        await seller.sees("Hello")
    await anna.settled()
    assert [sum(one.text == "Hello" for one in seller.messages) for seller in place.sellers.values()] == [1] * 4


async def test_another_number_sends_nothing(place: Office) -> None:
    await place.anna.drafts(en="Hello")
    await place.anna.looks_at_previews()
    await place.anna.presses("send")
    await place.anna.stated()
    await place.anna.says("44")
    await place.anna.reads("That is not the number.")
    assert place.anna.notice.state == "draft"
    await place.anna.says("1")
    await place.sellers["en"].sees("Hello")


@pytest.mark.parametrize("words", ["no, wait 1 minute!", "1?", "11", "one", "²"])
async def test_words_that_are_not_the_number_send_nothing(place: Office, words: str) -> None:
    await place.anna.drafts(en="Hello")
    await place.anna.looks_at_previews()
    await place.anna.presses("send")
    await place.anna.stated()
    await place.anna.says(words)
    await place.anna.reads("That is not the number.")
    assert place.anna.notice.state == "draft"


async def test_a_button_confirms_only_the_notice_under_which_it_stands(place: Office) -> None:
    anna = place.anna
    for title in ("First", "Second"):
        await anna.drafts(title, en="Hello")
        await anna.looks_at_previews()
    first = anna.notice.id - 1
    await anna.presses("send")
    stated = f"{anna.notice.version}-0-{await anna.stated()}"
    place.bot.clock.advance(THREE)
    await anna.presses_data(f"notice:confirm:{stated}:{first}", anna.card.message_id)
    await anna.settled()
    assert [one.state for one in await place.bot.rows(select(Notice))] == ["draft", "draft"]


async def test_a_moment_that_has_passed_is_chosen_anew(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Hello")
    await anna.presses("when")
    await anna.presses("at:hour")
    await anna.looks_at_previews()
    place.bot.clock.advance(timedelta(hours=2))
    assert await anna.presses("send") == "That time has passed: choose another one."


async def test_by_its_moment_it_goes_to_no_more_than_were_confirmed(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Hello")
    await anna.presses("when")
    await anna.presses("at:hour")
    await anna.looks_at_previews()
    await anna.sends()
    await anna.sees("State: scheduled")
    with place.bot.database.unit_of_work() as session:
        session.get_one(Seller, place.sellers["ru"].id).locale = "en"
    place.bot.clock.advance(timedelta(hours=2))
    await anna.sees("State: draft", "it would have gone to more than the 1 seller confirmed")
    assert not any(one.text == "Hello" for one in place.sellers["en"].messages)


async def test_what_was_changed_after_the_statement_is_stated_anew(place: Office) -> None:
    anna, boris = place.anna, place.boris
    await anna.drafts(en="Hello")
    await anna.looks_at_previews()
    await anna.presses("send")
    await anna.stated()
    await boris.says("/notice")
    await boris.presses("open")
    await boris.presses("fallback")
    place.bot.clock.advance(THREE)
    assert (await anna.presses("confirm")).startswith("It was changed in the meantime, so nothing was sent.")
    await anna.sees("State: draft", "Goes to 4 sellers")
    assert await anna.presses("send") == "First look at it: the previews are coming."


async def test_at_its_moment_a_scheduled_notice_goes_out(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Hello")
    await anna.presses("when")
    await anna.sees("Time zone: Shanghai")
    await anna.presses("ask:time")
    await anna.says("18:30")
    await anna.sees("When: 18:30 (Shanghai 18:30 and Moscow 13:30)")
    await anna.looks_at_previews()
    await anna.sends()
    await anna.sees("State: scheduled")
    place.bot.clock.advance(timedelta(hours=2))
    await place.sellers["en"].sees("Hello")


@pytest.mark.parametrize("database", DATABASES)
async def test_above_a_number_a_second_person_approves(database: str, new_database: NewDatabase) -> None:
    async with office(new_database(database), SELLER_BOT_NOTICE_APPROVAL_ABOVE="0") as place:
        anna, boris = place.anna, place.boris
        await anna.drafts(en="Hello")
        await anna.looks_at_previews()
        await anna.presses("send")
        await anna.sees("Somebody else has to approve it")
        await anna.says(await anna.stated())
        await anna.sees("Anna wants to send it")
        assert "send" not in anna.acts
        forged = f"notice:send::{anna.notice.id}"
        own = await anna.presses_data(forged, anna.card.message_id)
        assert own == "You proposed it yourself: somebody else has to approve it."
        await place.owner.sees("Anna wants to send it")
        await boris.sees("Anna wants to send it")
        await boris.presses("edit")
        await anna.sees("State: draft")
        await anna.sends()
        await boris.sees("Anna wants to send it")
        await boris.sends()
        await place.sellers["en"].sees("Hello")
        await anna.sees("has been sent")
