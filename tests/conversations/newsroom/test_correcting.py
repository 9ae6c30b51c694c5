"""A notice that is out is corrected where it has arrived: a text per language, and nothing before the last press."""

from datetime import timedelta

import pytest

from tests.support.databases import DATABASES, NewDatabase
from tests.support.writers import Office, office


async def test_a_correction_is_written_confirmed_and_put_in_place(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Works on Sundey", ru="Работы в воскресенье", zh_Hans="周日维护")
    await anna.looks_at_previews()
    await anna.sends()
    await anna.sees("has been sent")
    await anna.settled()
    await anna.presses("correct")
    await anna.sees("Send the corrected text (English)")
    await anna.says("Works on Sunday")
    await anna.sees("(Русский)")
    await anna.presses("keep")
    await anna.sees("(简体中文)")
    await anna.says("周日系统维护")
    await anna.sees("changes for 4 sellers", "Works on Sunday", "周日系统维护")
    assert (await place.sellers["en"].sees("Works on Sundey")).edited is False
    assert (await anna.presses("correct_yes")).startswith("Read it once more")
    place.bot.clock.advance(timedelta(seconds=3))
    await anna.presses("correct_yes")
    for locale, text in {"en": "Works on Sunday", "zh_Hans": "周日系统维护", "zh_Hant": "週日系統維護"}.items():
        await place.sellers[locale].sees(text)
    await place.sellers["ru"].sees("Работы в воскресенье")


async def test_an_abandoned_correction_changes_nothing(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Hello")
    await anna.looks_at_previews()
    await anna.sends()
    await anna.sees("has been sent")
    await anna.presses("correct")
    await anna.says("Good day")
    await anna.sees("changes for 1 seller")
    await anna.says("/menu")
    await anna.presses("recall")
    await anna.presses("recall_yes")
    await anna.reads("is being taken back")
    await anna.settled()
    assert all(one.text != "Hello" and one.text != "Good day" for one in place.sellers["en"].messages)


async def test_words_that_come_after_it_was_taken_back_change_nothing(place: Office) -> None:
    anna, boris = place.anna, place.boris
    await anna.drafts(en="Hello")
    await anna.looks_at_previews()
    await anna.sends()
    await anna.sees("has been sent")
    await anna.presses("correct")
    await anna.sees("Send the corrected text")
    await boris.says("/notice")
    await boris.presses("open")
    await boris.presses("recall")
    await boris.presses("recall_yes")
    await anna.says("Good day")
    await anna.reads("This notice is no longer a draft")
    assert anna.notice.correction is None


async def test_somebody_elses_correction_is_not_put_in_place_by_an_old_button(place: Office) -> None:
    anna, boris = place.anna, place.boris
    await anna.drafts(en="Hello")
    await anna.looks_at_previews()
    await anna.sends()
    await anna.sees("has been sent")
    await anna.presses("correct")
    await anna.says("Good day")
    await anna.sees("changes for 1 seller", "Good day")
    await boris.says("/notice")
    await boris.presses("open")
    await boris.presses("correct")
    await boris.says("Rubbish")
    await boris.sees("Rubbish")
    place.bot.clock.advance(timedelta(seconds=3))
    assert (await anna.presses("correct_yes")).startswith("Somebody changed the correction")
    assert anna.notice.recall_id is None


@pytest.mark.parametrize("database", DATABASES)
async def test_where_two_have_to_agree_they_agree_on_a_correction_too(database: str, new_database: NewDatabase) -> None:
    async with office(new_database(database), SELLER_BOT_NOTICE_APPROVAL_ABOVE="0") as place:
        anna, boris = place.anna, place.boris
        await anna.drafts(en="Hello")
        await anna.looks_at_previews()
        await anna.sends()
        await boris.sees("Anna wants to send it")
        await boris.sends()
        await anna.sees("has been sent")
        await anna.presses("correct")
        await anna.says("Good day")
        await anna.sees("changes for 1 seller", "Good day")
        place.bot.clock.advance(timedelta(seconds=3))
        assert await anna.presses("correct_yes") == "Your colleagues have been asked to approve it."
        await boris.sees("changes for 1 seller", "Good day")
        assert anna.notice.recall_id is None
        await boris.presses("correct_yes")
        await place.sellers["en"].sees("Good day")
