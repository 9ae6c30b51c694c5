"""A notice from the first word to its correction, in each language, as people can read it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from seller_bot.notices.models import Notice, NoticeCard, NoticeState
from seller_bot.notices.standing import SETTLED
from tests.support.databases import NewDatabase
from tests.support.transcript import Exchange
from tests.support.writers import Office, Writer, office
from tests.support.written import TRANSCRIPTS, compare, written

LINKS = "https://example.com/works\nen: Read more\nru: Подробнее\nzh: 查看详情"
SCENE = (
    ("Anna", "/notice"),
    ("Anna", "[new]"),
    ("Anna", "Works on Sunday"),
    ("Anna", "[send]"),
    ("Anna", "[ask:text_en]"),
    ("Anna", "On Sunday from 2:00 to 4:00 binding links won't open."),
    ("Anna", "[ask:text_ru]"),
    ("Anna", "В воскресенье с 2:00 до 4:00 ссылки для привязки не будут открываться."),
    ("Anna", "[ask:text_zh_Hans]"),
    ("Anna", "周日 2:00–4:00 系统维护，绑定链接暂时打不开。"),
    ("Anna", "[ask:links]"),
    ("Anna", "read more"),
    ("Anna", LINKS),
    ("Anna", "[receipt]"),
    ("Anna", "[category]"),
    ("Anna", "[fallback]"),
    ("Anna", "[audience]"),
    ("Anna", "[pick:language=ru]"),
    ("Anna", "[pick:language=ru]"),
    ("Anna", "[open]"),
    ("Anna", "[when]"),
    ("Anna", "[ask:time]"),
    ("Anna", "tomorrow"),
    ("Anna", "18:30"),
    ("Anna", "[when]"),
    ("Anna", "[at:now]"),
    ("Anna", "[send]"),
    ("Anna", "[send]"),
    ("Anna", "[confirm]"),
    ("Anna", "(the number)"),
    ("Boris", "[send]"),
    ("Boris", "(after 3 seconds) [confirm]"),
    ("Boris", "(the same once more)"),
    ("Anna", "[correct]"),
    ("Anna", "On Sunday from 3:00 to 4:00 binding links won't open."),
    ("Anna", "[keep:ru]"),
    ("Anna", "[keep:zh_Hans]"),
    ("Anna", "(after 3 seconds) [correct_yes]"),
    ("Boris", "[correct_yes]"),
)


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
async def test_transcript_of_the_newsroom_is_current(new_database: NewDatabase, locale: str) -> None:
    async with office(new_database("sqlite"), locale=locale, SELLER_BOT_NOTICE_APPROVAL_ABOVE="0") as place:
        played = Played(place)
        lines = ["# newsroom · Anna and Boris write notices"]
        for who, what in SCENE:
            lines.append(f"\n## {who}: {what}")
            lines += await played.act(who, what)
    compare(TRANSCRIPTS / locale / "newsroom.md", "\n".join(lines) + "\n")


class Played:
    """The scene as it goes on: after each act what the two and the sellers see that is new."""

    def __init__(self, place: Office) -> None:
        self.place = place
        self.last = ("", 0)
        self.people = {"Anna": place.anna.person, "Boris": place.boris.person}
        self.people |= {person.user.first_name: person for person in place.sellers.values()}

    async def act(self, who: str, what: str) -> list[str]:
        toast = await self._do(self.place.anna if who == "Anna" else self.place.boris, what)
        await self._settled()
        said = [f"\n(over the chat) {toast}"] if toast else []
        for name, person in self.people.items():
            seen = [await person.sees() for _ in range(sum(one in person.chat.messages for one in person.unseen))]
            if seen:
                said.append(f"\n{name} sees")
                said.append(written(Exchange("…", "", seen), who=name, heard_only=True).removeprefix(f"\n{name}: …\n"))
        return said

    async def _settled(self) -> None:
        """Nothing is on its way, and of a notice that is out the cards have shown the end."""
        await self.place.anna.settled()
        cards = select(NoticeCard).join(Notice).where(Notice.state == NoticeState.SENT)
        if all((card.shown or "").startswith(SETTLED) for card in await self.place.bot.rows(cards)):
            return
        self.place.bot.clock.advance(timedelta(seconds=4))
        async with asyncio.timeout(15):
            while not all((card.shown or "").startswith(SETTLED) for card in await self.place.bot.rows(cards)):
                await asyncio.sleep(0.05)
        await self.place.anna.settled()

    async def _do(self, writer: Writer, what: str) -> str:
        if what == "(the number)":
            await writer.says(await writer.stated())
            return ""
        if what.startswith("(after 3 seconds) "):
            self.place.bot.clock.advance(timedelta(seconds=3))
            what = what.removeprefix("(after 3 seconds) ")
        if what == "(the same once more)":
            return await writer.presses_data(*self.last)
        if what.startswith("["):
            self.last = await writer.finds(what.strip("[]"))
            return await writer.presses_data(*self.last)
        await writer.says(what)
        return ""
