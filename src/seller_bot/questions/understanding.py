"""What a seller's free text asks: the matcher's answer, as the conversation takes it."""

import re
from dataclasses import dataclass

from seller_bot.conversation.turn import Meaning
from seller_bot.intents import Match, Matcher

CHANGE_LANGUAGE = "change_language"

_LANGUAGE_NAMES = {
    "zh_Hant": re.compile(r"traditional|繁[体體]|традицион", re.IGNORECASE),
    "zh_Hans": re.compile(r"chinese|mandarin|中文|[汉漢][语語]|简体|簡體|普通[话話]|китайск", re.IGNORECASE),
    "ru": re.compile(r"russian|俄[语語文]|русск|по-русски", re.IGNORECASE),
    "en": re.compile(r"english|英[语語文]|английск|по-английски|инглиш", re.IGNORECASE),
}
_SENTENCE_END = re.compile(r"[.!?。！？；;\n]+\s*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[a-z']{2,}", re.IGNORECASE)

UNLIKELY = 0.03
"""A meaning below this is not offered, even where a place is free."""

SURE_OF_A_WORD = 0.95
"""A single word (partner, код, 服务商) names a topic rather than a question: it is answered only when this sure."""

LONGEST_HAN_WORD = 3

SHORTEST_SENTENCE = 6
"""A shorter one (OK, thanks, 你好) is no question of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """What the matcher made of a text; `language` is the one it is plainly written in, None where that is not plain."""

    match: Match
    meaning: Meaning
    language: str | None


def understand(matcher: Matcher, text: str, locale: str | None) -> Understood:
    """Read a text; a message of several sentences may hold two questions, which are answered if both are sure."""
    language = None if locale is None else locale.replace("zh_Hant", "zh_Hans")
    match = matcher.match(text, language)
    return Understood(
        match=match,
        meaning=_two_questions(matcher, text, language) or _one_question(text, match),
        language=_plainly(text, match),
    )


def wanted_locale(text: str) -> str | None:
    """The language that a wish to change the language names, the last one where it names two (from … to …)."""
    named = {locale: [found.start() for found in names.finditer(text)] for locale, names in _LANGUAGE_NAMES.items()}
    places = {locale: starts[-1] for locale, starts in named.items() if starts}
    return max(places, key=lambda locale: places[locale]) if places else None


def _two_questions(matcher: Matcher, text: str, language: str | None) -> Meaning | None:
    sentences = [part for part in _SENTENCE_END.split(text) if len(part.strip()) >= SHORTEST_SENTENCE]
    if len(sentences) < 2:
        return None
    matches = [matcher.match(sentence, language) for sentence in sentences]
    sure = list(dict.fromkeys(match.intent for match in matches if match.decision == "answer"))
    return Meaning(decision="answer", intents=tuple(sure[:1]), also=sure[1]) if len(sure) > 1 else None


def _one_question(text: str, match: Match) -> Meaning:
    decision: str = match.decision
    if decision == "answer" and match.confidence < SURE_OF_A_WORD and _is_one_word(text):
        decision = "offer"
    likely = (intent for intent, chance in match.candidates if decision != "offer" or chance >= UNLIKELY)
    return Meaning(decision=decision, intents=tuple(likely))


def _is_one_word(text: str) -> bool:
    return len(_HAN.findall(text)) <= LONGEST_HAN_WORD and len(text.split()) == 1


def _plainly(text: str, match: Match) -> str | None:
    """The language of a text that nobody could take for another one: in one script, and of more than a word."""
    scripts = {
        "zh_Hans": len(_HAN.findall(text)),
        "ru": len(_CYRILLIC.findall(text)) // 3,
        "en": len(_LATIN_WORD.findall(text)),
    }
    first, second = sorted(scripts, key=lambda name: -scripts[name])[:2]
    plain = scripts[first] >= 2 and scripts[second] == 0 and match.language == first
    return first if plain else None
