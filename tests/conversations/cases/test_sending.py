"""From the door to the number: one question at a time, checked, shown once more, and then with the managers."""

from sqlalchemy import select

from seller_bot.escalations.models import CaseState
from seller_bot.turns.models import ReceivedUpdate, Standing
from tests.conversations.cases.conftest import TO_THE_SUMMARY, Manager, case_of, entries, in_beijing, moment, sends
from tests.support.transcript import Chat

WHOLE = ("9161234567", "916 123-45-67", "9167654321", "916 765-43-21")


async def test_a_wrong_ozon_id_is_collected_shown_and_sent(chat: Chat, manager: Manager) -> None:
    """The case has what was answered, contacts masked, and the right Ozon ID whole for a manager alone."""
    case = await sends(chat)
    assert case.kind == "ozon_id_wrong"
    assert case.state == CaseState.WAITING
    assert case.answers == {
        "store": "1234567",
        "wrong_id": "+7 9** ***-**-67",
        "right_id": "+7 9** ***-**-21",
        "since": "since Monday",
        "story": "My colleague signed in on my phone.",
    }
    assert case.sealed is not None
    assert manager.desk.seal.open(case.sealed) == "+79167654321"


async def test_the_numbers_stand_whole_nowhere_on_the_way(chat: Chat) -> None:
    """Positions, replies and the summary have them masked, or sealed."""
    await chat.plays(TO_THE_SUMMARY)
    (standing,) = await chat.bot.rows(select(Standing).where(Standing.seller_id == chat.person.id))
    kept = await chat.bot.rows(select(ReceivedUpdate).where(ReceivedUpdate.chat_id == chat.person.id))
    summary = chat.person.messages[-1].text
    for number in WHOLE:
        assert number not in f"{standing.answers} {[row.calls for row in kept]} {summary}"
    assert "+7 9** ***-**-67" in summary


async def test_the_number_is_told_and_by_when_a_manager_takes_it(chat: Chat, manager: Manager) -> None:
    """Half an hour of business hours, in the seller's zone."""
    case = await sends(chat)
    told = chat.person.messages[-1].text
    assert case.number in told
    assert in_beijing(manager.desk.hours.after(moment(chat.bot), 30)) in told


async def test_what_does_not_answer_a_question_is_refused_with_help(chat: Chat) -> None:
    """The seller stays at the question until an answer fits."""
    await chat.plays("""
        seller: /ozonid
        bot:    ozon_id.ask_topic [what | link | stores | number | unlink | wrong]
        seller: [wrong]
        bot:    ozon_id.wrong [wrong_ozon_id | menu]
        seller: [wrong_ozon_id]
        bot:    case.ask.store
        seller: 12
        bot:    case.store_digits
        bot:    case.ask.store
        seller: [wrong_ozon_id]
        bot:    case.ask.store
        seller: https://seller.ozon.ru/shop
        bot:    case.store_expected
        bot:    case.ask.store
        seller: Client ID: 123456
        bot:    case.ask.wrong_id [back]
        seller: my colleague's
        bot:    case.contact_expected
        bot:    case.ask.wrong_id [back]
        seller: it was lin@example.com
        bot:    case.ask.right_id [back]
        seller: 86 138 1234 5678
        bot:    case.ask.since [back]
        seller: October
        bot:    case.ask.story [back]
        seller: hm
        bot:    case.story_too_short
        bot:    case.ask.story [back]
    """)


async def test_each_line_can_be_corrected_before_it_is_sent(chat: Chat) -> None:
    """A correction leads back to the summary; the other answers stay."""
    await chat.plays(TO_THE_SUMMARY)
    await chat.plays("""
        seller: [correct]
        bot:    case.correct [store | wrong_id | right_id | since | story | files | back]
        seller: [wrong_id]
        bot:    case.ask.wrong_id [back]
        seller: +86 138 1234 5678
        bot:    case.summary [send | correct | back]
        seller: [correct]
        bot:    case.correct [store | wrong_id | right_id | since | story | files | back]
        seller: [files]
        bot:    case.ask.files [none | back]
        seller: (photo)
        bot:    case.file_kept [done | drop | back]
        seller: [done]
        bot:    case.summary [send | correct | back]
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    case = await case_of(chat)
    assert case.answers["wrong_id"] == "+861********78"
    assert case.answers["since"] == "since Monday"
    assert await entries(chat) == [("", "photo")]


async def test_one_step_back_asks_again_and_goes_on_with_what_is_open(chat: Chat) -> None:
    await chat.plays("""
        seller: /contact
        bot:    contact.support [write_us | status | menu]
        seller: [write_us]
        bot:    case.ask.story
        seller: Can I bind two partners?
        bot:    case.ask.files [none | back]
        seller: [back]
        bot:    case.ask.story
        seller: Can I bind three partners at once?
        bot:    case.ask.files [none | back]
        seller: [none]
        bot:    case.summary [send | correct | back]
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    case = await case_of(chat)
    assert (case.kind, case.answers) == ("person", {"story": "Can I bind three partners at once?"})


async def test_a_question_in_between_is_answered_and_the_case_goes_on(chat: Chat) -> None:
    """At a question that takes only a number, a question is one; at the story every text is the story."""
    await chat.exchange("I linked the wrong Ozon ID")
    await chat.plays("""
        seller: /language
        bot:    language.choose [zh_Hans | zh_Hant | ru | en | resume]
        seller: [resume]
        bot:    case.ask.store
        seller: Lin Home
        bot:    case.ask.wrong_id [back]
    """)
    answered = chat.described((await chat.exchange("how do I check who has access to my store")).messages)
    assert answered[0].startswith("bot: answer.self_check")
    assert answered[1] == "bot: repair.leave_or_stay [resume | anew]"


async def test_the_same_case_sent_twice_is_joined_to_the_open_one(chat: Chat) -> None:
    """The newer answers count, and the seller is told the number of the first."""
    first = await sends(chat)
    await chat.exchange("I linked the wrong Ozon ID")
    await chat.plays("""
        seller: 7654321
        bot:    case.ask.wrong_id [back]
        seller: lin@example.com
        bot:    case.ask.right_id [back]
        seller: lena@example.com
        bot:    case.ask.since [back]
        seller: since Tuesday
        bot:    case.ask.story [back]
        seller: It happened again.
        bot:    case.ask.files [none | back]
        seller: [none]
        bot:    case.summary [send | correct | back]
        seller: [send]
        bot:    case.joined [status | menu]
    """)
    second = await case_of(chat)
    assert second.id == first.id
    assert first.number in chat.person.messages[-1].text
    assert second.answers["wrong_id"] == "l***@e***.com"


async def test_html_and_four_thousand_characters_come_back_as_they_were_written(chat: Chat) -> None:
    """In the summary the beginning is enough; the case has it all."""
    long = "<b>&amp; </i>" + "щ" * 3987
    await chat.plays("""
        seller: /contact
        bot:    contact.support [write_us | status | menu]
        seller: [write_us]
        bot:    case.ask.story
    """)
    await chat.exchange(long)
    await chat.plays("""
        seller: (photo: <b>)
        bot:    case.file_kept [done | drop | back]
        seller: [done]
        bot:    case.summary [send | correct | back]
    """)
    assert "<b>&amp; </i>щщ" in chat.person.messages[-1].text
    await chat.plays("""
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    assert (await case_of(chat)).answers["story"] == f"{long}\n\n<b>"
