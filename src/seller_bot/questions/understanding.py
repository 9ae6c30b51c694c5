"""What a seller's free text asks: the matcher's answer, as the conversation takes it."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from seller_bot.conversation.turn import Meaning
from seller_bot.intents import Match, Matcher
from seller_bot.intents.normalise import HAN

CHANGE_LANGUAGE = "change_language"

# Of two names at one place the longer counts, so traditional Chinese comes before Chinese.
_LANGUAGE_NAME = re.compile(
    r"(?P<zh_Hant>traditional(?: chinese)?|[繁正][体體](?:中文|字)?|традицион\w*(?: китайск\w*)?)"
    r"|(?P<zh_Hans>(?:simplified )?chinese|simplified|mandarin|[简簡][体體](?:中文|字)?|中文|[汉漢][语語]|普通[话話]"
    r"|(?:упрощ[её]н\w* )?китайск\w*|упрощ[её]н\w*)"
    r"|(?P<ru>russian|俄[语語文]|русск|по-русски)"
    r"|(?P<en>english|英[语語文]|английск|по-английски|инглиш)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？；;\n]+\s*")
_DECLINED = re.compile(
    r"\bне (?:надо|нужно|хо[чт]\w+|собира\w+|про|об?|спрашива\w+)\b"
    r"|\b(?:do not|don['’]?t|did not|didn['’]?t) (?:want|need|mean|ask)\b"
    r"|\bnot (?:asking|about|trying|going)\b|\bno need\b"
    r"|不要|不想|不用|不需要|无需|無需|不打算|(?<!是)不是",
    re.IGNORECASE,
)
_HAN = re.compile(f"[{HAN}]")
_TRADITIONAL = re.compile(
    "[綁這個們說請問應該號驗證碼後臺賬帳戶員設連結鏈權開關點選擇錯誤誰單據買賣訂貨進發現時間動業務話電無為麼嗎還會來對過沒讓變嘗試錄網頁滿給樣種類條從見聽讀寫]"
)
"""Characters that no simplified text has, of those that questions are made of."""

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[a-z']{2,}", re.IGNORECASE)

UNLIKELY = 0.03
"""A meaning below this is not offered, even where a place is free."""

SURE_OF_A_WORD = 0.95
"""A single word (partner, код, 服务商) names a topic rather than a question: it is answered only when this sure."""

LONGEST_HAN_WORD = 3

SHORTEST_SENTENCE = 6
"""A shorter one (OK, thanks, 你好) is no question of its own; a Chinese character counts double."""

SENTENCES_AT_AN_END = 3
"""Of a text of many sentences, so many are read at its beginning and at its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """What the matcher made of a text; `language` is the one it is plainly written in, None where that is not plain."""

    match: Match
    meaning: Meaning
    language: str | None


def understand(matcher: Matcher, text: str, locale: str | None, courtesies: Container[str]) -> Understood:
    """Read a text; a message of several sentences may hold two questions, which are answered if both are sure.

    `courtesies` are the intents that are no question of their own beside another one.
    """
    language = None if locale is None else locale.replace("zh_Hant", "zh_Hans")
    match = matcher.match(text, language)
    parts = [matcher.match(sentence, language) for sentence in _sentences(text)]
    questions = [part for part in parts if part.intent not in courtesies]
    return Understood(
        match=match,
        meaning=_two_questions(match, questions) or _one_question(text, match),
        language=_plainly(text, match),
    )


def wanted_locale(text: str) -> str | None:
    """The language that a wish to change the language names, the last one where it names two (from … to …)."""
    named = [found.lastgroup for found in _LANGUAGE_NAME.finditer(text)]
    return named[-1] if named else None


def _sentences(text: str) -> list[str]:
    """The sentences that may be questions of their own; none of a text that declines one thing and asks another."""
    sentences = [part for part in _SENTENCE_END.split(text) if _length(part) >= SHORTEST_SENTENCE]
    if len(sentences) < 2 or _DECLINED.search(text):
        return []
    if len(sentences) <= 2 * SENTENCES_AT_AN_END:
        return sentences
    return [*sentences[:SENTENCES_AT_AN_END], *sentences[-SENTENCES_AT_AN_END:]]


def _length(sentence: str) -> int:
    return len(sentence.strip()) + len(_HAN.findall(sentence))


def _two_questions(whole: Match, questions: Sequence[Match]) -> Meaning | None:
    """The first two that are sure, if the text as a whole does not ask for a third thing."""
    sure = list(dict.fromkeys(question.intent for question in questions if question.decision == "answer"))
    if len(sure) < 2 or whole.intent not in sure:
        return None
    return Meaning(decision="answer", intents=(sure[0],), also=sure[1])


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
    if scripts[first] < 2 or scripts[second] or match.language != first:
        return None
    return "zh_Hant" if first == "zh_Hans" and _TRADITIONAL.search(text) else first
