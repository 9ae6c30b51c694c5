"""Sellers in the middle of their guides, a bot that is killed again and again, a network that does its worst."""

import asyncio
import functools
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.demo.views import Message
from seller_bot.partners.models import Binding
from seller_bot.storage.database import Database
from seller_bot.turns.models import ReceivedUpdate, Standing
from tests.support.process import environment, start
from tests.support.running import TOKEN
from tests.support.transcript import identify, recognise

PATIENCE = 90.0
PARTNER = "Sunrise Logistics"

Script = Sequence[tuple[str, str]]

SCRIPTS: tuple[Script, ...] = (
    [
        ("/start", "onboarding.welcome"),
        ("/bind", "binding.ask_role"),
        ("[admin]", "binding.ask_terms"),
        ("[agreed]", "binding.ask_partner"),
        (PARTNER, "binding.open_contacts"),
        ("[opened]", "binding.search_partner"),
        ("[found]", "binding.press_start"),
        ("[pressed]", "binding.await_confirmation"),
        ("[appeared]", "binding.done"),
        ("/menu", "menu.home"),
        ("/check", "self_check.contacts"),
        ("[fine]", "self_check.employees"),
    ],
    [
        ("/start", "onboarding.welcome"),
        ("/unbind", "unbinding.ask_role"),
        ("[admin]", "unbinding.consequences"),
        ("[go_on]", "unbinding.find_partner"),
        ("[found]", "unbinding.ask_partner"),
        (PARTNER, "unbinding.press_cancel"),
        ("[pressed]", "unbinding.check_gone"),
        ("[gone]", "unbinding.done"),
        ("/menu", "menu.home"),
        ("/bind", "binding.ask_role"),
        ("[admin]", "binding.ask_terms"),
        ("[agreed]", "binding.ask_partner"),
    ],
    [
        ("/start", "onboarding.welcome"),
        ("/check", "self_check.contacts"),
        ("[fine]", "self_check.employees"),
        ("[fine]", "self_check.api_keys"),
        ("[fine]", "self_check.all_fine"),
        ("/bind", "binding.ask_role"),
        ("[admin]", "binding.ask_terms"),
        ("[agreed]", "binding.ask_partner"),
        (PARTNER, "binding.open_contacts"),
        ("[opened]", "binding.search_partner"),
        ("[found]", "binding.press_start"),
        ("[pressed]", "binding.await_confirmation"),
    ],
)
"""What a seller does, and the key of the reply."""

ENDS = (("self_check", "employees", 1), ("binding", "partner", 1), ("binding", "await_confirmation", 0))
"""For each script the flow and step where its seller ends, and how many bindings are recorded."""


@dataclass
class Outcome:
    """What became of it all. A reply is missing if its seller never saw it, repeated if he saw it again.

    `heard` says for each kill how many messages each seller had seen before it, `repeated` how many were repeated for
    each kill and seller; what was repeated without a kill stands under None.
    """

    turns: int = 0
    heard: list[list[int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    repeated: Counter[tuple[int | None, int]] = field(default_factory=Counter)
    astray: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return len(self.heard)

    @property
    def repeated_of_a_kill(self) -> Counter[int | None]:
        counted: Counter[int | None] = Counter()
        for (kill, _), times in self.repeated.items():
            counted[kill] += times
        return counted

    @property
    def most_repeated_to_one_seller(self) -> int:
        """By one kill."""
        return max(self.repeated.values(), default=0)


async def crashing(directory: Path, *, sellers: int, kills: int, seed: int, cuts: int = 0) -> Outcome:
    """Sellers go through their scripts while the bot is killed; `cuts` replies are cut off after they took effect."""
    chance = random.Random(seed)
    outcome = Outcome()
    async with BotApiServer(token=TOKEN) as server:
        people = [server.person(f"Seller {number}", language_code="en") for number in range(sellers)]
        # Only the last of these leaves the bot in doubt; it then repeats the reply, as it should.
        server.faults.duplicates_updates(times=sellers)
        server.faults.refuses(429, "sendMessage", times=3, retry_after=1)
        server.faults.refuses(502, "getUpdates", times=3)
        server.faults.cuts_before("sendMessage", times=5)
        server.faults.cuts_after("sendMessage", times=cuts)
        async with _bot_that_dies(server, directory, people, outcome, kills, chance):
            walks = [
                _walk(person, SCRIPTS[number % 3], _spread(SCRIPTS[number % 3], kills, chance), outcome, chance)
                for number, person in enumerate(people)
            ]
            await asyncio.gather(*walks)
        assert server.violations == []
        for number, person in enumerate(people):
            _look(number, person, outcome)
    await _look_into(directory, people, outcome)
    return outcome


@asynccontextmanager
async def _bot_that_dies(
    server: BotApiServer,
    directory: Path,
    people: Sequence[Person],
    outcome: Outcome,
    kills: int,
    chance: random.Random,
) -> AsyncIterator[None]:
    """Killed at random moments, started again at once; in the end it is stopped as an operator does it."""
    settings = environment(directory, server.url)
    bot = await start(directory, settings)
    await server.polled(30)
    done = asyncio.Event()

    async def kill_again_and_again() -> None:
        nonlocal bot
        while outcome.kills < kills and not done.is_set():
            await asyncio.sleep(chance.uniform(0.02, 0.6))
            await bot.crash()
            outcome.heard.append([len(_heard(person)) for person in people])
            bot = await start(directory, settings)
            await server.polled(30)

    killing = asyncio.create_task(kill_again_and_again())
    try:
        yield
    finally:
        done.set()
        await killing
        assert await bot.stop() == 0, bot.log


def _spread(script: Script, kills: int, chance: random.Random) -> Sequence[int]:
    """For each act the kill after which it comes: all kills fall within the sellers' turns, however long each takes."""
    return sorted(chance.randint(0, kills) for _ in script)


async def _walk(
    person: Person, script: Script, after_kills: Sequence[int], outcome: Outcome, chance: random.Random
) -> None:
    for (act, key), kills in zip(script, after_kills, strict=True):
        while outcome.kills < kills:
            await asyncio.sleep(0.05)
        await asyncio.sleep(chance.uniform(0, 1.0))
        await _do(person, act)
        outcome.turns += 1
        try:
            await person.sees(functools.partial(_is_text, key), PATIENCE)
        except AssertionError:
            outcome.missing.append(f"{person.user.first_name}: {key} after {act}")
            return


def _is_text(key: str, message: Message) -> bool:
    return recognise(message.text, "en") == key


async def _do(person: Person, act: str) -> None:
    if not act.startswith("["):
        await person.says(act)
        return
    wanted = act.strip("[]")
    for message in reversed(person.messages):
        for button in message:
            if identify(button) == wanted and not button.label.startswith("✓"):
                await person.presses_forged(button.data or "", message.message_id)
                return
    raise AssertionError(f"{person.user.first_name} sees no button {wanted}")


def _look(number: int, person: Person, outcome: Outcome) -> None:
    """A message that isn't the next one of the script is the one before it once more."""
    expected = [key for _, key in SCRIPTS[number % 3]]
    first_copy = 0
    for place, message in enumerate(_heard(person)):
        if expected and _is_text(expected[0], message):
            del expected[0]
        else:
            outcome.repeated[_kill_between(outcome, number, first_copy, place), number] += 1
        first_copy = place


def _kill_between(outcome: Outcome, number: int, first: int, second: int) -> int | None:
    """The first kill after the one message and before the other of the seller's."""
    return next((kill for kill, heard in enumerate(outcome.heard, 1) if first < heard[number] <= second), None)


def _heard(person: Person) -> list[Message]:
    return [message for message in person.messages if message.from_bot]


async def _look_into(directory: Path, people: Sequence[Person], outcome: Outcome) -> None:
    """Whoever had a turn applied twice, or not at all, stands elsewhere or has another number of rows."""
    database = Database(f"sqlite:///{directory}/seller-bot.sqlite3")
    with database.unit_of_work() as session:
        for number, person in enumerate(people):
            standing = session.get_one(Standing, person.id)
            mine = Binding.seller_id == person.id
            recorded = session.scalar(select(func.count()).select_from(Binding).where(mine))
            updates = select(func.count()).select_from(ReceivedUpdate).where(ReceivedUpdate.chat_id == person.id)
            found = (standing.flow, standing.step, recorded)
            if found != ENDS[number % 3] or session.scalar(updates) != len(SCRIPTS[number % 3]):
                outcome.astray.append(f"{person.user.first_name}: {found}, {session.scalar(updates)} updates")
    await database.close()
