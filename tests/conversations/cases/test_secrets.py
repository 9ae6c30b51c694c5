"""What nobody should send is refused with a warning and kept nowhere; numbers that only look like it are taken."""

import pytest
from sqlalchemy import select

from seller_bot.questions.models import Question
from seller_bot.turns.models import Standing
from tests.conversations.cases.conftest import Manager, entries, hears, reads, sends
from tests.support.transcript import Chat

TO_THE_WRONG_ID = """
    seller: /ozonid
    bot:    ozon_id.ask_topic [what | link | stores | number | unlink | wrong]
    seller: [wrong]
    bot:    ozon_id.wrong [wrong_ozon_id | menu]
    seller: [wrong_ozon_id]
    bot:    case.ask.store
    seller: 123456
    bot:    case.ask.wrong_id [back]
"""
CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ("+7 916 123-45-67, code 482913", "secret.code"),
        ("password: Tr0ub4dor", "secret.password"),
        (CARD, "secret.card"),
        ("6f1c2b9a-0d1e-4c57-9a52-1b7d3c0e8f44", "secret.key"),
    ],
)
async def test_a_secret_in_an_answer_is_kept_nowhere(chat: Chat, said: str, warned: str) -> None:
    await chat.plays(TO_THE_WRONG_ID)
    await chat.plays(f"""
        seller: {said}
        bot:    {warned}
        bot:    case.ask.wrong_id [back]
    """)
    (standing,) = await chat.bot.rows(select(Standing).where(Standing.seller_id == chat.person.id))
    assert dict(standing.answers) == {"store": "123456"}
    assert await chat.bot.rows(select(Question).where(Question.seller_id == chat.person.id)) == []


async def test_a_secret_under_a_picture_is_kept_nowhere_and_neither_is_the_picture(chat: Chat) -> None:
    await chat.plays("""
        seller: /contact
        bot:    contact.support [write_us | status | menu]
        seller: [write_us]
        bot:    case.ask.story
        seller: I can't sign in any more.
        bot:    case.ask.files [none | back]
        seller: (photo: my code is 482913)
        bot:    secret.code
        bot:    case.ask.files [none | back]
    """)


@pytest.mark.parametrize(
    "phone", ["+86 138 1234 5678", "8613812345678", "008613812345674", "13812345678", "89161234567"]
)
async def test_a_phone_number_is_no_card_and_no_code(chat: Chat, phone: str) -> None:
    await chat.plays(TO_THE_WRONG_ID)
    await chat.plays(f"""
        seller: {phone}
        bot:    case.ask.right_id [back]
    """)


async def test_a_number_in_the_story_is_masked_too_but_an_order_is_not(chat: Chat) -> None:
    await chat.plays("""
        seller: /contact
        bot:    contact.support [write_us | status | menu]
        seller: [write_us]
        bot:    case.ask.story
        seller: Order 12345678-0001-1 of 2026-10-03 - 2026-10-05: +7 916 123-45-67 and lin@example.com wrote to me.
        bot:    case.ask.files [none | back]
    """)
    (standing,) = await chat.bot.rows(select(Standing).where(Standing.seller_id == chat.person.id))
    assert standing.answers["story"] == (
        "Order 12345678-0001-1 of 2026-10-03 - 2026-10-05: +7 9** ***-**-67 and l***@e***.com wrote to me."
    )


async def test_a_secret_to_a_manager_goes_to_nobody(chat: Chat, manager: Manager) -> None:
    """Six digits alone may be the Client ID that a manager has asked for; a code that is named is none."""
    case = await sends(chat)
    manager.takes(case)
    manager.asks(case, "Which Client ID?")
    await hears(chat, "case.told.taken")
    await reads(chat, "Which Client ID?")
    await chat.plays("""
        seller: the code is 482913
        bot:    secret.code
        seller: 123456
        bot:    status.answered
    """)
    assert await entries(chat) == [("Which Client ID?", None), ("123456", None)]
    assert await chat.bot.rows(select(Question).where(Question.seller_id == chat.person.id)) == []
