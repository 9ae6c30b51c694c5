"""What goes on beside the turns: leftovers are sent, old rows forgotten, silent sellers invited, the file watched."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from seller_bot.clock import Clock
from seller_bot.conversation.flow import Flows
from seller_bot.deliveries.queries import forget_settled_before
from seller_bot.escalations import rounds
from seller_bot.escalations.desk import Desk
from seller_bot.flows.go_on import MOST_AT_ONCE, invite
from seller_bot.notices.sending import send_due
from seller_bot.staff.events import Actor
from seller_bot.storage.database import AWAY, Database, DatabaseError, brief
from seller_bot.telegram.newsroom import board
from seller_bot.telegram.outbox import Outbox
from seller_bot.turns.groups import ONCE_IN, forget_answered_before
from seller_bot.turns.queries import forget_failed_before, forget_received_before

log = structlog.stdlib.get_logger()

UPDATES_KEPT = timedelta(hours=72)
FAILURES_KEPT = timedelta(days=30)
DELIVERIES_KEPT = timedelta(days=90)
REPLIES_OVERDUE = timedelta(minutes=1)
SWEEP_SECONDS = 60.0
INVITE_SECONDS = 2.0
WATCH_SECONDS = 2.0
DESK_SECONDS = 2.0
NOTICES_SECONDS = 1.0
BOARD_SECONDS = 1.0
SCHEDULE = Actor("schedule")


async def sweep(database: Database, outbox: Outbox, clock: Clock) -> None:
    """Send replies that were left over, and forget updates that Telegram can't deliver again."""

    async def look() -> None:
        await outbox.take_up(clock() - REPLIES_OVERDUE)
        await database.run(lambda session: _forget_old(session, clock()))

    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        await _survive("sweep_failed", look())


def _forget_old(session: Session, now: datetime) -> None:
    forget_received_before(session, now - UPDATES_KEPT)
    forget_failed_before(session, now - FAILURES_KEPT)
    forget_settled_before(session, now - DELIVERIES_KEPT)
    forget_answered_before(session, now - ONCE_IN)


async def invite_silent(database: Database, flows: Flows, clock: Clock) -> None:
    """Offer to go on to those who fell silent in the middle of a guide."""

    async def look() -> None:
        while await database.run(lambda session: invite(session, flows, clock())) == MOST_AT_ONCE:
            pass

    while True:
        await _survive("invite_failed", look())
        await asyncio.sleep(INVITE_SECONDS)


async def keep_desk(database: Database, desk: Desk, clock: Clock) -> None:
    """Show cases to new managers and to former ones no more, remind of what waits too long, say good morning."""

    async def look() -> None:
        await database.run(lambda session: rounds.make(session, desk, clock()))

    while True:
        await _survive("desk_not_kept", look())
        await asyncio.sleep(DESK_SECONDS)


async def send_notices(database: Database, clock: Clock) -> None:
    """Begin with the notices that were scheduled for now."""
    while True:
        await _survive("notices_failed", database.run(lambda session: send_due(session, SCHEDULE, clock())))
        await asyncio.sleep(NOTICES_SECONDS)


async def show_notices(database: Database, clock: Clock) -> None:
    """Keep the cards of notices that are on their way up to date."""
    while True:
        await _survive("board_failed", database.run(lambda session: board.plan_refresh(session, clock())))
        await asyncio.sleep(BOARD_SECONDS)


async def _survive(event: str, work: Awaitable[None]) -> None:
    """What goes wrong beside the turns is logged, and tried again at the next round."""
    try:
        await work
    except AWAY as error:
        log.warning(event, reason=brief(error))
    except Exception:
        log.exception(event)


async def watch(file: Path | None) -> None:
    """End where the database's file has been removed or replaced: what is written to it is lost."""
    if file is None:
        return
    opened = _inode(file)
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if _inode(file) != opened:
            raise DatabaseError(f"The database file {file} is not there any more: put it back and start the bot again.")


def _inode(file: Path) -> int | None:
    try:
        return file.stat().st_ino
    except FileNotFoundError:
        return None
