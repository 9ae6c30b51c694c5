"""Whatever is no text gets the word that fits it, in the seller's language, and the step again."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from seller_bot.demo.people import written
from seller_bot.questions.models import Question
from seller_bot.telegram.failures import keep
from seller_bot.turns.models import FailedUpdate
from tests.conversations.anything.conftest import AT_THE_NAME, FILES, THINGS, sends, thing
from tests.support.running import Bot
from tests.support.transcript import Chat

WORDS = {
    "video_note": "sent.video_note",
    "animation": "sent.video",
    "audio": "sent.voice",
    "venue": "sent.location",
    "checklist": "sent.other",
    "game": "sent.other",
}
LIGHT = ("sticker", "dice")
FOR_PEOPLE = ("photo", "document")


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
@pytest.mark.parametrize("kind", [*FILES, *THINGS])
async def test_each_kind_gets_its_own_word_and_the_step_again(bot: Bot, kind: str, locale: str) -> None:
    """At a step that wants a name it is said what is expected; what a person can look at leads to one."""
    chat, word = Chat(bot, locale), WORDS.get(kind, f"sent.{kind}")
    assert await sends(chat, thing(chat, kind)) == [f"bot: {word} [menu | contact]"]
    await chat.plays(AT_THE_NAME)
    heard = await sends(chat, thing(chat, kind))
    if kind in LIGHT:
        assert heard == [f"bot: {word} [resume]"]
    else:
        door = " [contact]" if kind in FOR_PEOPLE else ""
        assert heard == [f"bot: {word}{door}", "bot: binding.ask_partner [back]"]
    await chat.plays("""
        seller: Sunrise Logistics
        bot:    binding.open_contacts [opened | not_there | back]
    """)


@pytest.mark.parametrize("kind", [*FILES, *THINGS])
async def test_never_the_same_sentence_twice_running(at_the_name: Chat, kind: str) -> None:
    said = [(await sends(at_the_name, thing(at_the_name, kind)))[0] for _ in range(5)]
    assert all(one != next_one for one, next_one in pairwise(said))
    assert said[1] == "bot: sent.again [menu | contact | resume]"


async def test_different_things_get_different_words(chat: Chat) -> None:
    said = [(await sends(chat, thing(chat, kind)))[0] for kind in ("voice", "sticker", "poll", "voice")]
    assert [one.partition(" [")[0] for one in said] == [f"bot: sent.{k}" for k in ("voice", "sticker", "poll", "voice")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("👍", "sent.emoji"),
        ("❤️‍🔥🇨🇳👩‍👩‍👧", "sent.emoji"),
        ("1️⃣", "sent.emoji"),
        ("???", "sent.blank"),
        ("。。。", "sent.blank"),
        ("\u200b\u2060.", "sent.blank"),
        ("\u2800\u3164", "sent.blank"),
        ("+7 916 123-45-67", "sent.number"),
        ("wang@example.com", "sent.number"),
    ],
)
async def test_a_text_without_words_is_told_so(chat: Chat, text: str, word: str) -> None:
    assert await sends(chat, {"text": text}) == [f"bot: {word} [menu | contact]"]
    assert await chat.bot.rows(select(Question).where(Question.seller_id == chat.person.id)) == []
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
    """)
    heard = await sends(chat, {"text": text})
    assert heard[0] == f"bot: {word}" + ("" if word == "sent.number" else " [resume]")


async def test_a_phone_number_is_no_name_and_is_kept_nowhere(at_the_name: Chat) -> None:
    await at_the_name.plays("""
        seller: +7 916 123-45-67
        bot:    partner.no_contact
        bot:    binding.ask_partner [back]
        seller: Sunrise +7 916 123-45-67
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [opened]
        bot:    binding.search_partner [copy | found | not_found | back]
    """)
    assert "Sunrise +7 9** ***-**-67" in at_the_name.person.messages[-1].text


async def test_a_question_is_kept_without_the_number_in_it(chat: Chat) -> None:
    await chat.exchange("my number +86 138 1234 5678 gets no verification code")
    kept = (await chat.bot.rows(select(Question).where(Question.seller_id == chat.person.id)))[0]
    assert "1234" not in kept.text + kept.reading
    assert kept.text.startswith("my number +861")


async def test_a_contact_counts_as_its_number_where_one_is_asked_for(chat: Chat) -> None:
    await chat.plays("""
        seller: /ozonid
        bot:    ozon_id.ask_topic [what | link | stores | number | unlink | wrong]
        seller: [wrong]
        bot:    ozon_id.wrong [wrong_ozon_id | menu]
        seller: [wrong_ozon_id]
        bot:    case.ask.store
        seller: 1234567
        bot:    case.ask.wrong_id [back]
    """)
    assert await sends(chat, THINGS["contact"]) == ["bot: case.ask.right_id [back]"]


async def test_an_album_gets_one_answer_in_a_guide_too(at_the_name: Chat) -> None:
    await at_the_name.plays("""
        seller: (album 4)
        bot:    sent.photo [contact]
        bot:    binding.ask_partner [back]
    """)


async def test_an_album_with_a_secret_under_it_is_warned_of_once(at_the_name: Chat) -> None:
    await at_the_name.plays("""
        seller: (album 3: my code is 482913)
        bot:    secret.code
        bot:    binding.ask_partner [back]
    """)


async def test_a_question_under_a_picture_is_answered(chat: Chat) -> None:
    heard = await chat.acts("(photo: the verification code doesn't come)")
    assert heard[0].startswith("bot: answer.code_not_received")
    assert heard[1:] == ["bot: code_trouble.number [helped | next]"]
    assert "can't look at what you sent" in chat.person.messages[-2].text


async def test_a_forwarded_text_is_a_question_and_its_sender_is_nobody(chat: Chat) -> None:
    sender = {"id": 9_000_001, "is_bot": False, "first_name": "Secretive", "last_name": "Sender"}
    origin = {"type": "user", "date": 1, "sender_user": sender}
    heard = await sends(chat, {**written("the verification code doesn't come"), "forward_origin": origin})
    assert heard[0].startswith("bot: answer.code_not_received")
    kept = (await chat.bot.rows(select(Question).where(Question.seller_id == chat.person.id)))[0]
    assert "Secretive" not in repr(vars(kept))


@pytest.mark.parametrize(
    "text", ["مرحبا كيف حالك اليوم", "שלום מה שלומך", "\u2067abc\u2069 \u200f!", "x" * 4096, "лщт " * 1024]
)
async def test_any_writing_of_any_length_is_answered(at_the_name: Chat, text: str) -> None:
    heard = await sends(at_the_name, {"text": text})
    assert 1 <= len(heard) <= 2


async def test_an_update_that_fails_is_kept_without_other_people(chat: Chat) -> None:
    message = {**THINGS["contact"], **THINGS["location"], "forward_origin": {"sender_user_name": "Secretive"}}
    with chat.bot.database.unit_of_work() as session:
        keep(session, {"update_id": -7, "message": message}, "an error", chat.bot.clock())
    (kept,) = await chat.bot.rows(select(FailedUpdate.content).where(FailedUpdate.id == -7))
    assert not [word for word in ("9161234567", "55.75", "Secretive") if word in kept]


async def test_an_update_that_fails_is_kept_without_what_is_written_anywhere_in_it(chat: Chat) -> None:
    """What Telegram will invent tomorrow may be written by people, too; what tells things apart stays."""
    phone, email, file_id = "+79161234567", "li.wang@mail.example.com", "AgACAgIAAxkBAAI79161234567"
    poll = {"question": f"Call {phone}?", "explanation": email, "options": [{"text": phone, "persistent_id": "1"}]}
    checklist = {"title": f"For {email}", "tasks": [{"id": 1, "text": phone}]}
    photo = [{"file_id": file_id, "width": 90}]
    message = {"poll": poll, "checklist": checklist, "novelty": {"words": [phone, email]}, "photo": photo}
    with chat.bot.database.unit_of_work() as session:
        keep(session, {"update_id": -8, "message": message}, "an error", chat.bot.clock())
    (kept,) = await chat.bot.rows(select(FailedUpdate.content).where(FailedUpdate.id == -8))
    assert not [word for word in ("+79161234567", "li.wang", "mail.example") if word in kept]
    assert "Call +7 9** ***-**-67?" in kept
    assert file_id in kept
