"""A notice to many sellers by the bot as its operator runs it, while the network does its worst, the process is killed
again and again, the notice is paused and resumed, and some sellers keep talking to the bot.

The server and the sellers live in this process, the bot and each command in one of its own. What is said of the end
comes from two sides: the server's record and the bot's ledger.
"""

import asyncio
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from seller_bot.clock import system_clock
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import Delivery, State
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.sellers.models import Seller
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from tests.support.process import BotProcess, environment, start
from tests.support.received import a_second, arrivals, copies, most_in_a_second
from tests.support.running import TOKEN
from tests.support.transcript import recognise

TEXT = "On Sunday the warehouse in Tver takes no parcels."
NOTICE = f"title: Closed on Sunday\ntext: {{en: {TEXT}}}\n"
FIRST_ID = 700_000_001
AT_ONCE = 5_000
PATIENCE = 60.0
STARTED_WITHIN = 60.0
ALWAYS = 10**9
SETTLES = 3.0
"""Seconds after a pause in which what is in hand may still arrive."""

TALK = (("/menu", "menu.home"), ("/bind", "binding.ask_role"))


@dataclass(frozen=True, kw_only=True)
class Storm:
    """What the notice has to get through. Shares are of all its readers; `silent` says for how many seconds those in
    doubt hear nothing before their connection is cut.
    """

    sellers: int
    kills: int = 0
    pauses: int = 0
    seed: int = 1
    chatting: int = 20
    a_second: int = 30
    blocked: float = 0.02
    refused: float = 0.01
    in_doubt: float = 0.005
    silent: Sequence[float] = (0,)
    wire: float = 0.0
    """Seconds that each message takes on its way there."""

    @property
    def rate(self) -> dict[str, str]:
        """The settings under which the bot sends so many."""
        number = str(self.a_second)
        return {
            "SELLER_BOT_MESSAGES_PER_SECOND": number,
            "SELLER_BOT_PAID_BROADCAST": "false",
            "SELLER_BOT_PAID_MESSAGES_PER_SECOND": number,
        }


@dataclass
class Outcome:
    """What became of it; `broken` names each promise that was not kept.

    in_hand        by kill, how many rows it left in the middle of their call
    waits          seconds from a chatting seller's message to the reply, the bot being up all the time between
    waits_of_kill  the same where it was down meanwhile, from the moment on at which it polls again
    """

    states: Counter[str] = field(default_factory=Counter)
    copies: Counter[int] = field(default_factory=Counter)
    in_hand: list[int] = field(default_factory=list)
    down: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    waits_of_kill: list[float] = field(default_factory=list)
    unanswered: int = 0
    uncertain_arrived: int = 0
    sent_while_paused: int = 0
    seconds: float = 0.0
    most_in_a_second: int = 0
    most_sent_in_a_second: int = 0
    notices_a_second: float = 0.0
    messages_a_second: float = 0.0
    broken: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return len(self.in_hand)

    def table(self) -> list[tuple[str, str]]:
        return [
            *((state, str(number)) for state, number in sorted(self.states.items())),
            ("readers who have it twice", str(sum(number > 1 for number in self.copies.values()))),
            ("uncertain that have it", str(self.uncertain_arrived)),
            ("in hand at the kills", " ".join(map(str, self.in_hand)) or "-"),
            ("seconds down", " ".join(f"{seconds:.1f}" for seconds in self.down) or "-"),
            ("sent while paused", str(self.sent_while_paused)),
            ("replies", centiles(self.waits)),
            ("replies after a kill", centiles(self.waits_of_kill)),
            ("replies that never came", str(self.unanswered)),
            ("seconds in all", f"{self.seconds:.1f}"),
            ("most in any second, as received", str(self.most_in_a_second)),
            ("most in any second, as claimed", str(self.most_sent_in_a_second)),
            ("notices a second", f"{self.notices_a_second:.2f}"),
            ("messages a second, with replies", f"{self.messages_a_second:.2f}"),
        ]


def centiles(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return f"{len(seconds)}"
    found = statistics.quantiles(seconds, n=100)
    shown = {"p50": found[49], "p95": found[94], "p99": found[98], "max": max(seconds)}
    return f"{len(seconds)}: " + ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in shown.items())


async def broadcasting(directory: Path, storm: Storm, database_url: str | None = None) -> Outcome:
    """The whole of it, up to the end of the notice."""
    outcome = Outcome()
    settings = environment(directory, "", **({"DATABASE_URL": database_url} if database_url else {}), **storm.rate)
    async with BotApiServer(token=TOKEN) as server:
        settings = {**settings, "TELEGRAM_API_URL": server.url, "LOG_LEVEL": "WARNING"}
        database = Database(settings["DATABASE_URL"])
        migrate.upgrade(settings["DATABASE_URL"])
        _people_enter(server, database, storm)
        trial = Trial(server, database, directory, settings, storm, outcome)
        async with trial.at_work():
            await trial.goes_through()
        trial.look()
        await database.close()
        outcome.broken += [str(violation) for violation in server.violations]
    return outcome


def _people_enter(server: BotApiServer, database: Database, storm: Storm) -> None:
    """Those who have blocked the bot did so while it wasn't told; trouble waits for others, one kind for each."""
    chance = random.Random(storm.seed)
    ids = range(FIRST_ID, FIRST_ID + storm.sellers)
    for number in ids:
        server.world.add_person("Li", "en", number)
        server.world.start(number)
    now = system_clock()
    row = {"first_name": "Li", "locale": "en", "created_at": now, "seen_at": now}
    for first in range(0, storm.sellers, AT_ONCE):
        with database.unit_of_work() as session:
            session.execute(insert(Seller), [{"id": number, **row} for number in ids[first : first + AT_ONCE]])
    others = chance.sample(ids[storm.chatting :], storm.sellers - storm.chatting)
    for _ in range(round(storm.blocked * storm.sellers)):
        server.world.chats[others.pop()].blocked = True
    for _ in range(round(storm.refused * storm.sellers)):
        server.faults.refuses(429, "sendMessage", chat_id=others.pop(), retry_after=1)
    for number in range(_doubts(storm)):
        silent = storm.silent[number % len(storm.silent)]
        server.faults.cuts_after("sendMessage", chat_id=others.pop(), seconds=silent)
    if storm.wire:
        server.faults.slows(storm.wire, "sendMessage", times=ALWAYS)


def _doubts(storm: Storm) -> int:
    return round(storm.in_doubt * storm.sellers)


class Trial:
    """One notice on its way, from `goes_through` to `look`."""

    def __init__(
        self,
        server: BotApiServer,
        database: Database,
        directory: Path,
        settings: Mapping[str, str],
        storm: Storm,
        outcome: Outcome,
    ) -> None:
        self.server = server
        self.database = database
        self.directory = directory
        self.settings = settings
        self.storm = storm
        self.outcome = outcome
        self.chance = random.Random(storm.seed)
        self.bot: BotProcess
        self.up_at = 0.0
        """When the bot, started the last time, began to poll; infinite while it is down."""

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """The bot; in the end it is stopped as an operator does it."""
        await self._starts()
        try:
            yield
            assert await self.bot.stop() == 0, self.bot.log
        finally:
            if self.bot.process.returncode is None:
                await self.bot.crash()

    async def goes_through(self) -> None:
        chatting = [self.server.known_person(FIRST_ID + number) for number in range(self.storm.chatting)]
        talks = [asyncio.create_task(self._talks(person)) for person in chatting]
        await asyncio.sleep(2)
        began = time.perf_counter()
        (self.directory / "notice.yaml").write_text(NOTICE, encoding="utf-8")
        await self.command("send", "notice.yaml", "--yes")
        for act in self._troubles():
            await act()
        await self._ended()
        self.outcome.seconds = time.perf_counter() - began
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        self.status = json.loads(await self.command("status", "1", "--json"))

    async def command(self, *arguments: str) -> str:
        process = await start(self.directory, self.settings, "notices", *arguments)
        assert await process.ended() == 0, process.log
        return process.log

    # Trouble

    def _troubles(self) -> Sequence[Callable[[], Any]]:
        """Kills and pauses, each when a certain share of the readers has the notice: in random order and places."""
        storm = self.storm
        kinds = [self._kills] * storm.kills + [self._pauses] * storm.pauses
        self.chance.shuffle(kinds)
        shares = sorted(self.chance.uniform(0.02, 0.93) for _ in kinds)

        def when(share: float, act: Callable[[], Any]) -> Callable[[], Any]:
            async def wait_and_act() -> None:
                await self._arrived(round(share * storm.sellers))
                await asyncio.sleep(self.chance.uniform(0, 0.5))
                await act()

            return wait_and_act

        return [when(share, act) for share, act in zip(shares, kinds, strict=True)]

    async def _arrived(self, number: int) -> None:
        while len(arrivals(self.server.calls, TEXT)) < number:
            await asyncio.sleep(0.1)

    async def _kills(self) -> None:
        self.up_at = float("inf")
        killed = time.perf_counter()
        await self.bot.crash()
        with self.database.unit_of_work() as session:
            in_hand = select(func.count()).select_from(Delivery).where(Delivery.state == State.SENDING)
            self.outcome.in_hand.append(session.scalars(in_hand).one())
        await self._starts()
        self.outcome.down.append(self.up_at - killed)

    async def _starts(self) -> None:
        self.bot = await start(self.directory, self.settings)
        await self.server.polled(STARTED_WITHIN)
        self.up_at = time.perf_counter()

    async def _pauses(self) -> None:
        await self.command("pause", "1")
        await asyncio.sleep(SETTLES)
        before = len(arrivals(self.server.calls, TEXT))
        await asyncio.sleep(SETTLES)
        self.outcome.sent_while_paused += len(arrivals(self.server.calls, TEXT)) - before
        await self.command("resume", "1")

    # Sellers who talk

    async def _talks(self, person: Person) -> None:
        chance = random.Random(person.id)
        while True:
            for said, key in TALK:
                await asyncio.sleep(chance.uniform(1, 2))
                await self._says(person, said, key)

    async def _says(self, person: Person, said: str, key: str) -> None:
        person.unseen.clear()
        began, was_up_at = time.perf_counter(), self.up_at
        await person.says(said)
        try:
            await person.sees(lambda message: recognise(message.text, "en") == key, PATIENCE)
        except AssertionError:
            self.outcome.unanswered += 1
            return
        now = time.perf_counter()
        if self.up_at == was_up_at and was_up_at < began:
            self.outcome.waits.append(now - began)
        else:
            self.outcome.waits_of_kill.append(max(0.0, now - max(began, self.up_at)))

    # The end

    async def _ended(self) -> None:
        while True:
            with self.database.unit_of_work() as session:
                if session.scalars(select(Batch)).one().is_over:
                    return
            await asyncio.sleep(0.5)

    def look(self) -> None:
        """Hold the ledger against the server's record."""
        outcome, calls = self.outcome, self.server.calls
        with self.database.unit_of_work() as session:
            rows = session.execute(select(Delivery.chat_id, Delivery.state, Delivery.claimed_at)).all()
        outcome.states = Counter(row.state for row in rows)
        outcome.copies = copies(calls, TEXT)
        uncertain = {row.chat_id for row in rows if row.state == State.UNCERTAIN}
        outcome.uncertain_arrived = sum(chat_id in outcome.copies for chat_id in uncertain)
        self._look_at_pace([row.claimed_at.timestamp() for row in rows if row.claimed_at is not None])
        ended = {row.chat_id: row.state for row in rows}
        sent = {chat_id for chat_id, state in ended.items() if state == State.SENT}
        self._must(len(rows) == len(ended) == self.storm.sellers, "not each seller has one row")
        self._must(max(outcome.copies.values(), default=0) <= 1, "somebody has it twice")
        self._must(outcome.states[State.FAILED] == 0, "some failed, though nothing here makes them")
        self._must(sent == outcome.copies.keys() - uncertain, "sent in the ledger is not delivered at the server")
        left = {*outcome.states} - {State.SENT, State.BLOCKED, State.FAILED, State.UNCERTAIN}
        self._must(not left, f"rows are left as {left}")
        blocked = {chat_id for chat_id in ended if self.server.world.chats[chat_id].blocked}
        has_blocked = {chat_id for chat_id, state in ended.items() if state == State.BLOCKED}
        self._must(has_blocked <= blocked <= has_blocked | uncertain, "blocked in the ledger is not blocked")
        doubts = sum(outcome.in_hand) + _doubts(self.storm)
        self._must(len(uncertain) <= doubts, f"{len(uncertain)} are uncertain, at most {doubts} may be")
        counted = {state: self.status[state] for state in ("sent", "blocked", "failed", "uncertain")}
        self._must(Counter(counted) == outcome.states, f"the status says {self.status}")
        self._must(outcome.sent_while_paused == 0, "something was sent while paused")
        self._must(outcome.unanswered == 0, "a reply never came")

    def _look_at_pace(self, claimed: Sequence[float]) -> None:
        outcome, calls = self.outcome, self.server.calls
        notices, messages = arrivals(calls, TEXT), arrivals(calls)
        outcome.most_in_a_second = most_in_a_second(messages)
        outcome.most_sent_in_a_second = most_in_a_second(sorted(claimed))
        outcome.notices_a_second = a_second(notices, notices[0], notices[-1])
        outcome.messages_a_second = a_second(messages, notices[0], notices[-1])

    def _must(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.outcome.broken.append(otherwise)
