"""Every path of every flow, walked over HTTP in each language, and kept as a transcript that people can read.

`SELLER_BOT_WRITE_TRANSCRIPTS=1 uv run pytest tests/conversations/test_transcripts.py` writes them anew.
"""

import os
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest
import pytest_asyncio

from seller_bot.conversation.flow import Flow
from seller_bot.flows import FLOWS
from seller_bot.texts import LOCALES
from tests.support.databases import NewDatabase
from tests.support.running import Bot, running
from tests.support.transcript import Chat, Exchange
from tests.support.walks import TYPED, Walk, walks

TRANSCRIPTS = Path(__file__).parent / "transcripts"
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


CLIENTS_OF_STRANGERS = {"onboarding": "de", "language": "en"}
"""The client's language where a seller comes to one of ours by choosing it."""

PRELUDES = {"support_request": ["/unbind", "[admin]", "[go_on]", "[found]", TYPED, "[no_button]", "[draft]"]}
"""How a seller comes into a flow that no command opens."""


@pytest_asyncio.fixture(scope="module")
async def bot(new_database: NewDatabase) -> AsyncIterator[Bot]:
    async with running(new_database("sqlite")) as bot:
        yield bot


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
async def test_transcript_of_every_path_is_current(bot: Bot, flow: Flow, locale: str) -> None:
    """What sellers read is reviewed as whole conversations; a change of any of it shows in the diff."""
    file = TRANSCRIPTS / locale / f"{flow.id}.md"
    written = "\n".join([line async for line in _transcript(bot, flow, locale)]) + "\n"
    if os.environ.get("SELLER_BOT_WRITE_TRANSCRIPTS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written


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
                yield _written(exchange, heard_only=place < shown_from)


def _walks(flow: Flow, locale: str) -> list[Walk]:
    """All walks through a flow; where a language is chosen, the one that chooses this locale."""
    if flow.id in CLIENTS_OF_STRANGERS:
        step = next(step.id for step in flow.steps.values() if step.choices)
        return [Walk(((step, locale),), 0)]
    return [*walks(flow)] or [Walk((), 0)]


def _lines(flow: Flow, walk: Walk, locale: str) -> list[str]:
    """What the seller does on a walk."""
    typed = TYPED_TEXTS["zh_Hans" if locale == "zh_Hant" else locale]
    opening = PRELUDES.get(flow.id) or [f"/{flow.commands[0]}"]
    return [
        *(typed["partner"] if line == TYPED else line for line in opening),
        *(typed[flow.steps[step].keeps] if choice == TYPED else f"[{choice}]" for step, choice in walk.ways),
    ]


def _written(exchange: Exchange, *, heard_only: bool) -> str:
    seller = "…" if heard_only else exchange.seller
    said = [f"\nLi: {seller}", *([f"\n(over the chat) {exchange.toast}"] if exchange.toast else [])]
    for message in exchange.messages:
        text = message.html.replace("<b>", "**").replace("</b>", "**")
        rows = "".join("\n" + " ".join(f"[{button.label}]" for button in row) for row in message.buttons)
        said.append(f"\nBot: {unescape(text)}{rows}")
    return "\n".join(said)
