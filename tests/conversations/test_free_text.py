"""Sellers ask in their own words: answered, asked back, or told honestly that it was not understood."""

import pytest
from sqlalchemy import select

from seller_bot.questions.models import Question
from tests.support.running import Bot
from tests.support.transcript import Chat


async def newest_question(bot: Bot, chat: Chat) -> Question:
    return (await bot.rows(select(Question).where(Question.seller_id == chat.person.id).order_by(Question.id)))[-1]


@pytest.mark.parametrize(
    ("locale", "asked"),
    [
        ("en", "cant log in pls help"),
        ("ru", "не могу войти в кабинет"),
        ("ru", "yt vjue djqnb d rf,bytn"),
        ("ru", "ne mogu voiti v kabinet"),
        ("zh_Hans", "后台登录不了怎么办"),
        ("zh_Hant", "後台登錄不了怎麼辦"),
    ],
)
async def test_a_question_is_answered_and_its_first_check_begins(bot: Bot, locale: str, asked: str) -> None:
    """In every language, on the wrong keyboard layout, in Latin letters and in traditional characters."""
    chat = Chat(bot, locale)
    heard = await chat.acts(asked)
    assert heard[0].startswith("bot: answer.login_failed [")
    assert heard[1:] == ["bot: login_trouble.refresh [helped | next]"]


async def test_under_an_answer_stand_the_two_next_meanings(chat: Chat, bot: Bot) -> None:
    (answer, _) = (await chat.exchange("I can't log in")).messages
    assert len([*answer]) == 2
    assert "Did you mean something else?" in answer.text
    assert all((button.data or "").startswith("question::") for button in answer)


async def test_checks_go_one_at_a_time_until_a_person_has_to_look(chat: Chat, bot: Bot) -> None:
    await chat.exchange("the verification code doesn't come")
    await chat.plays("""
        seller: [next]
        bot:    code_trouble.call [helped | next | back]
        seller: [next]
        bot:    code_trouble.sms [helped | next | back]
        seller: [next]
        bot:    code_trouble.pause [helped | next | back]
        seller: [next]
        bot:    code_trouble.foreign_sms [helped | next | back]
        seller: [next]
        bot:    checks.person [contact | menu]
    """)
    assert (await newest_question(bot, chat)).helped is False


async def test_what_helped_is_remembered_with_the_question(chat: Chat, bot: Bot) -> None:
    await chat.exchange("the invitation link has not arrived")
    await chat.plays("""
        seller: [helped]
        bot:    checks.solved [menu]
    """)
    question = await newest_question(bot, chat)
    assert (question.decision, question.helped) == ("answer", True)
    assert question.candidates[0]["intent"] == "link_not_received"
    assert question.text == "the invitation link has not arrived"


async def test_a_question_in_the_middle_is_answered_and_the_step_offered_again(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
    """)
    heard = await chat.acts("what happens if I unbind the partner")
    assert heard[0].startswith("bot: answer.unbind_consequences [unbinding")
    assert heard[1:] == ["bot: binding.ask_terms [agreed | not_yet | back]"]


async def test_a_guide_asked_for_in_the_middle_of_another_is_entered_only_when_confirmed(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
    """)
    heard = await chat.acts("how do I check who has access to my store")
    assert heard[0].startswith("bot: answer.self_check")
    assert heard[1:] == ["bot: repair.leave_or_stay [resume | anew]"]


async def test_a_step_that_waits_for_a_text_takes_it_before_the_matcher(chat: Chat, bot: Bot) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        seller: Hello Partner
        bot:    binding.open_contacts [opened | not_there | back]
    """)
    assert await bot.rows(select(Question).where(Question.seller_id == chat.person.id)) == []


async def test_what_is_not_ours_is_said_so_with_the_menu_and_a_person(chat: Chat, bot: Bot) -> None:
    await chat.plays("""
        seller: when will my payout for October arrive on the bank account
        bot:    repair.not_understood [menu | contact]
    """)
    assert (await newest_question(bot, chat)).decision == "unknown"


@pytest.mark.parametrize(
    ("locale", "asked", "offered"),
    [
        ("en", "смените язык на русский", "ru"),
        ("zh_Hans", "switch the language to English", "en"),
        ("ru", "切换到中文", "zh_Hans"),
    ],
)
async def test_a_wish_for_another_language_is_done_at_once(bot: Bot, locale: str, asked: str, offered: str) -> None:
    chat = Chat(bot, locale)
    await chat.exchange("/start")
    chat.locale = offered
    assert await chat.acts(asked) == ["bot: language.chosen"]


async def test_words_plainly_in_another_language_are_answered_in_it_with_the_offer_to_switch(bot: Bot) -> None:
    chat = Chat(bot, "en")
    await chat.exchange("/start")
    chat.locale = "ru"
    heard = await chat.acts("не приходит код подтверждения")
    assert heard[0].startswith("bot: answer.code_not_received")
    assert heard[1:] == ["bot: code_trouble.number [helped | next]", "bot: language.offer [ru]"]
    heard = await chat.acts("[ru]")
    assert heard == ["bot: language.chosen", "bot: code_trouble.number [helped | next]"]


@pytest.mark.parametrize(
    ("sent", "warning", "kept"),
    [
        ("my code is 482913, it does not work", "secret.code", "my code is ‹…›, it does not work"),
        ("482913", "secret.code", "‹…›"),
        ("password: Qwerty-77", "secret.password", "password: ‹…›"),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301 is my key", "secret.key", "‹…› is my key"),
        ("4111 1111 1111 1111", "secret.card", "‹…›"),
    ],
)
async def test_a_message_with_a_secret_is_warned_of_and_kept_without_it(
    chat: Chat, bot: Bot, sent: str, warning: str, kept: str
) -> None:
    assert await chat.acts(sent) == [f"bot: {warning}"]
    question = await newest_question(bot, chat)
    assert (question.decision, question.text) == ("secret", kept)


async def test_a_secret_is_no_answer_to_a_step(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        seller: password: hunter2222
        bot:    secret.password
        bot:    binding.ask_partner [back]
    """)


async def test_greeting_and_thanks_are_answered_in_kind(chat: Chat) -> None:
    await chat.plays("""
        seller: hello
        bot:    answer.greeting [binding | unbinding | menu]
        seller: thank you!
        bot:    answer.thanks
    """)


async def test_two_questions_that_are_both_sure_are_both_answered(chat: Chat) -> None:
    heard = await chat.acts("The invitation link has not arrived. And how do I check who has access to my store?")
    assert {line.partition(" [")[0] for line in heard[:2]} == {
        "bot: answer.link_not_received",
        "bot: answer.self_check",
    }
    assert len(heard) == 3


async def test_where_it_is_unsure_the_bot_asks_back_and_remembers_what_was_meant(chat: Chat, bot: Bot) -> None:
    """One word can be anything: a few questions to choose from, and a way to say that it is none of them."""
    (asked_back,) = await chat.acts("partner")
    assert asked_back.startswith("bot: repair.which_question [")
    offered = asked_back.partition("[")[2].strip("]").split(" | ")
    assert 2 <= len(offered) <= 4
    assert offered[-1] == "none"
    heard = await chat.acts(f"[{offered[0]}]")
    assert heard[0].startswith(f"bot: answer.{offered[0]}")
    question = await newest_question(bot, chat)
    assert (question.text, question.decision, question.chosen) == ("partner", "offer", offered[0])


async def test_none_of_these_is_taken_at_its_word(chat: Chat, bot: Bot) -> None:
    await chat.exchange("partner")
    await chat.plays("""
        seller: [none]
        bot:    repair.not_understood_again [menu | contact]
    """)
    assert (await newest_question(bot, chat)).chosen == "none"
