"""Writers of notices as tests play them, over the running bot: support members, an owner, and sellers who read."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select

from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.queries import OPEN
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.demo.views import Message
from seller_bot.notices.models import Notice
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import Role, StaffMember
from seller_bot.storage import migrate
from seller_bot.turns.models import ReceivedUpdate
from tests.support.desks import until
from tests.support.running import TOKEN, Bot, at_work
from tests.support.transcript import CLIENTS

PATIENCE = 15


@dataclass(frozen=True)
class Writer:
    """Somebody who writes notices, in the own chat with the bot."""

    bot: Bot
    person: Person

    @property
    def card(self) -> Message:
        """The newest message with buttons of notices."""
        found = self._card()
        assert found is not None, self._now()
        return found

    def _card(self) -> Message | None:
        return next((one for one in reversed(self.person.messages) if _acts(one)), None)

    @property
    def acts(self) -> list[str]:
        """What the card's buttons do."""
        return [act.rstrip(":") for act in _acts(self.card)]

    async def sees(self, *words: str) -> Message:
        """Wait until the card says all that."""
        return await until(lambda: self._fitting(words), f"a card with {words}", self._now)

    def _fitting(self, words: Sequence[str]) -> Message | None:
        found = self._card()
        return found if found is not None and all(word in found.text for word in words) else None

    async def reads(self, words: str) -> Message:
        """Wait for a message of the bot's with these words."""
        return await until(lambda: self._said(words), f"a message with {words!r}", self._now)

    def _said(self, words: str) -> Message | None:
        return next((one for one in reversed(self.person.messages) if one.from_bot and words in one.text), None)

    def _now(self) -> str:
        return "\n---\n".join(f"{message.text} {_acts(message)}" for message in self.person.messages[-4:])

    async def presses(self, act: str) -> str:
        """Press the newest button that does that, once it is there; what appears over the chat."""
        return await self.presses_data(*await self.finds(act))

    async def finds(self, act: str) -> tuple[str, int]:
        """The newest button that does that, by its data and its message."""
        data, message = await until(lambda: self._button(act), f"a button {act}", self._now)
        return data, message.message_id

    async def presses_data(self, data: str, message_id: int) -> str:
        query = await self.person.presses_forged(data, message_id)
        return str((await self.person.answered(query, timeout=PATIENCE))["text"])

    def _button(self, act: str) -> tuple[str, Message] | None:
        for message in reversed(self.person.messages):
            for button in message:
                if (button.data or "").startswith(f"notice:{act}:"):
                    return button.data or "", message
        return None

    async def says(self, text: str) -> None:
        await self.wrote(await self.person.says(text))

    async def wrote(self, *update_ids: int) -> None:
        """Wait until all of that is applied and answered."""
        done = select(ReceivedUpdate.id).where(
            ReceivedUpdate.id.in_(update_ids), ReceivedUpdate.answered_at.is_not(None)
        )
        async with asyncio.timeout(PATIENCE):
            while len(await self.bot.rows(done)) < len(update_ids):
                await asyncio.sleep(0.01)

    async def drafts(self, title: str = "Works", **texts: str) -> None:
        """A new notice with texts by language; the card of it is there."""
        await self.says("/notice")
        await self.presses("new")
        await self.says(title)
        await self.sees(title)
        for language, text in texts.items():
            await self.presses(f"ask:text_{language}")
            await self.says(text)
            await until(lambda language=language: language in self.notice.texts or None, language, self._now)  # type: ignore[misc]
            await self.sees(title)

    async def looks_at_previews(self) -> None:
        """Ask for the previews, and wait until Telegram has taken all."""
        await self.presses("preview")
        await until(lambda: not self.notice.unchecked or None, "the previews", self._now)
        await self.settled()

    async def sends(self) -> None:
        """Confirm with the number, typed."""
        await self.presses("send")
        await self.says(await self.stated())

    async def stated(self) -> str:
        """The number that the confirmation states."""
        data, _ = await until(lambda: self._button("confirm"), "a confirmation", self._now)
        return data.split(":")[2].split("-")[2]

    @property
    def notice(self) -> Notice:
        """The newest notice, as it is now."""
        with self.bot.database.unit_of_work() as session:
            return session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()

    async def settled(self) -> None:
        """Wait until nothing is on its way, replies and deliveries alike."""
        replies = select(ReceivedUpdate.id).where(ReceivedUpdate.answered_at.is_(None))
        still = select(Delivery.id).where(Delivery.state.in_(OPEN))
        async with asyncio.timeout(PATIENCE):
            while await self.bot.rows(replies) or await self.bot.rows(still):
                await asyncio.sleep(0.02)


def _acts(message: Message) -> list[str]:
    return [":".join(parts[1:3]) for button in message if (parts := (button.data or "").split(":"))[0] == "notice"]


@dataclass(frozen=True)
class Office:
    """A bot with an owner, two members of the support team, and sellers by their languages."""

    bot: Bot
    owner: Writer
    anna: Writer
    boris: Writer
    sellers: dict[str, Person]


@asynccontextmanager
async def office(database_url: str, *, locale: str = "en", **settings: str) -> AsyncIterator[Office]:
    """The staff speaks `locale`; of sellers there is one of each language."""
    migrate.upgrade(database_url)
    async with BotApiServer(token=TOKEN) as server:
        olga, anna, boris = (server.person(name, language_code=CLIENTS[locale]) for name in ("Olga", "Anna", "Boris"))
        sellers = {one: server.person(f"Seller {one}", language_code=CLIENTS[one]) for one in CLIENTS}
        async with at_work(server, database_url, [olga], **settings) as bot:
            now = bot.clock()
            with bot.database.unit_of_work() as session:
                people = {**dict.fromkeys((olga, anna, boris), locale), **{who: one for one, who in sellers.items()}}
                for person, spoken in people.items():
                    server.world.start(person.id)
                    row = {"first_name": person.user.first_name, "locale": spoken, "created_at": now, "seen_at": now}
                    session.add(Seller(id=person.id, **row))
                for person in (anna, boris):
                    session.add(StaffMember(id=person.id, role=Role.SUPPORT, locale=locale, joined_at=now))
                session.get_one(StaffMember, olga.id).locale = locale
            owner, first, second = (Writer(bot, person) for person in (olga, anna, boris))
            yield Office(bot, owner, first, second, sellers)
        assert server.violations == []
