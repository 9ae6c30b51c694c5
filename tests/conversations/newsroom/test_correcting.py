"""A notice that is out is corrected where it has arrived: a text per language, and nothing before the last press."""

from tests.support.writers import Office


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
    await anna.sees("changes for 4 sellers")
    assert (await place.sellers["en"].sees("Works on Sundey")).edited is False
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
