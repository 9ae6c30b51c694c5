"""Every path of the sellers' flows, walked over HTTP in each language, and kept as a transcript that people can read.

`SELLER_BOT_WRITE_TRANSCRIPTS=1 uv run pytest tests/conversations/test_transcripts.py` writes them anew.
"""

import re
from collections.abc import AsyncIterator
from itertools import chain

import pytest
import pytest_asyncio

from seller_bot.conversation.flow import Flow
from seller_bot.flows import FLOWS
from seller_bot.texts import LANGUAGES, LOCALES
from tests.support.databases import NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import A_DAY_LATER, Chat
from tests.support.walks import TYPED, Walk, Way, walks
from tests.support.written import TRANSCRIPTS, compare, written

BY_THEMSELVES = frozenset({"rating", "notices"})
"""What shows another face to each; `cases/test_case_transcript.py` and `notices/test_notices_transcript.py` show it."""

FOR_SELLERS = [flow for flow in FLOWS.open_to(None).values() if not flow.links and flow.id not in BY_THEMSELVES]
TYPED_TEXTS = {
    "en": {
        "partner": "Sunrise Logistics",
        "store": "Lin Home, Client ID 1234567",
        "since": "early October",
        "trouble": "I press Cancel and nothing happens.",
        "wrong_id": "+86 138 1234 5678",
        "right_id": "+86 139 8765 4321",
        "login": "lin@example.com",
        "story": "My colleague linked her own number while I was away. Now she gets my codes.",
    },
    "ru": {
        "partner": "Sunrise Logistics",
        "store": "Лин Дом, Client ID 1234567",
        "since": "с начала октября",
        "trouble": "Нажимаю «Отменить», и ничего не происходит.",
        "wrong_id": "+7 916 123-45-67",
        "right_id": "+7 903 765-43-21",
        "login": "lin@example.com",
        "story": "Пока меня не было, коллега привязала свой номер. Теперь коды приходят ей.",
    },
    "zh_Hans": {
        "partner": "Sunrise Logistics",
        "store": "林家居，Client ID 1234567",
        "since": "十月初",
        "trouble": "点了“取消”，没有任何反应。",
        "wrong_id": "+86 138 1234 5678",
        "right_id": "+86 139 8765 4321",
        "login": "lin@example.com",
        "story": "我不在的时候，同事绑了她自己的手机号，现在验证码都发给她。",
    },
}


FREE_WORDS = {
    "en": [
        ["hello", "thank you"],
        ["/bind", "[admin]", "what happens if I unbind the partner", "how do I check who has access to my store"],
        ["The invitation link has not arrived. And how do I check who has access to my store?"],
        ["partner", "[none]"],
        ["when will my payout for October arrive on the bank account", "how do I print barcodes"],
        ["my code is 482913, it does not work"],
        ["не приходит код подтверждения", "[ru]"],
        ["I linked the wrong Ozon ID", "give me a human please"],
    ],
    "ru": [
        ["здравствуйте", "спасибо большое"],
        ["/bind", "[admin]", "что будет, если отвязать партнёра", "как проверить, кто подключён к магазину"],
        ["Ссылка-приглашение не пришла. И ещё: как проверить, кто подключён к магазину?"],
        ["партнёр", "[none]"],
        ["когда придёт выплата за октябрь на счёт", "как напечатать штрихкоды"],
        ["мой код 482913, он не подходит"],
        ["yt ghb[jlbn rjl", "kod ne prihodit"],
        ["收不到验证码", "[zh_Hans]"],
        ["привязал не тот Ozon ID", "нужен живой человек"],
    ],
    "zh_Hans": [
        ["你好", "谢谢"],
        ["/bind", "[admin]", "解绑服务商会有什么影响", "怎么自查店铺有没有被绑"],
        ["邀请链接没收到。另外怎么自查店铺有没有被绑？"],
        ["服务商", "[none]"],
        ["十月的货款什么时候到账", "怎么打印条形码"],
        ["我的验证码是 482913，输入不对"],
        ["驗證碼收不到"],
        ["the verification code doesn't come", "[en]"],
        ["Ozon ID 绑错了", "找人工"],
    ],
}
"""What sellers say in their own words, conversation by conversation."""

IN_BETWEEN = [
    ["/bind", "[admin]", "[agreed]", "/help", "[resume]", TYPED, "/language", "[resume]", "[back]", "/cancel"],
    [
        "/bind",
        "[admin]",
        "[agreed]",
        "/ozonid",
        "[resume]",
        "/ozonid",
        "[anew]",
        "[link]",
        "/menu",
        "[resume]",
    ],
    ["/bind", "[admin]", "/bind", "[anew]"],
    ["/bind", "[admin]", "lorem ipsum dolor", "sit amet consectetur", "adipiscing elit", "[resume]"],
    [
        "/bind",
        "[admin]",
        "[agreed]",
        "code_trouble",
        "[typed]",
        "[back]",
        "code_trouble",
        "[code_not_received]",
        "[anew]",
    ],
    ["/nonsense", "/nonsense", "/back", "/cancel"],
]
"""What sellers do in the middle of something else; a flow's id stands for its question."""

CLIENTS_OF_STRANGERS = {"onboarding": "de", "language": "en"}
"""The client's language where a seller comes to one of ours by choosing it."""

TO_THE_REMINDER = ["/bind", "[admin]", "[agreed]", TYPED, "[opened]", "[found]", "[pressed]", "[not_yet]", "[remind]"]
PRELUDES = {
    "support_request": ["/unbind", "[admin]", "[go_on]", "[found]", TYPED, "[no_button]", "[draft]"],
    "confirmation": [*TO_THE_REMINDER, A_DAY_LATER],
    "wrong_ozon_id": ["/ozonid", "[wrong]", "[wrong_ozon_id]"],
    "remove_account": ["login_trouble", *["[next]"] * 5, "[remove_account]"],
    "report_partner": ["unauthorized", "[report]"],
    "cant_unbind": ["/unbind", "[admin]", "[go_on]", "[found]", TYPED, "[refused]", "[people]"],
    "write_us": ["/contact", "[write_us]"],
    "choose_partner": ["choose_partner", "[choose_partner]"],
    "admin_role": ["admin_role", "[admin_role]"],
    "not_listed": ["not_listed", "[not_listed]"],
    "waiting": ["waiting", "[waiting]"],
    "traps": ["/menu", "[want]", "[traps]"],
    "unbind_trouble": ["/menu", "[trouble]", "[unbind_trouble]"],
    "id_trouble": ["/menu", "[trouble]", "[id_trouble]"],
    "not_now": ["/bind", "[admin]", A_DAY_LATER, "[not_now]"],
}
"""How a seller comes into a flow that only another one, or the bot itself, opens; a flow's id stands for its question.
"""

BROUGHT = dict.fromkeys(("support_request", "confirmation", "cant_unbind"), frozenset({"partner"}))
"""The answers that a seller brings along."""

QUESTIONS = {
    "en": {
        "unauthorized": "somebody bound a partner to my store without my consent",
        "link_trouble": "the invitation link has not arrived",
        "login_trouble": "I can't log in",
        "code_trouble": "the verification code doesn't come",
        "choose_partner": "how do I choose a partner",
        "admin_role": "how do I get the administrator role",
        "not_listed": "my partner is not in the list",
        "waiting": "the partner did not confirm yet",
    },
    "ru": {
        "unauthorized": "партнёра подключили без моего согласия",
        "link_trouble": "ссылка-приглашение не пришла",
        "login_trouble": "не могу войти в кабинет",
        "code_trouble": "не приходит код подтверждения",
        "choose_partner": "как выбрать сертифицированного партнёра",
        "admin_role": "как получить роль администратора",
        "not_listed": "партнёра нет в списке",
        "waiting": "партнёр не подтверждает",
    },
    "zh_Hans": {
        "unauthorized": "没经过我同意就绑定了服务商",
        "link_trouble": "邀请链接没收到",
        "login_trouble": "登录不了后台",
        "code_trouble": "收不到验证码",
        "choose_partner": "怎么选服务商",
        "admin_role": "怎么拿到管理员权限",
        "not_listed": "列表里找不到服务商",
        "waiting": "服务商一直没确认",
    },
}
"""How a seller asks for a flow that answers a question."""


@pytest_asyncio.fixture(scope="module")
async def bot(new_database: NewDatabase) -> AsyncIterator[Bot]:
    async with running(new_database("sqlite")) as bot:
        yield bot


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("flow", FOR_SELLERS, ids=lambda flow: flow.id)
async def test_transcript_of_every_path_is_current(
    bot: Bot, new_database: NewDatabase, flow: Flow, locale: str
) -> None:
    """What sellers read is reviewed as whole conversations; a change of any of it shows in the diff."""
    file = TRANSCRIPTS / locale / f"{flow.id}.md"
    if A_DAY_LATER not in PRELUDES.get(flow.id, ()):
        compare(file, await _transcript(bot, flow, locale))
        return
    # The clock of the others stands still: they name days.
    async with running(new_database("sqlite")) as own:
        compare(file, await _transcript(own, flow, locale))


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_transcript_of_free_words_is_current(bot: Bot, locale: str) -> None:
    """Answered, asked back, not understood, warned; in the middle of a guide, and in another language."""
    parts = [f"# in one's own words · {locale}"]
    for number, lines in enumerate(FREE_WORDS[locale]):
        chat = Chat(bot, locale)
        exchanges = [await chat.exchange(line) for line in lines]
        parts += [f"\n## {number + 1}", *map(written, exchanges)]
    compare(TRANSCRIPTS / locale / "free_words.md", "\n".join(parts) + "\n")


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_transcript_of_what_comes_in_between_is_current(bot: Bot, locale: str) -> None:
    """Another guide, a question where a name is expected, nonsense: and always the way back."""
    typed = {**QUESTIONS[locale], TYPED: TYPED_TEXTS[locale]["partner"]}
    parts = [f"# in between · {locale}"]
    for number, lines in enumerate(IN_BETWEEN):
        chat = Chat(bot, locale)
        exchanges = [await chat.exchange(typed.get(line, line)) for line in lines]
        parts += [f"\n## {number + 1}", *map(written, exchanges)]
    compare(TRANSCRIPTS / locale / "in_between.md", "\n".join(parts) + "\n")


async def _transcript(bot: Bot, flow: Flow, locale: str) -> str:
    """All walks; the numbers of cases, which depend on what was sent before, are always the same."""
    lines = "\n".join([line async for line in _played(bot, flow, locale)]) + "\n"
    return re.sub(r"E-\d{4,}", "E-1042", lines)


async def _played(bot: Bot, flow: Flow, locale: str) -> AsyncIterator[str]:
    yield f"# {flow.id} · {locale}"
    for number, walk in enumerate(_walks(flow, locale)):
        yield f"\n## {number + 1}"
        opening, ways = _opening(flow, locale), [_of_way(flow, way, locale) for way in walk.ways]
        lines = [*opening, *chain(*ways)]
        shown_from = len(opening) + sum(map(len, ways[: walk.new_from])) if number else 0
        chat = Chat(bot, locale, client=CLIENTS_OF_STRANGERS.get(flow.id))
        for place, line in enumerate(lines):
            exchange = await chat.exchange(line)
            if place >= shown_from - 1:
                yield written(exchange, heard_only=place < shown_from)


def _walks(flow: Flow, locale: str) -> list[Walk]:
    """All walks through a flow; where a language is chosen, the one that chooses this locale."""
    if flow.id in CLIENTS_OF_STRANGERS:
        step = next(step.id for step in flow.steps.values() if step.choices)
        return [Walk(((step, locale),), 0)]
    return [*walks(flow, BROUGHT.get(flow.id, frozenset()))] or [Walk((), 0)]


def _opening(flow: Flow, locale: str) -> list[str]:
    """What the seller says and presses to come into the flow."""
    language = _language(locale)
    asked = QUESTIONS[language]
    opening = PRELUDES.get(flow.id) or [asked.get(flow.id) or f"/{flow.commands[0]}"]
    return [TYPED_TEXTS[language]["partner"] if line == TYPED else asked.get(line, line) for line in opening]


def _of_way(flow: Flow, way: Way, locale: str) -> list[str]:
    """What the seller does at a step; a file is sent before that is said to be all."""
    step, choice = flow.steps[way[0]], way[1]
    if choice == TYPED:
        return [TYPED_TEXTS[_language(locale)][step.keeps]]
    if step.collect is not None and choice != step.collect.none:
        return ["(photo)", f"[{choice}]"]
    return [f"[{choice}]"]


def _language(locale: str) -> str:
    return "zh_Hans" if locale == "zh_Hant" else locale
