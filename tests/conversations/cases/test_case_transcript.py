"""A seller's whole case, from the wrong Ozon ID to the stars, in each language, as people can read it."""

import re

import pytest

from tests.conversations.cases.conftest import Manager, case_of
from tests.support.databases import NewDatabase
from tests.support.running import running
from tests.support.transcript import Chat, Exchange
from tests.support.written import TRANSCRIPTS, compare, written

SAID = {
    "en": {
        "story": "My colleague linked her own number while I was away. Now she gets my codes.",
        "asked": "Since when exactly?",
        "answer": "Since 3 October.",
        "more": "I found the letter.",
        "own": "We don't find your company in the register.",
        "praise": "Quick and clear.",
    },
    "ru": {
        "story": "Пока меня не было, коллега привязала свой номер. Теперь коды приходят ей.",
        "asked": "С какого числа?",
        "answer": "С 3 октября.",
        "more": "Нашлось письмо.",
        "own": "Не нашли вашу компанию в реестре.",
        "praise": "Быстро и понятно.",
    },
    "zh_Hans": {
        "story": "我不在的时候，同事绑了她自己的手机号，现在验证码都发给她。",
        "asked": "具体从哪天开始的？",
        "answer": "10 月 3 日。",
        "more": "找到那封邮件了。",
        "own": "登记信息里查不到你们公司。",
        "praise": "又快又清楚。",
    },
}
SENT = [
    "/ozonid",
    "[wrong]",
    "[wrong_ozon_id]",
    "12",
    "1234567",
    "+86 138 1234 5678",
    "+86 139 8765 4321",
    "2026-10-03",
    "story",
    "(voice)",
    "(album 10)",
    "[done]",
    "[correct]",
    "[store]",
    "7654321",
    "[send]",
]
SCENES = {
    "taken, asked, added to, approved, rated": [
        *SENT,
        "/status",
        "[one]",
        "takes",
        "asks",
        "answer",
        "/status",
        "[one]",
        "[add]",
        "more",
        "(photo)",
        "[done]",
        "approves",
        "/status",
        "[one]",
        "[star5]",
        "[words]",
        "praise",
    ],
    "rejected for a reason that stands ready, reopened, rejected in own words": [
        *SENT,
        "rejects",
        "/status",
        "[one]",
        "[reopen]",
        "refuses",
        "/status",
        "[one]",
    ],
    "sent twice, cancelled": [
        *SENT,
        *SENT,
        "/status",
        "[one]",
        "[cancel]",
        "[cancel]",
        "[list]",
    ],
}


@pytest.mark.parametrize("locale", [*SAID, "zh_Hant"])
async def test_transcript_of_a_case_is_current(new_database: NewDatabase, locale: str) -> None:
    words = SAID["zh_Hans" if locale == "zh_Hant" else locale]
    lines = [f"# a case · {locale}"]
    async with running(new_database("sqlite")) as bot:
        manager = Manager(bot)
        for number, (title, scene) in enumerate(SCENES.items(), 1):
            lines.append(f"\n## {number} · {title}")
            chat = Chat(bot, locale)
            for place, line in enumerate(scene):
                if line in ("takes", "asks", "approves", "rejects", "refuses"):
                    lines.append(await decided(chat, manager, line, words))
                else:
                    exchange = await chat.exchange(words.get(line, line))
                    # How a case is sent is shown once.
                    is_known = number > 1 and "[send]" in scene[place + 1 :]
                    lines += [] if is_known else [written(exchange)]
    compare(TRANSCRIPTS / locale / "case.md", re.sub(r"E-\d{4,}", "E-1042", "\n".join(lines)) + "\n")


async def decided(chat: Chat, manager: Manager, verb: str, words: dict[str, str]) -> str:
    """What a manager does, and what the seller hears of it."""
    case = await case_of(chat)
    if verb == "takes":
        manager.takes(case)
    elif verb == "asks":
        manager.asks(case, words["asked"])
    elif verb == "approves":
        manager.approves(case)
    else:
        manager.rejects(case, "not_found" if verb == "rejects" else words["own"])
    expected = 1 if verb in ("takes", "asks") else 2
    heard = [await chat.person.sees(timeout=20) for _ in range(expected)]
    return written(Exchange(f"(a manager {verb})", "", heard)).replace("\nLi: ", "\n")
