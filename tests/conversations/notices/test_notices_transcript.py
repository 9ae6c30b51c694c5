"""Notices and their switches in each language, as people can read them."""

import pytest

from tests.conversations.notices.conftest import LINK, got, sends
from tests.support.databases import NewDatabase
from tests.support.running import running
from tests.support.transcript import Chat, Exchange
from tests.support.written import TRANSCRIPTS, compare, written

SWITCHED = [
    *("/notices", "[news_off]", "[notices]", "[service_off]", "[notices]"),
    *("[news_on]", "[notices]", "[service_on]", "[notices]"),
]


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
async def test_transcript_of_notices_is_current(new_database: NewDatabase, locale: str) -> None:
    """A notice with a link and a receipt, then every switch off and on."""
    async with running(new_database("sqlite")) as bot:
        chat = Chat(bot, locale)
        await chat.acts("/start")
        sends(bot, chat, asks_receipt=True, buttons=[LINK])
        parts = [f"# notices · {locale}", written(Exchange("…", "", [await got(chat)]))]
        parts += [written(await chat.exchange(line)) for line in ("[notices]", *SWITCHED)]
    compare(TRANSCRIPTS / locale / "notices.md", "\n".join(parts) + "\n")
