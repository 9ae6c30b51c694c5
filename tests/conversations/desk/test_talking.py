"""Words both ways: replies and prompts of managers, messages, files, albums and edits; what doesn't arrive is told."""

import asyncio

from seller_bot.demo.samples import PHOTO
from seller_bot.escalations import cases
from seller_bot.escalations.cases import Words
from seller_bot.escalations.models import CaseState, Entry, EntryKind
from seller_bot.escalations.queries import entries_of
from seller_bot.escalations.told import ALBUM_GATHERS
from seller_bot.staff import roster
from seller_bot.staff.events import COMMAND_LINE
from tests.support.desks import Staffed


async def test_a_question_stops_the_clock_until_the_seller_answers(place: Staffed) -> None:
    case = place.opens()
    await place.anna.writes(case, "ask", "Whose phone is it?")
    question = await place.hears("Whose phone is it?")
    assert "客户经理提问" in question.text
    await place.boris.sees(case, "Anna asked the seller at 17:00")
    assert place.case(case).decide_by is None
    place.hears_from_seller(case, "Mine <b>")
    answer = await place.anna.reads("writes:\n\nMine <b>")
    assert answer.json["reply_to_message"]["message_id"] == place.anna.card(case).message_id
    await place.boris.sees(case, "With Anna", "The seller has waited")
    assert place.case(case).state == CaseState.TAKEN


async def test_plain_words_right_after_a_prompt_are_its_answer(place: Staffed) -> None:
    """Something else in between, and only a reply is."""
    case = place.opens()
    await place.anna.presses(case, "note")
    await place.anna.reads_prompt(case)
    await place.settled()
    await place.anna.wrote(await place.anna.person.says("a first note"))
    assert notes(place, case.id) == ["a first note"]
    await place.anna.presses(case, "note")
    prompt = await place.anna.reads_prompt(case)
    await place.anna.wrote(await place.anna.person.says("/menu"))
    await place.anna.wrote(await place.anna.person.says("how do I unbind a partner?"))
    assert notes(place, case.id) == ["a first note"]
    await place.anna.replies(prompt, "a second note")
    assert notes(place, case.id) == ["a first note", "a second note"]
    assert not any("note" in message.text for message in place.seller.messages)


def notes(place: Staffed, case_id: int) -> list[str]:
    return [entry.text for entry in said(place, case_id) if entry.kind == EntryKind.NOTE]


def said(place: Staffed, case_id: int) -> list[Entry]:
    with place.bot.database.unit_of_work() as session:
        return list(entries_of(session, case_id))


async def test_only_whoever_has_the_case_writes_to_the_seller(place: Staffed) -> None:
    case = place.opens()
    await place.anna.sees(case)
    await place.anna.replies(place.anna.card(case), "Hello")
    await place.anna.reads("not sent. Take the case first")
    await place.anna.presses(case, "take")
    await place.boris.sees(case, "With Anna")
    await place.boris.replies(place.boris.card(case), "Hello")
    await place.boris.reads("not sent. Anna has had it since 17:00.")
    await place.anna.replies(place.anna.card(case), "Good afternoon & <i>welcome</i>")
    assert "Good afternoon & <i>welcome</i>" in (await place.hears("Good afternoon")).text


async def test_an_edit_of_either_side_changes_what_the_other_one_has_got(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    await place.anna.replies(place.anna.card(case), "Tommorow")
    first = await place.hears("Tommorow")
    own = next(message for message in place.anna.messages if message.text == "Tommorow")
    await place.settled()
    await place.anna.person.edits(own.message_id, "Tomorrow")
    changed = await place.hears("Tomorrow")
    assert changed.message_id == first.message_id
    await place.seller.says("Thanx")
    written = place.seller.messages[-1]
    place.hears_from_seller(case, "Thanx", chat_id=place.seller.id, message_id=written.message_id)
    await place.anna.reads("Thanx")
    await place.settled()
    await place.seller.edits(written.message_id, "Thanks")
    await place.anna.reads("Thanks")


async def test_files_go_both_ways_and_albums_stay_albums(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    card = place.anna.card(case).message_id
    await place.anna.wrote(await place.anna.person.sends_photo(PHOTO, "Look <here>", reply_to_message_id=card))
    photo = await place.hears("Look <here>")
    assert "photo" in photo.json
    assert case.number in photo.text
    updates = await place.anna.person.sends_album(caption="Both", reply_to_message_id=card)
    await place.anna.wrote(*updates)
    place.bot.clock.advance(ALBUM_GATHERS)
    first = await place.hears("Both")
    album = [one for one in place.seller.messages if one.json.get("media_group_id") == first.json["media_group_id"]]
    assert len(album) == 2


async def test_files_of_the_seller_stand_behind_a_button(place: Staffed) -> None:
    """Ten at once come as an album, a document by itself."""
    await place.seller.sends_photo()
    photo = place.seller.messages[-1].json["photo"][-1]["file_id"]
    await place.seller.sends_document()
    document = place.seller.messages[-1].json["document"]["file_id"]
    files = [Words(file_kind="photo", file_id=photo) for _ in range(10)]
    case = place.opens(files=[*files, Words(file_kind="document", file_id=document)])
    await place.anna.sees(case, "Files: 11")
    await place.anna.presses(case, "more")
    before = len(place.anna.messages)
    await place.anna.presses(case, "files")
    async with asyncio.timeout(20):
        while len(place.anna.messages) < before + 11:
            await asyncio.sleep(0.05)
    sent = place.anna.messages[before:]
    assert [("photo" in one.json, "document" in one.json) for one in sent] == [(True, False)] * 10 + [(False, True)]
    assert len({one.json.get("media_group_id") for one in sent[:10]}) == 1


async def test_what_does_not_reach_the_seller_is_told_to_its_author(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    await place.settled()
    place.seller.blocks()
    await place.anna.replies(place.anna.card(case), "Are you there?")
    told = await place.anna.reads("did not arrive. The seller has blocked the bot.")
    assert told.json["reply_to_message"]["text"] == "Are you there?"
    await place.anna.presses(case, "approve")
    await place.anna.presses(case, "approve_yes")
    await place.boris.sees(case, "Approved by Anna", "The seller has blocked the bot")


async def test_long_words_are_cut_on_the_card_and_whole_behind_a_button(place: Staffed) -> None:
    story = "<b>&amp; " + "длинно " * 570
    case = place.opens(story=story[:4000], store="x" * 200)
    card = await place.anna.sees(case, "…")
    assert len(card.text) < 1500
    await place.anna.presses(case, "more")
    await place.anna.presses(case, "full")
    await place.anna.reads(story[:3000])


async def test_html_in_every_field_is_shown_as_it_was_written(place: Staffed) -> None:
    hostile = "</b><a href='x'>&lt;"
    answers = {name: f"{hostile}{name}" for name in ("store", "wrong_id", "right_id", "since", "story")}
    case = place.opens(files=(), **answers)
    card = await place.anna.sees(case)
    assert all(answer in card.text for answer in answers.values())
    place.hears_from_seller(case, hostile)
    place.does(cases.cancel, case.id)
    await place.anna.sees(case, "Cancelled")
    await place.anna.presses(case, "more")
    await place.anna.presses(case, "timeline")
    await place.anna.reads(hostile)


async def test_a_reply_to_a_note_stays_among_the_managers(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    await place.anna.presses(case, "note")
    await place.anna.reads_prompt(case)
    await place.settled()
    await place.anna.wrote(await place.anna.person.says("fishy"))
    noted = next(one for one in reversed(place.anna.messages) if not one.from_bot)
    await place.anna.replies(noted, "yes, he lies")
    await place.settled()
    assert not any("he lies" in message.text for message in place.seller.messages)


async def test_a_command_in_between_sets_a_prompt_aside(place: Staffed) -> None:
    """What is typed after /queue is no reason for a rejection."""
    case = place.opens()
    await place.anna.presses(case, "reject")
    await place.anna.presses(case, "own_reject")
    await place.anna.reads_prompt(case)
    await place.settled()
    await place.anna.wrote(await place.anna.person.says("/queue"))
    await place.anna.wrote(await place.anna.person.says("E-1001"))
    assert place.case(case).state == CaseState.WAITING


async def test_a_former_manager_changes_nothing_that_he_said(place: Staffed) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    said = await place.anna.person.says("All is well.", place.anna.card(case).message_id)
    await place.anna.wrote(said)
    heard = await place.hears("All is well.")
    mine = next(one for one in reversed(place.anna.messages) if not one.from_bot)
    with place.bot.database.unit_of_work() as session:
        roster.revoke(session, place.anna.person.id, COMMAND_LINE, place.bot.clock())
    await place.anna.wrote(await place.anna.person.edits(mine.message_id, "Send me your password."))
    await place.settled()
    assert not any("password" in message.text for message in place.seller.messages)
    assert heard.text.endswith("All is well.")
