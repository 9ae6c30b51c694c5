"""Two managers press a decision of the same case in the same moment, again and again; and decisions after which the
bot is killed before it has told the seller.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.queries import OPEN
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.escalations import cases
from seller_bot.escalations.models import Case, CaseState
from seller_bot.escalations.queries import card_in
from seller_bot.sellers.models import Seller
from seller_bot.staff.events import StaffEvent
from seller_bot.staff.models import Role, StaffMember
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from tests.support.desks import DESK
from tests.support.process import BotProcess, environment, start
from tests.support.running import TOKEN
from tests.support.second_feed import SecondFeed

PATIENCE = 60.0
APPROVES, REJECTS = "approve_yes", "reason_not_ours"
SHOWS = {CaseState.APPROVED: "Approved by", CaseState.REJECTED: "Rejected by"}
DECISIONS = ("approved", "rejected")


@dataclass
class Race:
    """What came of it: each round has one decision, one who made it, one who is told so, and two cards that show it."""

    rounds: int = 0
    decisions: int = 0
    told: int = 0
    right_cards: int = 0
    won: dict[str, int] = field(default_factory=dict)
    astray: list[str] = field(default_factory=list)
    most_apart: float = 0.0
    """Milliseconds between the two presses, at most."""


@dataclass(frozen=True)
class Course:
    """Where it happens: the two managers, and, with two processes, the feed from which Boris's one lives."""

    server: BotApiServer
    database: Database
    anna: Person
    boris: Person
    second: SecondFeed | None

    def opens(self) -> Case:
        """A case of one more seller."""
        person = self.server.person("Li", language_code="en")
        self.server.world.start(person.id)
        now = _now()
        with self.database.unit_of_work() as session:
            session.add(Seller(id=person.id, first_name="Li", locale="en", created_at=now, seen_at=now))
            session.flush()
            return cases.open_case(session, person.id, "person", {"story": "?"}, [], None, DESK, now).case

    async def press_at_once(self, case: Case, anna_does: str, boris_does: str) -> tuple[str, str, float]:
        """Both press; what each is told, and how many milliseconds lay between them."""
        began = time.perf_counter()
        first = await self.anna.presses_forged(f"case:{case.ref}:{anna_does}:1", 1)
        second = await self.boris.presses_forged(f"case:{case.ref}:{boris_does}:1", 1)
        if self.second is not None:
            self.second.divert()
        apart = (time.perf_counter() - began) * 1000
        answers = await asyncio.gather(
            self.anna.answered(first, timeout=PATIENCE), self.boris.answered(second, timeout=PATIENCE)
        )
        return str(answers[0]["text"]), str(answers[1]["text"]), apart


def _now() -> datetime:
    return datetime.now(UTC)


async def racing(database_url: str, directory: Path, rounds: int, *, processes: int = 1) -> Race:
    """So many rounds on a bot of one process, or of two, where each manager's presses come to another one."""
    race = Race()
    async with _course(database_url, directory, processes) as course:
        opened = []
        for number in range(rounds):
            case = course.opens()
            opened.append(case.id)
            await _round(course, case, race, swapped=bool(number % 2))
        await _delivered(course.database)
        for case_id in opened:
            _look(course, case_id, race)
    return race


async def _round(course: Course, case: Case, race: Race, *, swapped: bool) -> None:
    acts = (REJECTS, APPROVES) if swapped else (APPROVES, REJECTS)
    *told, apart = await course.press_at_once(case, *acts)
    race.rounds += 1
    race.most_apart = max(race.most_apart, float(apart))
    winners = [name for name, text in zip(("Anna", "Boris"), told, strict=True) if text == "Done."]
    losers = [text for text in told if str(text).startswith("Already decided by ")]
    if len(winners) != 1 or len(losers) != 1 or f"by {winners[0]} at" not in str(losers[0]):
        race.astray.append(f"{case.number}: {told}")
        return
    race.won[winners[0]] = race.won.get(winners[0], 0) + 1


def _look(course: Course, case_id: int, race: Race) -> None:
    """The record, the row, the ledger and both cards agree."""
    with course.database.unit_of_work() as session:
        case = session.get_one(Case, case_id)
        mine = StaffEvent.subject_kind == "case", StaffEvent.subject_id == case_id, StaffEvent.what.in_(DECISIONS)
        decided = session.scalars(select(StaffEvent).where(*mine)).all()
        told = session.scalars(
            select(func.count())
            .select_from(Delivery)
            .where(Delivery.chat_id == case.seller_id, Delivery.kind == "case")
        ).one()
        cards = [card_in(session, case_id, person.id) for person in (course.anna, course.boris)]
    race.decisions += len(decided)
    race.told += told
    if [one.what for one in decided] != [case.state] or told != 1:
        race.astray.append(f"{case.number}: {case.state}, {[one.what for one in decided]}, told {told} times")
    winner = "Anna" if case.decided_by == course.anna.id else "Boris"
    for person, card in zip((course.anna, course.boris), cards, strict=True):
        shown = course.server.world.chats[person.id].messages.get(card.message_id or 0) if card else None
        if shown is None or f"{SHOWS[CaseState(case.state)]} {winner}" not in shown["text"]:
            race.astray.append(f"{case.number}: {person.user.first_name}'s card shows {shown and shown['text']!r}")
        else:
            race.right_cards += 1


async def _delivered(database: Database) -> None:
    still = select(func.count()).select_from(Delivery).where(Delivery.state.in_(OPEN))
    while True:
        with database.unit_of_work() as session:
            if not session.scalars(still).one():
                return
        await asyncio.sleep(0.2)


@asynccontextmanager
async def _course(database_url: str, directory: Path, processes: int) -> AsyncIterator[Course]:
    migrate.upgrade(database_url)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(BotApiServer(token=TOKEN))
        database = Database(database_url)
        stack.push_async_callback(database.close)
        anna, boris = (_manager(server, database, name) for name in ("Anna", "Boris"))
        second = SecondFeed(server) if processes > 1 else None
        settings = environment(directory, server.url, DATABASE_URL=database_url, LOG_LEVEL="WARNING")
        bots = [await _started(directory, settings, beside=second is not None)]
        await server.polled(PATIENCE)
        if second is not None:
            await stack.enter_async_context(second.serve())
            bots.append(await _started(directory, {**settings, "TELEGRAM_API_URL": second.url}, beside=True))
            await asyncio.wait_for(second.polled.wait(), PATIENCE)
        try:
            yield Course(server, database, anna, boris, second)
        finally:
            for bot in bots:
                await bot.crash()
        assert server.violations == []


async def _started(directory: Path, settings: Mapping[str, str], *, beside: bool) -> BotProcess:
    """`seller-bot run` refuses to be the second on a database; two of them are what comes with a cluster."""
    if not beside:
        return await start(directory, settings)
    log_file = directory / f"beside-{time.monotonic_ns()}.txt"
    with log_file.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.serving",
            env={**settings, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    return BotProcess(process, log_file)


ROOT = Path(__file__).parents[2]


def _manager(server: BotApiServer, database: Database, name: str) -> Person:
    person = server.person(name, language_code="en")
    server.world.start(person.id)
    now = _now()
    with database.unit_of_work() as session:
        session.add(Seller(id=person.id, first_name=name, locale="en", created_at=now, seen_at=now))
        session.add(StaffMember(id=person.id, role=Role.MANAGER, locale="en", joined_at=now))
    return person


@dataclass
class Killed:
    """Of each decision: how often its seller has read it. None may be missing, none more than twice."""

    kills: int = 0
    missing: list[str] = field(default_factory=list)
    repeated: int = 0
    most: int = 0


async def killed_after_deciding(database_url: str, directory: Path, kills: int) -> Killed:
    """The bot is killed as soon as a decision is committed, while its message is on the way, and started again."""
    migrate.upgrade(database_url)
    outcome = Killed()
    async with BotApiServer(token=TOKEN) as server:
        database = Database(database_url)
        anna, boris = (_manager(server, database, name) for name in ("Anna", "Boris"))
        course = Course(server, database, anna, boris, None)
        settings = environment(directory, server.url, DATABASE_URL=database_url, LOG_LEVEL="WARNING")
        bot = await start(directory, settings)
        await server.polled(PATIENCE)
        for number in range(kills):
            case = course.opens()
            # At different places: before the call, in the middle of it, after it.
            server.faults.slows((number % 5) * 0.05, "sendMessage", chat_id=case.seller_id)
            await anna.presses_forged(f"case:{case.ref}:{APPROVES}:1", 1)
            await _until_decided(database, case.id)
            await asyncio.sleep((number % 3) * 0.02)
            await bot.crash()
            outcome.kills += 1
            bot = await start(directory, settings)
            await server.polled(PATIENCE)
            await _reads(server, case, outcome)
        await _delivered(database)
        assert await bot.stop() == 0, bot.log
        await database.close()
    return outcome


async def _until_decided(database: Database, case_id: int) -> None:
    while True:
        with database.unit_of_work() as session:
            if not session.get_one(Case, case_id).is_open:
                return
        await asyncio.sleep(0.002)


async def _reads(server: BotApiServer, case: Case, outcome: Killed) -> None:
    try:
        await server.known_person(case.seller_id).sees(f"{case.number} is solved", timeout=PATIENCE)
    except AssertionError:
        outcome.missing.append(case.number)
        return
    await asyncio.sleep(1.5)  # In which a second one would come.
    messages = server.world.chats[case.seller_id].messages.values()
    copies = sum(f"{case.number} is solved" in message.get("text", "") for message in messages)
    outcome.repeated += copies - 1
    outcome.most = max(outcome.most, copies)
