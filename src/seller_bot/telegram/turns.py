"""One turn: an update is applied in one transaction, with the replies it calls for, and then answered."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update, User

from seller_bot.clock import Clock
from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Reply, Said, Say, Toast, Turn
from seller_bot.partners.queries import bound
from seller_bot.sellers.models import Seller
from seller_bot.sellers.queries import lock, lock_newcomer
from seller_bot.storage.database import Database
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.handlers import BotApplication
from seller_bot.telegram.inbound import Membership, sender_of, turn_of, typed_press
from seller_bot.telegram.outbound import Call, calls
from seller_bot.telegram.outbox import Outbox
from seller_bot.texts import locale_of
from seller_bot.turns.models import Standing
from seller_bot.turns.queries import keep_calls, receive

log = structlog.stdlib.get_logger()

AWAY = (OperationalError, InterfaceError, PoolTimeout, ConnectionError)
"""The database can't be reached, or can't be written to, for the time being."""

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """Takes updates, each once, whatever happens on the way."""

    database: Database
    application: BotApplication
    outbox: Outbox
    flows: Flows
    clock: Clock
    organisation: str

    async def take(self, update: Update) -> None:
        """Apply an update and hand its replies to the outbox; returns when that is committed.

        While the database is away it waits: an update is not lost as long as it is not acknowledged.
        """
        user, turn = sender_of(update), turn_of(update)
        if user is None or turn is None:
            return
        pause = FIRST_PAUSE
        while True:
            try:
                await self._apply_or_apologise(update, user, turn)
                return
            except AWAY as error:
                log.warning("database_away", reason=str(error).splitlines()[0], pause=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _apply_or_apologise(self, update: Update, user: User, turn: Turn | Membership) -> None:
        started = time.perf_counter()
        try:
            applied = await self._apply(update, user, turn)
        except AWAY:
            raise
        except Exception:
            log.exception("turn_failed", update=update.update_id, chat=user.id)
            applied = await self._apologise(update, user)
        if applied is None:
            log.info("turn", update=update.update_id, chat=user.id, outcome="known_already")
            return
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log.info("turn", update=update.update_id, chat=user.id, **applied.summary, milliseconds=milliseconds)
        self.outbox.put(update.update_id, user.id, applied.calls)

    async def _apply(self, update: Update, user: User, turn: Turn | Membership) -> "_Applied | None":
        now = self.clock()
        async with self.database.unit_of_work() as session:
            if not await receive(session, update.update_id, user.id, now):
                return None
            arrival = await self._load(session, update, user, turn)
            await self.application.process_update(arrival)
            if arrival.error is not None:
                raise arrival.error
            if arrival.response is None:
                return _Applied(calls=[], summary={"outcome": "noted"})
            for effect in arrival.response.effects:
                await effect.apply(arrival.seller, session, now)  # type: ignore[attr-defined]  # Flows make only effects.
            arrival.standing.move_to(arrival.response.position, now)
            made = _calls(update, arrival.seller, arrival.response.replies)
            await keep_calls(session, update.update_id, made)
            standing = arrival.standing
            summary = {"flow": standing.flow, "step": standing.step, "outcome": arrival.response.outcome}
            return _Applied(calls=made, summary=summary)

    async def _load(self, session: AsyncSession, update: Update, user: User, turn: Turn | Membership) -> Arrival:
        now = self.clock()
        seller = await lock(session, user.id) or await lock_newcomer(session, user.id, now)
        seller.meet(first_name=user.first_name, username=user.username, language_code=user.language_code)
        seller.locale = seller.locale or locale_of(user.language_code)
        if not isinstance(turn, Membership):
            seller.seen(now)
        standing = await session.get(Standing, user.id)
        if standing is None:
            standing = Standing.of_newcomer(user.id, now)
            session.add(standing)
        known: dict[str, object] = {
            "first_name": seller.first_name,
            "language": seller.locale,
            "organisation": self.organisation,
            "bound_partners": [binding.partner for binding in await bound(session, seller.id)],
        }
        if isinstance(turn, Said):
            turn = typed_press(self.flows, standing.position, turn, known, seller.locale) or turn
        return Arrival(update=update, turn=turn, seller=seller, standing=standing, session=session, known=known)

    async def _apologise(self, update: Update, user: User) -> "_Applied | None":
        """Answer an update whose turn failed: nothing of it is kept, and the seller is told."""
        async with self.database.unit_of_work() as session:
            if not await receive(session, update.update_id, user.id, self.clock()):
                return None
            seller = await lock(session, user.id) or await lock_newcomer(session, user.id, self.clock())
            seller.locale = seller.locale or locale_of(user.language_code)
            made = _calls(update, seller, (Toast(), Say(key="error.apology")))
            await keep_calls(session, update.update_id, made)
            return _Applied(calls=made, summary={"outcome": "error"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Applied:
    calls: list[Call]
    summary: dict[str, Any]


def _calls(update: Update, seller: Seller, replies: Sequence[Reply]) -> list[Call]:
    query = update.callback_query
    pressed = None if query is None else (query.id, query.message.message_id if query.message else None)
    return calls(replies, chat_id=seller.id, locale=seller.locale, query=pressed)
