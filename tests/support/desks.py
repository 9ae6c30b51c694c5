"""A desk as tests play it: managers and a seller beside each other, cards looked at by what stands on them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.queries import OPEN
from seller_bot.demo.groups import Group
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.demo.views import Button, Message
from seller_bot.escalations import cases
from seller_bot.escalations.cases import Words
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.hours import BusinessHours
from seller_bot.escalations.models import Case, Post, PostRole
from seller_bot.escalations.queries import card_in
from seller_bot.escalations.seal import Seal
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import Role, StaffMember
from seller_bot.storage import migrate
from seller_bot.turns.models import ReceivedUpdate
from tests.support.running import TOKEN, Bot, at_work
from tests.support.transcript import CLIENTS

Found = TypeVar("Found")
PATIENCE = 15
RIGHT_ID = "+79161234567"
ANSWERS = {
    "store": "Lin Home <1234567>",
    "wrong_id": "+7 9** ***-**-45",
    "right_id": "+7 9** ***-**-67",
    "since": "October",
    "story": "I typed my cousin's phone number & pressed <b>Link</b>.",
}
HOURS = "Mon-Fri 09:00-18:00 Asia/Shanghai"
DESK = Desk(hours=BusinessHours.parse(HOURS), seal=Seal(TOKEN))
"""The same as the running bot's, for what a test does in its place."""


@dataclass(frozen=True)
class Member:
    """Somebody of the desk, in the own chat or in the managers' group."""

    bot: Bot
    person: Person
    group: Group | None = None

    @property
    def messages(self) -> Sequence[Message]:
        return self.person.messages_in(self.group)

    def card(self, case: Case) -> Message:
        """The message that shows the case in this chat."""
        found = self._card(case)
        assert found is not None, self._now()
        return found

    def _card(self, case: Case) -> Message | None:
        chat_id = self.group.id if self.group else self.person.id
        with self.bot.database.unit_of_work() as session:
            post = card_in(session, case.id, chat_id)
        shown = post.message_id if post is not None else None
        return next((message for message in self.messages if message.message_id == shown), None)

    def has_card(self, case: Case) -> bool:
        return self._card(case) is not None

    async def sees(self, case: Case, *wanted: str) -> Message:
        """Wait until the card says all that."""
        return await until(lambda: self._fitting(case, wanted), f"a card with {wanted}", self._now)

    def _fitting(self, case: Case, wanted: Sequence[str]) -> Message | None:
        found = self._card(case)
        return found if found is not None and all(word in found.text for word in wanted) else None

    def _now(self) -> str:
        return "\n---\n".join(message.text for message in self.messages[-4:])

    async def reads(self, words: str) -> Message:
        """Wait for a message of the bot's with these words."""
        return await until(lambda: self._said(words), f"a message with {words!r}", self._now)

    def _said(self, words: str) -> Message | None:
        return next((one for one in reversed(self.messages) if one.from_bot and words in one.text), None)

    def buttons(self, case: Case) -> list[str]:
        return [act_of(button) for button in self.card(case)]

    async def presses(self, case: Case, act: str) -> str:
        """Press a button of the card, once it is there; what appears over the chat."""
        button, message = await until(lambda: self._button(case, act), f"a button {act}", self._now)
        return await self.presses_data(button.data or "", message.message_id)

    async def presses_data(self, data: str, message_id: int) -> str:
        query = await self.person.presses_forged(data, message_id, chat=self.group)
        return str((await self.person.answered(query, timeout=PATIENCE))["text"])

    def _button(self, case: Case, act: str) -> tuple[Button, Message] | None:
        found = self._card(case)
        if found is None:
            return None
        return next(((button, found) for button in found if act_of(button) == act), None)

    async def replies(self, message: Message, text: str) -> None:
        """Write that in reply, and wait until it is dealt with."""
        await self.wrote(await self.person.says(text, message.message_id, chat=self.group))

    async def wrote(self, *update_ids: int) -> None:
        """Wait until all of that is applied and answered."""
        done = select(ReceivedUpdate.id).where(
            ReceivedUpdate.id.in_(update_ids), ReceivedUpdate.answered_at.is_not(None)
        )
        async with asyncio.timeout(PATIENCE):
            while len(await self.bot.rows(done)) < len(update_ids):
                await asyncio.sleep(0.01)

    async def writes(self, case: Case, act: str, text: str) -> None:
        """Press a button that asks for words, and write them."""
        await self.presses(case, act)
        await self.replies(await self.reads_prompt(case), text)

    async def reads_prompt(self, case: Case) -> Message:
        """Wait for the message that asks this person for words."""
        return await until(lambda: self._prompt(case), "a prompt", self._now)

    def _prompt(self, case: Case) -> Message | None:
        mine = Post.case_id == case.id, Post.role == PostRole.PROMPT, Post.person_id == self.person.id
        with self.bot.database.unit_of_work() as session:
            newest = session.scalars(select(Post).where(*mine).order_by(Post.id.desc())).first()
        shown = newest.message_id if newest is not None else None
        return next((message for message in self.messages if message.message_id == shown), None)


@dataclass(frozen=True)
class Staffed:
    """A bot with its desk: an owner, managers by their names, a seller, and perhaps the managers' group."""

    bot: Bot
    owner: Member
    anna: Member
    boris: Member
    seller: Person
    group: Group | None = None

    def opens(self, kind: str = "ozon_id_wrong", *, files: Sequence[Words] = (), **answers: str) -> Case:
        """The seller sends a case, as the flows do it."""
        desk = self.desk
        with self.bot.database.unit_of_work() as session:
            sealed = desk.seal.close(RIGHT_ID) if kind == "ozon_id_wrong" else None
            sent = {**ANSWERS, **answers}
            return cases.open_case(session, self.seller.id, kind, sent, files, sealed, desk, self.bot.clock()).case

    @property
    def desk(self) -> Desk:
        return DESK if self.group is None else Desk(hours=DESK.hours, seal=DESK.seal, chat_id=self.group.id)

    def does(self, act: Callable[..., Any], *arguments: Any) -> Any:
        """Something that the seller's flows do, in a unit of its own."""
        with self.bot.database.unit_of_work() as session:
            return act(session, *arguments, self.desk, self.bot.clock())

    def hears_from_seller(self, case: Case, text: str, **more: Any) -> None:
        """The seller writes something to the case, as the flows do it."""
        with self.bot.database.unit_of_work() as session:
            said = Words(text=text, **{"chat_id": self.seller.id, **more})
            cases.hear(session, case.id, said, self.desk, self.bot.clock())

    def case(self, case: Case) -> Case:
        """The case as it is now."""
        return self.case_of(case.id)

    def case_of(self, case_id: int) -> Case:
        with self.bot.database.unit_of_work() as session:
            return session.get_one(Case, case_id)

    def rows(self) -> Sequence[Delivery]:
        """All that was planned."""
        with self.bot.database.unit_of_work() as session:
            return session.scalars(select(Delivery).order_by(Delivery.id)).all()

    async def hears(self, words: str) -> Message:
        """Wait until the seller reads these words."""
        return await self.seller.sees(words, timeout=PATIENCE)

    async def settled(self) -> None:
        """Wait until nothing is on its way."""
        still = select(Delivery.id).where(Delivery.state.in_(OPEN))
        async with asyncio.timeout(PATIENCE):
            while await self.bot.rows(still):
                await asyncio.sleep(0.02)


async def until(look: Callable[[], Found | None], what: str, now: Callable[[], str]) -> Found:
    try:
        async with asyncio.timeout(PATIENCE):
            while (found := look()) is None:
                await asyncio.sleep(0.01)
        return found
    except TimeoutError:
        raise AssertionError(f"{what} did not come; there is:\n{now()}") from None


def act_of(button: Button) -> str:
    return (button.data or "").split(":")[2]


@asynccontextmanager
async def staffed(
    database_url: str,
    *,
    locales: tuple[str, str, str] = ("en", "en", "en"),
    in_group: str = "",
    bot_is: str = "administrator",
    seller_locale: str = "zh_Hans",
) -> AsyncIterator[Staffed]:
    """An owner, two managers, who speak these languages, and a seller; `in_group`: "group", "forum" or "basic"."""
    migrate.upgrade(database_url)
    async with BotApiServer(token=TOKEN) as server:
        olga, anna, boris = (
            server.person(name, language_code=CLIENTS[locale])
            for name, locale in zip(("Olga", "Anna", "Boris"), locales, strict=True)
        )
        li = server.person("Li <i>", language_code=CLIENTS[seller_locale])
        group = None
        more = {"SELLER_BOT_BUSINESS_HOURS": HOURS}
        if in_group:
            kinds = {"forum": in_group == "forum", "basic": in_group == "basic"}
            group = server.group("Managers", [olga, anna, boris], bot=bot_is, **kinds)
            more["SELLER_BOT_MANAGERS_CHAT"] = str(group.id)
        async with at_work(server, database_url, [olga], **more) as bot:
            _appoint(bot, zip((olga, anna, boris), locales, strict=True), (li, seller_locale))
            members = [Member(bot, person, group) for person in (olga, anna, boris)]
            yield Staffed(bot, members[0], members[1], members[2], li, group)
        assert server.violations == []


def _appoint(bot: Bot, people: Any, seller: tuple[Person, str]) -> None:
    now = bot.clock()
    with bot.database.unit_of_work() as session:
        for person, locale in (*people, seller):
            bot.server.world.start(person.id)
            row = {"first_name": person.user.first_name, "locale": locale, "created_at": now, "seen_at": now}
            session.add(Seller(id=person.id, **row))
            if person is not seller[0] and person not in bot.owners:
                session.add(StaffMember(id=person.id, role=Role.MANAGER, locale=locale, joined_at=now))
            elif person in bot.owners:
                session.get_one(StaffMember, person.id).locale = locale
