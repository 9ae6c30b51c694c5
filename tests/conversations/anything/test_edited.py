"""Who edits a message changes the answer that it gave, as long as that is the last one in words, and still counts."""

from sqlalchemy import select

from seller_bot.turns.models import Standing
from tests.conversations.anything.conftest import edits, says
from tests.support.transcript import Chat


async def answers(chat: Chat) -> dict[str, object]:
    (standing,) = await chat.bot.rows(select(Standing).where(Standing.seller_id == chat.person.id))
    return standing.answers


async def test_a_typo_in_the_name_is_mended_by_editing(at_the_name: Chat) -> None:
    name, _ = await says(at_the_name, "Sunrise Logstics")
    heard = await edits(at_the_name, name, "Sunrise Logistics")
    assert heard == ["bot: edited.changed", "bot: binding.open_contacts [opened | not_there | back]"]
    assert "“Sunrise Logistics”" in at_the_name.person.messages[-2].text
    await at_the_name.plays("""
        seller: [opened]
        bot:    binding.search_partner [copy | found | not_found | back]
    """)
    assert "Sunrise Logistics" in at_the_name.person.messages[-1].text


async def test_a_step_later_it_still_counts(at_the_name: Chat) -> None:
    name, _ = await says(at_the_name, "Sunrise Logstics")
    await at_the_name.acts("[opened]")
    heard = await edits(at_the_name, name, "Sunrise Logistics")
    assert heard == ["bot: edited.changed", "bot: binding.search_partner [copy | found | not_found | back]"]
    assert (await answers(at_the_name))["partner"] == "Sunrise Logistics"


async def test_the_same_words_again_say_nothing(at_the_name: Chat) -> None:
    name, _ = await says(at_the_name, "Sunrise")
    assert await edits(at_the_name, name, "Sunrise ") == []


async def test_what_can_not_be_a_name_leaves_the_first_one(at_the_name: Chat) -> None:
    name, _ = await says(at_the_name, "Sunrise")
    assert await edits(at_the_name, name, "https://sunrise.example") == ["bot: partner.name_expected"]
    assert "“Sunrise” stays" in at_the_name.person.messages[-1].text
    assert (await answers(at_the_name))["partner"] == "Sunrise"


async def test_a_secret_in_an_edit_is_warned_of_and_not_kept(at_the_name: Chat) -> None:
    name, _ = await says(at_the_name, "Sunrise")
    heard = await edits(at_the_name, name, "password: hunter2222")
    assert heard == ["bot: secret.password", "bot: binding.open_contacts [opened | not_there | back]"]
    assert (await answers(at_the_name))["partner"] == "Sunrise"


async def test_a_refused_name_is_mended_by_editing(at_the_name: Chat) -> None:
    name, heard = await says(at_the_name, "https://sunrise.example")
    assert heard[0] == "bot: partner.name_expected"
    assert await edits(at_the_name, name, "Sunrise") == ["bot: binding.open_contacts [opened | not_there | back]"]


async def test_a_question_that_was_not_understood_is_heard_anew(chat: Chat) -> None:
    question, heard = await says(chat, "lorem ipsum dolor")
    assert heard == ["bot: repair.not_understood [menu | contact]"]
    heard = await edits(chat, question, "the verification code doesn't come")
    assert heard[0].startswith("bot: answer.code_not_received")


async def test_signs_that_become_words_are_heard(chat: Chat) -> None:
    sign, heard = await says(chat, "???")
    assert heard == ["bot: sent.blank [menu | contact]"]
    heard = await edits(chat, sign, "the verification code doesn't come")
    assert heard[0].startswith("bot: answer.code_not_received")


async def test_back_at_the_step_the_edited_name_is_the_answer(at_the_name: Chat) -> None:
    name, _ = await says(at_the_name, "Sunrise Logstics")
    await at_the_name.acts("/back")
    heard = await edits(at_the_name, name, "Sunrise Logistics")
    assert heard == ["bot: binding.open_contacts [opened | not_there | back]"]


async def test_older_messages_and_questions_change_nothing(at_the_name: Chat) -> None:
    question, _ = await says(at_the_name, "what happens if I unbind the partner?")
    name, _ = await says(at_the_name, "Sunrise")
    assert await edits(at_the_name, question, "never mind") == []
    await at_the_name.acts("/cancel")
    assert await edits(at_the_name, name, "Sunset") == []
    await at_the_name.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)
    assert await edits(at_the_name, name, "Sundown") == []


async def test_a_phone_number_in_a_case_is_shown_masked(chat: Chat) -> None:
    for line in ("/ozonid", "[wrong]", "[wrong_ozon_id]", "1234567"):
        await chat.exchange(line)
    number, heard = await says(chat, "+7 916 123-45-67")
    assert heard == ["bot: case.ask.right_id [back]"]
    heard = await edits(chat, number, "+7 916 123-45-68")
    assert heard == ["bot: edited.changed", "bot: case.ask.right_id [back]"]
    assert "+7 9** ***-**-68" in chat.person.messages[-2].text
