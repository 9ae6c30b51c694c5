"""Every path of the sellers' flows, walked over HTTP in each language, and kept as a transcript that people can read.

`SELLER_BOT_WRITE_TRANSCRIPTS=1 uv run pytest tests/conversations/test_transcripts.py` writes them anew.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from seller_bot.conversation.flow import Flow
from seller_bot.flows import FLOWS
from seller_bot.texts import LANGUAGES, LOCALES
from tests.support.databases import NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import A_DAY_LATER, Chat
from tests.support.walks import TYPED, Walk, walks
from tests.support.written import TRANSCRIPTS, compare, written

FOR_SELLERS = [flow for flow in FLOWS.open_to(None).values() if not flow.links]
TYPED_TEXTS = {
    "en": {
        "partner": "Sunrise Logistics",
        "store": "Lin Home, Client ID 1234567",
        "since": "early October",
        "trouble": "I press Cancel and nothing happens.",
    },
    "ru": {
        "partner": "Sunrise Logistics",
        "store": "Лин Дом, Client ID 1234567",
        "since": "с начала октября",
        "trouble": "Нажимаю «Отменить», и ничего не происходит.",
    },
    "zh_Hans": {
        "partner": "Sunrise Logistics",
        "store": "林家居，Client ID 1234567",
        "since": "十月初",
        "trouble": "点了“取消”，没有任何反应。",
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

CLIENTS_OF_STRANGERS = {"onboarding": "de", "language": "en"}
"""The client's language where a seller comes to one of ours by choosing it."""

TO_THE_REMINDER = ["/bind", "[admin]", "[agreed]", TYPED, "[opened]", "[found]", "[pressed]", "[not_yet]", "[remind]"]
PRELUDES = {
    "support_request": ["/unbind", "[admin]", "[go_on]", "[found]", TYPED, "[no_button]", "[draft]"],
    "confirmation": [*TO_THE_REMINDER, A_DAY_LATER],
    "not_now": ["/bind", "[admin]", A_DAY_LATER, "[not_now]"],
}
"""How a seller comes into a flow that only another one, or the bot itself, opens."""

BROUGHT = {"support_request": frozenset({"partner"}), "confirmation": frozenset({"partner"})}
"""The answers that a seller brings along."""

QUESTIONS = {
    "en": {
        "unauthorized": "somebody bound a partner to my store without my consent",
        "link_trouble": "the invitation link has not arrived",
        "login_trouble": "I can't log in",
        "code_trouble": "the verification code doesn't come",
    },
    "ru": {
        "unauthorized": "партнёра подключили без моего согласия",
        "link_trouble": "ссылка-приглашение не пришла",
        "login_trouble": "не могу войти в кабинет",
        "code_trouble": "не приходит код подтверждения",
    },
    "zh_Hans": {
        "unauthorized": "没经过我同意就绑定了服务商",
        "link_trouble": "邀请链接没收到",
        "login_trouble": "登录不了后台",
        "code_trouble": "收不到验证码",
    },
}
"""How a seller asks for a flow that answers a question."""


@pytest_asyncio.fixture(scope="module")
async def bot(new_database: NewDatabase) -> AsyncIterator[Bot]:
    async with running(new_database("sqlite")) as bot:
        yield bot


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("flow", FOR_SELLERS, ids=lambda flow: flow.id)
async def test_transcript_of_every_path_is_current(bot: Bot, flow: Flow, locale: str) -> None:
    """What sellers read is reviewed as whole conversations; a change of any of it shows in the diff."""
    file = TRANSCRIPTS / locale / f"{flow.id}.md"
    compare(file, "\n".join([line async for line in _transcript(bot, flow, locale)]) + "\n")


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_transcript_of_free_words_is_current(bot: Bot, locale: str) -> None:
    """Answered, asked back, not understood, warned; in the middle of a guide, and in another language."""
    parts = [f"# in one's own words · {locale}"]
    for number, lines in enumerate(FREE_WORDS[locale]):
        chat = Chat(bot, locale)
        exchanges = [await chat.exchange(line) for line in lines]
        parts += [f"\n## {number + 1}", *map(written, exchanges)]
    compare(TRANSCRIPTS / locale / "free_words.md", "\n".join(parts) + "\n")


async def _transcript(bot: Bot, flow: Flow, locale: str) -> AsyncIterator[str]:
    yield f"# {flow.id} · {locale}"
    for number, walk in enumerate(_walks(flow, locale)):
        yield f"\n## {number + 1}"
        lines = _lines(flow, walk, locale)
        shown_from = len(lines) - len(walk.ways) + walk.new_from if number else 0
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


def _lines(flow: Flow, walk: Walk, locale: str) -> list[str]:
    """What the seller does on a walk."""
    language = "zh_Hans" if locale == "zh_Hant" else locale
    typed = TYPED_TEXTS[language]
    asked = QUESTIONS[language].get(flow.id)
    opening = PRELUDES.get(flow.id) or [asked or f"/{flow.commands[0]}"]
    return [
        *(typed["partner"] if line == TYPED else line for line in opening),
        *(typed[flow.steps[step].keeps] if choice == TYPED else f"[{choice}]" for step, choice in walk.ways),
    ]
