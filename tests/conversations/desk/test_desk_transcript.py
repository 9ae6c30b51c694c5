"""A seller and two managers side by side, each in another language, as people can read it."""

import pytest

from tests.support.databases import NewDatabase
from tests.support.desks import Member, Staffed, staffed
from tests.support.transcript import Exchange
from tests.support.written import TRANSCRIPTS, compare, written

SPOKEN = {"en": ("en", "ru", "zh_Hans"), "ru": ("ru", "zh_Hans", "en"), "zh_Hans": ("zh_Hans", "en", "ru")}
"""What Anna, Boris and the seller speak, by the language of the transcript."""

SCENE = (
    ("Li", "sends a case"),
    ("Anna", "[take]"),
    ("Boris", "[more]"),
    ("Boris", "[timeline]"),
    ("Boris", "[back]"),
    ("Anna", "[ask]"),
    ("Anna", "(reply) Which phone is the right one registered to?"),
    ("Li", "(reply) To me, since 2023."),
    ("Anna", "[note]"),
    ("Anna", "(reply) Seen the contract: it is his store."),
    ("Anna", "(reply to the card) I am on it, one moment."),
    ("Anna", "[more]"),
    ("Anna", "[reveal]"),
    ("Anna", "[back]"),
    ("Anna", "[approve]"),
    ("Anna", "[approve_yes]"),
    ("Boris", "an old button"),
    ("Boris", "/queue"),
    ("Boris", "[queue:decided]"),
)


@pytest.mark.parametrize("locale", SPOKEN)
async def test_transcript_of_the_desk_is_current(new_database: NewDatabase, locale: str) -> None:
    annas, boris, sellers = SPOKEN[locale]
    url = new_database("sqlite")
    async with staffed(url, locales=(annas, annas, boris), seller_locale=sellers) as place:
        played = Played(place)
        lines = [f"# desk · Anna {annas}, Boris {boris}, Li {sellers}"]
        for who, what in SCENE:
            lines.append(f"\n## {who}: {what}")
            lines += await played.act(who, what)
    compare(TRANSCRIPTS / locale / "desk.md", "\n".join(lines).replace("Li <i>", "Li") + "\n")


class Played:
    """The scene as it goes on: after each act what each of the three sees that is new."""

    def __init__(self, place: Staffed) -> None:
        self.place = place
        self.members = {"Anna": place.anna, "Boris": place.boris}
        self.old = ("", 0)

    async def act(self, who: str, what: str) -> list[str]:
        toast = await self._do(who, what)
        await self.place.settled()
        said = [f"\n(over the chat) {toast}"] if toast else []
        for name, person in (
            ("Anna", self.place.anna.person),
            ("Boris", self.place.boris.person),
            ("Li", self.place.seller),
        ):
            seen = [await person.sees() for _ in range(len(person.unseen))]
            if seen:
                said.append(f"\n{name} sees")
                said.append(written(Exchange("…", "", seen), who=name, heard_only=True).removeprefix(f"\n{name}: …\n"))
        return said

    async def _do(self, who: str, what: str) -> str:
        if who == "Li":
            await self._seller(what)
            return ""
        member = self.members[who]
        if what == "an old button":
            return await member.presses_data(*self.old)
        if what.startswith("[queue:"):
            newest = member.messages[-1]
            return await member.presses_data(f"queue:{what[7:-1]}:0:0", newest.message_id)
        if what.startswith("["):
            return await self._press(member, what.strip("[]"))
        await self._write(member, what)
        return ""

    async def _press(self, member: Member, act: str) -> str:
        if act == "take":
            boris = self.place.boris.card(self.case)
            data = next(button.data for button in boris if "take" in (button.data or ""))
            self.old = (data or "", boris.message_id)
        return await member.presses(self.case, act)

    async def _write(self, member: Member, what: str) -> None:
        if what.startswith("(reply to the card) "):
            await member.replies(member.card(self.case), what.removeprefix("(reply to the card) "))
        elif what.startswith("(reply) "):
            await member.replies(await member.reads_prompt(self.case), what.removeprefix("(reply) "))
        else:
            await member.wrote(await member.person.says(what))

    async def _seller(self, what: str) -> None:
        if what == "sends a case":
            self.case = self.place.opens()
        else:
            self.place.hears_from_seller(self.case, what.removeprefix("(reply) "))
