"""The desk in a group: one card for all, in a forum one topic a case; what is said there goes to the seller."""

import pytest

from seller_bot.deliveries.models import State
from seller_bot.demo.samples import PHOTO
from seller_bot.escalations.models import CaseState
from seller_bot.sellers.models import Seller
from tests.support.databases import DATABASES, NewDatabase
from tests.support.desks import Member, staffed

pytestmark = pytest.mark.parametrize("kind", DATABASES)


async def test_a_group_has_one_card_for_all_and_speaks_to_each_in_the_own_language(
    new_database: NewDatabase, kind: str
) -> None:
    async with staffed(new_database(kind), locales=("en", "en", "ru"), in_group="group") as place:
        case = place.opens()
        await place.anna.sees(case, "Nobody has taken it yet")
        assert place.anna.person.messages == []
        assert await place.anna.presses(case, "take") == f"{case.number} is yours."
        await place.boris.sees(case, "With Anna")
        assert place.boris.buttons(case) == ["approve", "reject", "ask", "note", "more"]
        assert (await place.boris.presses(case, "approve")).startswith("Обращение уже в работе: Anna, с 17:00")
        await place.anna.presses(case, "approve")
        await place.anna.sees(case, "The seller will read")
        await place.anna.presses(case, "approve_yes")
        await place.hears("处理好了")
        await place.boris.sees(case, "Approved by Anna")


async def test_a_stranger_in_the_group_presses_in_vain(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="group") as place:
        assert place.group is not None
        case = place.opens()
        stranger = place.bot.server.person("Eve", language_code="ru")
        place.group.adds(stranger.user, by=place.owner.person.user)
        await place.anna.sees(case)
        eve = Member(place.bot, stranger, place.group)
        assert await eve.presses(case, "take") == await eve.presses_data(
            "nonsense:a:b:1", place.anna.card(case).message_id
        )
        await stranger.says("hello", place.anna.card(case).message_id, chat=place.group)
        assert place.case(case).state == CaseState.WAITING


async def test_replies_and_prompts_work_in_the_group(new_database: NewDatabase, kind: str) -> None:
    """A prompt names the person whom it asks, and takes nobody else's answer."""
    async with staffed(new_database(kind), in_group="group") as place:
        case = place.opens()
        await place.anna.presses(case, "ask")
        prompt = await place.anna.reads_prompt(case)
        assert prompt.text.startswith("Anna, ")
        await place.boris.replies(prompt, "Not mine to answer")
        await place.boris.reads("this was answered already")
        await place.anna.replies(prompt, "Whose phone is it?")
        await place.hears("Whose phone is it?")
        place.hears_from_seller(case, "Mine")
        said = await place.anna.reads("writes:\n\nMine")
        await place.anna.replies(said, "Thanks")
        await place.hears("Thanks")


async def test_the_right_ozon_id_goes_to_the_own_chat(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="group") as place:
        case = place.opens()
        await place.anna.presses(case, "more")
        assert await place.anna.presses(case, "reveal") == "Sent to your private chat with the bot."
        assert "+79161234567" in (await place.anna.person.sees(timeout=15)).text
        assert not any("+79161234567" in message.text for message in place.anna.messages)


async def test_a_forum_has_a_topic_for_each_case(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="forum") as place:
        assert place.group is not None
        first, second = place.opens(), place.opens("person")
        cards = [await place.anna.sees(case, "Nobody has taken it yet") for case in (first, second)]
        names = [topic.name for topic in place.group.chat.topics.values()]
        assert names == [f"{first.number} · Wrong Ozon ID", f"{second.number} · Question to a manager"]
        assert [card.json["message_thread_id"] for card in cards] == list(place.group.chat.topics)


async def test_whoever_has_the_case_talks_to_the_seller_in_its_topic(new_database: NewDatabase, kind: str) -> None:
    """What the others say there stays among them."""
    async with staffed(new_database(kind), in_group="forum") as place:
        case = place.opens()
        await place.anna.sees(case)
        thread = place.anna.card(case).json["message_thread_id"]
        await place.anna.presses(case, "take")
        await place.anna.sees(case, "With Anna")
        boris, anna = place.boris.person, place.anna.person
        await place.boris.wrote(await boris.says("I know him", chat=place.group, thread=thread))
        await place.anna.wrote(await anna.says("Good afternoon", chat=place.group, thread=thread))
        await place.anna.wrote(await anna.sends_photo(PHOTO, "See here", chat=place.group, thread=thread))
        await place.hears("Good afternoon")
        await place.hears("See here")
        assert not any("I know him" in message.text for message in place.seller.messages)
        place.hears_from_seller(case, "Good evening")
        said = await place.anna.reads("Good evening")
        assert said.json["message_thread_id"] == thread


async def test_a_note_in_a_topic_needs_no_reply_to_stay_inside(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="forum") as place:
        case = place.opens()
        await place.anna.presses(case, "take")
        card = await place.anna.sees(case, "With Anna")
        thread, anna = card.json["message_thread_id"], place.anna.person
        await place.anna.presses(case, "note")
        await place.anna.reads_prompt(case)
        await place.anna.wrote(await anna.says("Keep an eye on him", chat=place.group, thread=thread))
        await place.anna.wrote(await anna.says("Good morning", chat=place.group, thread=thread))
        await place.hears("Good morning")
        assert not any("an eye" in message.text for message in place.seller.messages)


async def test_an_owner_who_never_pressed_start_works_in_the_group(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="group") as place:
        with place.bot.database.unit_of_work() as session:
            session.delete(session.get_one(Seller, place.owner.person.id))
        case = place.opens()
        await place.owner.presses(case, "take")
        await place.anna.sees(case, "With Olga")
        await place.owner.writes(case, "ask", "Whose phone is it?")
        await place.hears("Whose phone is it?")


async def test_a_topic_deleted_by_hand_is_made_anew(new_database: NewDatabase, kind: str) -> None:
    """With its card; the seller loses nobody."""
    async with staffed(new_database(kind), in_group="forum") as place:
        assert place.group is not None
        case = place.opens()
        await place.anna.presses(case, "take")
        await place.anna.sees(case, "With Anna")
        await place.settled()
        gone = place.anna.card(case).json["message_thread_id"]
        place.group.deletes_topic(gone)
        place.hears_from_seller(case, "Are you there?")
        said = await place.anna.reads("Are you there?")
        card = await place.anna.sees(case, "With Anna", "The seller has waited")
        (thread,) = place.group.chat.topics
        assert said.json["message_thread_id"] == card.json["message_thread_id"] == thread != gone
        await place.anna.replies(said, "I am")
        await place.hears("I am")


async def test_a_group_that_becomes_a_supergroup_goes_on(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="basic") as place:
        assert place.group is not None
        case = place.opens()
        await place.anna.sees(case)
        await place.settled()
        moved = place.group.migrates(place.owner.person.user)
        other = place.opens("person")
        anna = Member(place.bot, place.anna.person, moved)
        await anna.sees(other, "Nobody has taken it yet")
        await anna.presses(other, "take")
        await anna.sees(other, "With Anna")
        await place.settled()
        states = {row.state for row in place.rows()}
        assert State.UNCERTAIN not in states


async def test_without_the_right_to_make_topics_all_goes_to_the_group(new_database: NewDatabase, kind: str) -> None:
    async with staffed(new_database(kind), in_group="forum", bot_is="member") as place:
        assert place.group is not None
        place.group.permits(can_manage_topics=False)
        case = place.opens()
        card = await place.anna.sees(case, "Nobody has taken it yet")
        assert "message_thread_id" not in card.json
