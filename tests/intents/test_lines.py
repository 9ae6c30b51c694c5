"""Messages in, matches out, a JSON object a line; and the same for a person."""

import json

import pytest
from click.testing import CliRunner

from seller_bot.cli import main
from seller_bot.intents.explain import explained
from seller_bot.intents.lines import UnreadableLine, matched_line
from tests.intents.test_matcher import SMALL


def test_line_holds_the_whole_match() -> None:
    """Names as the evaluation expects them; the language is zh, not zh_Hans."""
    matched = json.loads(matched_line(SMALL, '{"text": "收不到验证码", "lang": "zh"}'))
    assert set(matched) == {"decision", "intent", "confidence", "candidates", "lang"}
    assert (matched["intent"], matched["lang"]) == ("code", "zh")
    assert set(matched["candidates"][0]) == {"intent", "probability"}
    assert matched["candidates"][0]["probability"] == matched["confidence"]


@pytest.mark.parametrize(("line", "language"), [('{"text": "👀"}', "en"), ('{"text": "👀", "lang": "ru"}', "ru")])
def test_every_line_has_a_language(line: str, language: str) -> None:
    """Where the text shows none, the given one counts; else English."""
    assert json.loads(matched_line(SMALL, line))["lang"] == language


@pytest.mark.parametrize(
    ("named", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("zh", "zh"), ("zh-CN", "zh"), ("zh_Hans", "zh"), ("fr", "en")],
)
def test_languages_are_named_as_clients_name_them(named: str, language: str) -> None:
    """With a country or without; the answer names one of ours."""
    assert json.loads(matched_line(SMALL, json.dumps({"text": "👀", "lang": named})))["lang"] == language


def test_blank_lines_are_passed_over() -> None:
    """A file may end with one."""
    asked = CliRunner().invoke(main, ["ask", "--jsonl"], input='{"text": "не могу войти"}\n\n{"text": "код"}\n \n')
    assert asked.exit_code == 0
    assert len(asked.output.splitlines()) == 2


@pytest.mark.parametrize("words", [["--lang", "ru"], ["не", "могу", "войти"]])
def test_words_and_language_are_not_for_lines(words: list[str]) -> None:
    """Each line has its own; what would be ignored is refused."""
    asked = CliRunner().invoke(main, ["ask", "--jsonl", *words])
    assert asked.exit_code == 2
    assert "--jsonl" in asked.output


@pytest.mark.parametrize("line", ["", "no json", "[]", '"text"', '{"text": 1}', '{"lang": "ru"}'])
def test_line_without_text_is_refused(line: str) -> None:
    """A bad line is named, so that the caller can say which."""
    with pytest.raises(UnreadableLine):
        matched_line(SMALL, line)


def test_match_explains_itself() -> None:
    """Reading, candidates with bars, decision."""
    text = "yt vjue djqnb"
    shown = explained(text, SMALL.match(text)).splitlines()
    assert shown[:3] == ["message   yt vjue djqnb", "reading   не могу войти", "language  ru"]
    assert shown[4].startswith("login ")
    assert "█" in shown[4]
    assert shown[-1].split(":")[0] in ("answer", "offer")
