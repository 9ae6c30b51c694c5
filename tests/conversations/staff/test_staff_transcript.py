"""An owner and the people that he invites, side by side, in each language, as people can read it."""

import re

import pytest

from seller_bot.texts import LANGUAGES
from tests.support.databases import NewDatabase
from tests.support.running import running
from tests.support.transcript import CLIENTS, Chat
from tests.support.written import TRANSCRIPTS, compare, written

SCENES = {
    "a manager joins, and a second person presses the same link": [
        ("Olga", "/staff"),
        ("Olga", "[manager]"),
        ("Li", "the link"),
        ("Emma", "the link"),
        ("Li", "/staff"),
        ("Olga", "the link"),
    ],
    "an invitation is withdrawn": [
        ("Olga", "/staff"),
        ("Olga", "[support]"),
        ("Olga", "[staff]"),
        ("Olga", "[1]"),
        ("Olga", "[withdraw]"),
        ("Emma", "the link"),
    ],
    "the manager is removed while a keyboard is open": [
        ("Olga", "/staff"),
        ("Olga", "[0]"),
        ("Olga", "[remove]"),
        ("Li", "[leave]"),
        ("Li", "/staff"),
    ],
    "somebody from support leaves": [
        ("Olga", "/staff"),
        ("Olga", "[support]"),
        ("Emma", "the link"),
        ("Emma", "/staff"),
        ("Emma", "[leave]"),
        ("Emma", "[leave]"),
    ],
}
"""Who says or presses what; `the link` is the newest one that Olga forwarded."""

LINK = re.compile(r"\?start=(join_[A-Za-z0-9_-]{22})")


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_transcript_of_the_staff_is_current(new_database: NewDatabase, locale: str) -> None:
    lines = [f"# staff · {locale}"]
    async with running(new_database("sqlite"), owners=1) as bot:
        bot.owners[0].speaks(CLIENTS[locale])
        chats = {
            "Olga": Chat(bot, locale, person=bot.owners[0]),
            **{
                name: Chat(bot, locale, person=bot.server.person(name, language_code=CLIENTS[locale]))
                for name in ("Li", "Emma")
            },
        }
        for number, (title, scene) in enumerate(SCENES.items(), 1):
            lines.append(f"\n## {number} · {title}")
            for who, line in scene:
                link = _newest_link(chats["Olga"]) if line == "the link" else ""
                exchange = await chats[who].exchange(f"/start {link}" if link else line)
                lines.append(written(exchange, who=who))
    compare(TRANSCRIPTS / locale / "staff.md", re.sub(r"join_[A-Za-z0-9_-]{22}", "join_…", "\n".join(lines)) + "\n")


def _newest_link(owner: Chat) -> str:
    return next(found[1] for message in reversed(owner.person.messages) if (found := LINK.search(message.text)))
