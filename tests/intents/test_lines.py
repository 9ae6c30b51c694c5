"""Messages in, matches out, a JSON object a line; and the same for a person."""

import json

import pytest

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
