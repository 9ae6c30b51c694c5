"""What a matcher promises for any set of phrases."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_bot.intents import Match, Matcher, NothingToLearn, UnreadableMatcher
from seller_bot.intents.storage import MARK, PREFIX
from tests.intents.small import BACKGROUND, PHRASES

SMALL = Matcher.fit(PHRASES, BACKGROUND)
LONGEST_OF_TELEGRAM = 4096
AWKWARD = st.sampled_from(
    [
        "",
        "\ud800",
        "\x00",
        "\u202e",
        "👩‍👩‍👧‍👦",
        "שלום עולם",
        "مرحبا",
        "й" * LONGEST_OF_TELEGRAM,
        "验" * LONGEST_OF_TELEGRAM,
        "'",
        "n't",
    ]
)


@given(st.one_of(st.text(st.characters(codec=None), max_size=60), AWKWARD, st.lists(AWKWARD).map("".join)))
def test_any_text_gets_a_match(text: str) -> None:
    """Whatever arrives, lone surrogates and 4,096 characters included, a well-formed match comes back."""
    assert_well_formed(SMALL.match(text))


def assert_well_formed(match: Match) -> None:
    chances = [chance for _, chance in match.candidates]
    assert match.decision in ("answer", "offer", "unknown")
    assert (match.intent, match.confidence) == match.candidates[0]
    assert len(match.candidates) >= 3
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1.001
    match.reading.encode()


@pytest.mark.parametrize("text", ["login does not work", "не могу войти", "登录不了", "yt vjue djqnb", "ne mogu voiti"])
def test_one_question_in_three_languages(text: str) -> None:
    """The same intent, whichever language it was asked in."""
    assert SMALL.match(text).intent == "login"


def test_word_that_is_known_by_its_meaning_is_read_as_it_stands() -> None:
    """`ty` spells a Russian word of many phrases, but it is English for thanks."""
    phrases = PHRASES | {"ru": PHRASES["ru"] | {"you": ["ты", "ты тут", "ты где"]}}
    assert Matcher.fit(phrases).match("ty").reading == "ты"
    assert Matcher.fit(phrases, concepts={"en": {"thanks": ["ty"]}}).match("ty").reading == "ty"


def test_one_language_is_enough() -> None:
    """A bot in one language has no other to read a message as."""
    english = Matcher.fit({"en": PHRASES["en"]})
    assert english.match("refund pls").intent == "refund"
    assert english.match("верните деньги").decision == "unknown"


def test_two_intents_have_two_candidates() -> None:
    """At least three candidates, where there are three."""
    two = Matcher.fit({"en": {"yes": ["yes", "sure", "of course"], "no": ["no", "never", "not at all"]}})
    assert [intent for intent, _ in two.match("sure").candidates] == ["yes", "no"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_was_taught_is_answered_however_little_it_was(number: int) -> None:
    """A new bot begins with a phrase or two an intent: too few to measure on, but each of them is known."""
    few = {"en": {intent: phrases[:number] for intent, phrases in PHRASES["en"].items()}}
    matcher = Matcher.fit(few)
    for intent, phrase in ((intent, phrase) for intent, phrases in few["en"].items() for phrase in phrases):
        match = matcher.match(phrase)
        assert (match.decision, match.intent) == ("answer", intent), phrase


@pytest.mark.parametrize("phrase", ["sign in fails", "не пришёл код", "我要退款", "几点关门"])
def test_the_likeliest_intent_is_first_even_if_nothing_is_sure(phrase: str) -> None:
    """No other intent is shown as likelier than the first: that evens the numbers out, but not the order."""
    never_sure = replace(SMALL.model, trust_in_first=[-9.0, 0, 0, 0, 0, 0, 0])
    assert Matcher(never_sure).match(phrase).intent == SMALL.match(phrase).intent


@pytest.mark.parametrize("intents", [1, 2, 3])
@pytest.mark.parametrize("text", ["lorem ipsum dolor", "xyzzy qqq", "what is the weather in Paris today"])
def test_a_stranger_is_unknown_to_a_matcher_of_few_intents(intents: int, text: str) -> None:
    """One of the best three is no sign where there are no more than three."""
    few = dict([*PHRASES["en"].items()][:intents])
    assert Matcher.fit({"en": few}).match(text).decision == "unknown"


def test_a_matcher_of_one_intent_asks_back() -> None:
    """Without another intent or a stranger to tell from, what is familiar is offered and nothing is sure."""
    assert Matcher.fit({"en": {"login": PHRASES["en"]["login"]}}).match("login does not work").decision == "offer"


def test_no_phrases_are_refused() -> None:
    """A matcher of nothing would know everything to be unknown."""
    with pytest.raises(NothingToLearn):
        Matcher.fit({"en": {}}, BACKGROUND)
    with pytest.raises(NothingToLearn):
        Matcher.fit({"en": {"silence": ["..."]}})


def test_learning_twice_gives_the_same() -> None:
    """Nothing is left to chance: a figure that was measured holds for the next build."""
    again = Matcher.fit(PHRASES, BACKGROUND)
    assert [again.match(text) for text in ("no code", "deneg net", "退钱")] == [
        SMALL.match(text) for text in ("no code", "deneg net", "退钱")
    ]


def test_what_is_learnt_does_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    """Two processes, whose sets are ordered differently, write the same file."""
    program = (
        "import sys; from pathlib import Path; from seller_bot.intents import Matcher;"
        "from tests.intents.small import BACKGROUND, PHRASES; Matcher.fit(PHRASES, BACKGROUND).save(Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        subprocess.run([sys.executable, "-c", program, tmp_path / seed], check=True, env={"PYTHONHASHSEED": seed})
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_saved_matcher_matches_alike(tmp_path: Path) -> None:
    """A file holds all that was learnt."""
    SMALL.save(tmp_path / "matcher")
    loaded = Matcher.load(tmp_path / "matcher")
    for text in ("I cant login", "нет кода", "几点开门？", "vbh", "yanzhengma", "refnd"):
        assert loaded.match(text) == SMALL.match(text)


def test_matcher_outlives_its_file(tmp_path: Path) -> None:
    """It reads its weights where they lie; what keeps matchers takes the file away from under it, or replaces it."""
    SMALL.save(tmp_path / "matcher")
    loaded = Matcher.load(tmp_path / "matcher")
    (tmp_path / "matcher").unlink()
    (tmp_path / "matcher").write_bytes(b"another")
    assert loaded.match("refnd") == SMALL.match("refnd")


def test_matching_does_without_numpy(tmp_path: Path) -> None:
    """Half the time of a start and a third of the matcher's memory would go into importing it."""
    SMALL.save(tmp_path / "matcher")
    program = (
        "import sys; from pathlib import Path; from seller_bot.intents import Matcher;"
        "Matcher.load(Path(sys.argv[1])).match('refnd'); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "matcher"], check=True, stdout=subprocess.PIPE)
    assert done.stdout.strip() == b"False"


def test_saved_matcher_knows_the_same_concepts(tmp_path: Path) -> None:
    """Words of one meaning, terms of several words and courtesies are a part of what was learnt."""
    concepts = {
        "en": {"code": ["otp", "secret number"], "courtesy": ["dear all", "cheers"]},
        "ru": {"code": ["пароль из смс"]},
        "zh_Hans": {"code": ["动态码"]},
    }
    learnt = Matcher.fit(PHRASES, BACKGROUND, concepts=concepts)
    learnt.save(tmp_path / "matcher")
    loaded = Matcher.load(tmp_path / "matcher")
    for text in ("dear all, no otp, cheers", "secret number lost", "где пароль из смс", "动态码呢"):
        assert loaded.match(text) == learnt.match(text) != SMALL.match(text)


def sealed(body: bytes) -> bytes:
    """Bytes that are whole, whatever they hold."""
    return MARK + PREFIX.pack(crc32(body), len(body)) + body


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        MARK,
        MARK + bytes(64),
        sealed(b"{}"),
        sealed(b"[]"),
        sealed(b'{"sizes": [0]}'),
        sealed(b"no"),
    ],
)
def test_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    """A cut or foreign file is an error that can be caught, not a matcher that errs."""
    (tmp_path / "matcher").write_bytes(content)
    with pytest.raises(UnreadableMatcher):
        Matcher.load(tmp_path / "matcher")


@pytest.mark.parametrize("place", [25, 40, 2000, -3000, -1])
def test_damaged_file_is_refused(tmp_path: Path, place: int) -> None:
    """One bit that has turned over would make a matcher that errs now and then."""
    SMALL.save(tmp_path / "matcher")
    content = bytearray((tmp_path / "matcher").read_bytes())
    content[place] ^= 1
    (tmp_path / "matcher").write_bytes(content)
    with pytest.raises(UnreadableMatcher):
        Matcher.load(tmp_path / "matcher")
