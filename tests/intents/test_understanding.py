"""Each way in which sellers write, on the bot's own phrases: what it was taken for, and how it was read."""

import pytest

from seller_bot.intents import Matcher


@pytest.mark.parametrize(
    ("text", "intent", "reading", "language"),
    [
        ("не приходит код", "code_not_received", "не приходит код", "ru"),
        ("rjl yt ghb[jlbn", "code_not_received", "код не приходит", "ru"),
        ("ytn rjlf?", "code_not_received", "нет кода,", "ru"),
        ("kod ne prihodit", "code_not_received", "код не приходит", "ru"),
        ("kod ne prixodit", "code_not_received", "код не приходит", "ru"),
        ("partner ne podtverjdaet", "partner_pending_confirmation", "партнер не подтверждает", "ru"),
        ("рщц ещ гтиштв ф зфкетук", "unbind_partner", "how to unbind a partner", "en"),
        ("收不到驗證碼", "code_not_received", "收不到验证码", "zh_Hans"),
        ("收不到验正码", "code_not_received", "收不到验证码", "zh_Hans"),
        ("yanzhengma shou bu dao", "code_not_received", "验证码收不到", "zh_Hans"),
        ("yanzhengma 6 wei shou bu dao", "code_not_received", "验证码 6 为收不到", "zh_Hans"),
        ("yanzhengma shou bu dao " * 6 + "ozon", "code_not_received", None, "zh_Hans"),
        ("https://seller.ozon.ru收不到验证码怎么办", "code_not_received", "收不到验证码怎么办", "zh_Hans"),
        ("帳號登入不了", "login_failed", "账号登录不了", "zh_Hans"),
        ("cannto log in", "login_failed", "cannot log in", "en"),
        ("не магу вайти в кабенет", "login_failed", "не могу войти в кабинет", "ru"),
        ("Здравствуйте! Подскажите, как отвязать партнёра? Заранее спасибо", "unbind_partner", None, "ru"),
        ("hello dear support, code does not come, please help", "code_not_received", None, "en"),
        ("您好，请问怎么解绑合作伙伴，谢谢", "unbind_partner", None, "zh_Hans"),
        ("验证码 not received", "code_not_received", None, None),
        ("🙏", "thanks", None, None),
    ],
)
def test_message_is_understood(
    matcher: Matcher, text: str, intent: str | None, reading: str | None, language: str | None
) -> None:
    """The intent is answered, the reading is the text as it was meant, the language is the writer's."""
    match = matcher.match(text)
    if intent:
        assert (match.decision, match.intent) == ("answer", intent)
    if reading:
        assert match.reading == reading
    if language:
        assert match.language == language


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the invitation came, but the code did not", "code_not_received"),
        ("the code came, but the invitation did not", "link_not_received"),
        ("приглашение пришло, а кода нет", "code_not_received"),
        ("код есть, а приглашение не пришло", "link_not_received"),
        ("не надо отвязывать, хочу привязать", "bind_partner"),
        ("не надо привязывать, хочу отвязать", "unbind_partner"),
        ("验证码收到了，链接没收到", "link_not_received"),
        ("不是绑定，是要解绑合作伙伴", "unbind_partner"),
    ],
)
def test_what_is_denied_is_not_what_is_asked(matcher: Matcher, text: str, intent: str) -> None:
    """Two topics in one message: the right one is first, or at least offered."""
    match = matcher.match(text)
    assert intent in [candidate for candidate, _ in match.candidates[:2]]
    assert match.decision != "unknown"
    assert match.intent == intent or match.decision == "offer"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "1",
        "12345",
        "asdfgh",
        "lorem ipsum dolor",
        "ок",
        "哈哈",
        "https://www.ozon.ru/product/1234",
        "😀😀",
    ],
)
def test_what_says_nothing_is_unknown(matcher: Matcher, text: str) -> None:
    """No answer is better than a made-up one."""
    assert matcher.match(text).decision == "unknown"


def test_own_language_decides_where_the_text_does_not(matcher: Matcher) -> None:
    """An emoji is in no language; then the seller's own counts."""
    assert matcher.match("🙏").language is None
    assert matcher.match("🙏", "ru").language == "ru"
    assert matcher.match("не могу войти", "en").language == "ru"
