"""The small steps from a text to what it says."""

import pytest

from seller_bot.intents.clauses import clauses, is_negative
from seller_bot.intents.concepts import Concepts
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.normalise import LONGEST_MESSAGE, fold, spell_out
from seller_bot.intents.romanised import chinese, russian, syllables_of
from seller_bot.intents.tokens import tokens, written
from seller_bot.intents.translit import cyrillic, latin, skeleton


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ВОЙТИ Ещё", "войти еще"),
        ("ｌｏｇｉｎ", "login"),
        ("登入 驗證碼 帳號", "登录 验证码 账号"),
        ("see https://ozon.ru/x?y now", "see   now"),
        ("https://seller.ozon.ru收不到验证码", " 收不到验证码"),  # No blank stands between an address and Chinese.
        ("www.ozon.ru。收不到", " 。收不到"),
        ("https://озон.рф/вход не открывается", "  не открывается"),
        ("a\ud800b", "ab"),
    ],
)
def test_same_meaning_is_written_alike(text: str, folded: str) -> None:
    """Case, width, traditional characters and addresses make no difference."""
    assert fold(text) == folded


def test_long_message_keeps_both_ends() -> None:
    """What is wanted stands at the beginning or at the end; the work stays bounded."""
    folded = fold("start " + "x " * 5000 + "end")
    assert folded.startswith("start")
    assert folded.endswith("end")
    assert len(folded) <= LONGEST_MESSAGE + 1


def test_character_that_stands_for_many_is_no_way_around_the_bound() -> None:
    """Compatibility forms grow when they are written out: one of them by seventeen times."""
    assert len(fold("\ufdfa" * 4096)) <= LONGEST_MESSAGE + 1


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("can't", "cannot"),
        ("cant", "cannot"),
        ("can not", "cannot"),
        ("how can notifications be off", "how can notifications be off"),
        ("american notary", "american notary"),
        ("didn’t", "did not"),
        ("I'm", "I am"),
        ("won't", "will not"),
        ("heeeelp", "heelp"),
        ("pis'mo", "pismo"),
    ],
)
def test_short_forms_are_spelt_out(text: str, spelt: str) -> None:
    """However a denial is shortened, it is one."""
    assert spell_out(text) == spelt


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ozon id绑错了", "ozon id 绑错了"),
        ("код 1234, нет", "код 1234, нет"),
        ("3q", "3q"),
        ("👍🏻👍", "👍"),
        ("ок 👍", "ок"),
    ],
)
def test_message_is_cut_into_words(text: str, parts: str) -> None:
    """Words, characters, numbers and pauses; emoji only where there is nothing else."""
    assert written(tokens(fold(text))) == parts


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("приходит", ["prihodit", "prixodit", "prikhodit"]),
        ("подключить", ["podklyuchit", "podkluchit", "podkliuchit"]),
        ("почему", ["pochemu", "po4emu"]),
        ("моей", ["moey", "moei", "moej"]),
        ("ещё", ["esche", "eshe"]),
    ],
)
def test_schemes_of_transliteration_are_one(word: str, spellings: list[str]) -> None:
    """Sellers follow no standard."""
    assert {skeleton(spelling) for spelling in spellings} == {skeleton(latin(word.replace("ё", "е")))}


def test_unknown_latin_word_is_spelt_letter_by_letter() -> None:
    """A word that no phrase has is still Russian."""
    assert cyrillic("zavtra") == "завтра"


@pytest.mark.parametrize(
    ("word", "syllables"), [("yanzhengma", ("yan", "zheng", "ma")), ("xian", ("xian",)), ("login", ()), ("", ())]
)
def test_pinyin_is_cut_into_syllables(word: str, syllables: tuple[str, ...]) -> None:
    """As few as possible; what is no pinyin has none."""
    assert syllables_of(word) == syllables


LEXICON = Lexicon.fit(
    [
        tokens(fold(text))
        for text in ["partner", "partners", "привязать", "not how", "код из цифр", "绑定", "绑定", "绑定"]
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("kod iz 6 cifr", "код из 6 цифр"), ("4 raz, 1234", "4 раз, 1234"), ("4ifr", "чифр")],
)
def test_number_in_transliterated_russian_stays(typed: str, meant: str) -> None:
    """Only inside a word a digit is a letter."""
    assert written(russian(tokens(typed), LEXICON)) == meant


def test_number_in_pinyin_stays() -> None:
    """As does a word that is no pinyin."""
    assert written(chinese(tokens("bangding 6 ge 1234 ozon"), LEXICON)) == "绑定 6 个 1234 ozon"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("parnter", "partner"),
        ("prtner", "partner"),
        ("nto", "not"),
        ("hwo", "how"),
        ("привизать", "привязать"),
        ("邦定", "绑定"),
        ("cat", "cat"),  # Three letters are only put in order.
        ("carter", "carter"),  # Too far.
        ("gartner", "gartner"),  # Another first letter is another word.
    ],
)
def test_slip_is_repaired(typed: str, meant: str) -> None:
    """By the nearest word that the phrases know, and only by a near one."""
    assert written(LEXICON.repair(tokens(typed))) == meant


def test_synonym_that_is_in_no_phrase_is_no_slip() -> None:
    """A cell phone is not a call, though only the latter is in the phrases."""
    lexicon = Lexicon.fit([tokens("call me")], Concepts.read({"en": {"phone": ["cell"]}}).stems)
    assert written(lexicon.repair(tokens("cell, cells"))) == "cell, cells"
    assert written(lexicon.repair(tokens("cakl"))) == "call"


def test_most_frequent_of_many_near_words_is_meant() -> None:
    """However many are as near."""
    rare = [f"conne{letter}t" for letter in "abcdefghijklmnopqrsuvwy"]
    lexicon = Lexicon.fit([tokens(text) for text in [*rare, "connext", "connext"]])
    assert lexicon.nearest("connezt") == "connext"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the link came, but the code did not", ["+the link came", "-the code did not"]),
        ("能不能解绑", ["+能不能解绑"]),  # A yes or no that is asked for is no "no".
        ("是不是绑错了", ["+是不是绑错了"]),
        ("有没有验证码", ["+有没有验证码"]),
        ("没有验证码", ["-没有验证码"]),
        ("不是绑定", ["-不是绑定"]),
        ("特别急", ["+特别急"]),
        ("绑成别人的", ["+绑成别人的"]),
        ("别解绑", ["-别解绑"]),
    ],
)
def test_what_is_denied_is_told_from_what_is_asked(text: str, parts: list[str]) -> None:
    """Clause by clause; in Chinese, a character that denies is also a part of words that do not."""
    found = clauses(tokens(text))
    assert [("-" if is_negative(part) else "+") + written(part) for part in found] == parts


CONCEPTS = Concepts.read(
    {
        "en": {"code": ["otp", "verification code"], "courtesy": ["hello", "thanks", "please help"]},
        "zh": {"code": ["验证码"]},
    }
)


@pytest.mark.parametrize("text", ["no otp", "no verification codes", "没有验证码"])
def test_words_of_one_meaning_are_one(text: str) -> None:
    """Also of two words, in any form, in any language."""
    assert list(CONCEPTS.find(tokens(text))) == [("code",)]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("hello, where is my otp? thanks", "where is my otp"),
        ("please help no otp please help", "no otp"),
        ("hello", "hello"),
        ("hello thanks", "hello thanks"),
        ("otp thanks", "otp"),
    ],
)
def test_courtesies_are_left_out_around_a_question(text: str, rest: str) -> None:
    """Unless there is nothing else."""
    assert written(CONCEPTS.without_courtesies(tokens(text))) == rest
