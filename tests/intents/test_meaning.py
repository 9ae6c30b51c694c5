"""What a message is taken to ask, when it has several sentences, or asks for a language."""

import time

import pytest

from seller_bot.flows.answers import ANSWERS
from seller_bot.intents import Matcher
from seller_bot.questions.understanding import Understood, understand, wanted_locale

COURTESIES = {"greeting", "thanks"}


def understood(matcher: Matcher, text: str) -> Understood:
    return understand(matcher, text, None, COURTESIES)


def test_courtesies_are_told_by_their_answers() -> None:
    """Small talk that begins nothing."""
    assert {intent for intent, answer in ANSWERS.items() if answer.is_courtesy} == COURTESIES


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Здравствуйте! Не приходит код.", "code_not_received"),
        ("Good afternoon! How do I unbind a partner?", "unbind_partner"),
        ("Как привязать партнёра? Большое спасибо!", "bind_partner"),
        ("您好！收不到验证码怎么办？非常感谢您！", "code_not_received"),
    ],
)
def test_a_greeting_is_no_question_beside_another(matcher: Matcher, text: str, intent: str) -> None:
    """Nor are thanks."""
    meaning = understood(matcher, text).meaning
    assert (meaning.decision, meaning.intents[0], meaning.also) == ("answer", intent, None)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Не надо отвязывать партнёра. Хочу привязать партнёра.", "bind_partner"),
        ("I don't want to bind a partner. I want to unbind a partner.", "unbind_partner"),
        ("不是要绑定合作伙伴。我要解绑合作伙伴。", "unbind_partner"),
    ],
)
def test_what_is_declined_in_a_sentence_of_its_own_is_not_answered(matcher: Matcher, text: str, intent: str) -> None:
    """Such sentences say one thing together."""
    meaning = understood(matcher, text).meaning
    assert meaning.also is None
    assert meaning.intents[0] == intent or meaning.decision == "offer"


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("The invitation link has not arrived. And how do I check who has access to my store?", {"link", "self_check"}),
        ("Не приходит код. И ещё: как отвязать партнёра?", {"code", "unbind_partner"}),
        ("登录不了。怎么解绑？", {"login", "unbind_partner"}),
    ],
)
def test_two_sure_questions_are_both_answered(matcher: Matcher, text: str, intents: set[str]) -> None:
    """What does not arrive is a question, not a thing declined; four Chinese characters are a sentence."""
    meaning = understood(matcher, text).meaning
    found = {
        name.removesuffix("_not_received").removesuffix("_failed") for name in (meaning.intents[0], meaning.also or "")
    }
    assert found == intents


def test_a_message_of_hundreds_of_sentences_is_read_at_its_ends(matcher: Matcher) -> None:
    """The longest message that Telegram takes costs no more than a few."""
    text = ("No code. " * 500)[:4096]
    understood(matcher, text)
    started = time.perf_counter()
    understood(matcher, text)
    assert time.perf_counter() - started < 0.05


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("切换到繁体中文", "zh_Hant"),
        ("切換成繁體中文", "zh_Hant"),
        ("改成正體中文", "zh_Hant"),
        ("中文（繁體）", "zh_Hant"),
        ("switch to traditional chinese", "zh_Hant"),
        ("Chinese (Traditional) please", "zh_Hant"),
        ("на традиционный китайский", "zh_Hant"),
        ("китайский традиционный", "zh_Hant"),
        ("from traditional to simplified Chinese", "zh_Hans"),
        ("繁体换简体", "zh_Hans"),
        ("switch to chinese", "zh_Hans"),
        ("把中文改成英文", "en"),
        ("с английского на русский", "ru"),
        ("change the language", None),
    ],
)
def test_wanted_language_is_the_one_named_last_and_most_closely(text: str, locale: str | None) -> None:
    """Traditional Chinese is Chinese, too, but not the one that is meant by Chinese."""
    assert wanted_locale(text) == locale
