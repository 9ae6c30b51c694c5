"""One turn: an update is applied in one transaction, with the replies it calls for, and then answered."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update, User

from seller_bot.clock import Clock
from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Button, Pressed, Reply, Said, Say, Toast, ToldSecret, Turn
from seller_bot.intents import Matcher
from seller_bot.partners.queries import bound
from seller_bot.questions.models import matched_question, secret_question
from seller_bot.questions.queries import newest
from seller_bot.questions.secrets import find, redact
from seller_bot.questions.understanding import CHANGE_LANGUAGE, understand, wanted_locale
from seller_bot.sellers.models import Seller
from seller_bot.sellers.queries import lock, lock_newcomer
from seller_bot.storage.database import AWAY, Database, NotTaken, when_back
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.handlers import BotApplication
from seller_bot.telegram.inbound import Membership, awaits_text, sender_of, turn_of, typed_press
from seller_bot.telegram.outbound import Call, calls
from seller_bot.telegram.outbox import Outbox
from seller_bot.texts import locale_of
from seller_bot.turns.models import Standing
from seller_bot.turns.queries import keep_calls, receive

log = structlog.stdlib.get_logger()

ABOUT_WORDS = frozenset({"answered", "offered", "not_understood"})
"""The outcomes of turns in which the seller's own words counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """Takes updates, each once, whatever happens on the way."""

    database: Database
    application: BotApplication
    outbox: Outbox
    flows: Flows
    clock: Clock
    matcher: Matcher
    known: Mapping[str, object]

    async def take(self, update: Update) -> None:
        """Apply an update and hand its replies to the outbox; returns when that is committed.

        While the database is away it waits: an update is not lost as long as it is not acknowledged.
        """
        user, turn = sender_of(update), turn_of(update)
        if user is None or turn is None:
            return
        await when_back(lambda: self._apply_or_apologise(update, user, turn))

    async def _apply_or_apologise(self, update: Update, user: User, turn: Turn | Membership) -> None:
        started = time.perf_counter()
        try:
            applied = await self._apply(update, user, turn)
        except AWAY:
            raise
        except Exception as error:
            _log_failure(error, update, user)
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
            arrival = await self._load(session, update, user, turn, now)
            await self.application.process_update(arrival)
            if arrival.error is not None:
                raise arrival.error
            if arrival.response is None:
                return _Applied(calls=[], summary={"outcome": "noted"})
            for effect in arrival.response.effects:
                await effect.apply(arrival.seller, session, now)  # type: ignore[attr-defined]  # Flows make only effects.
            arrival.standing.move_to(arrival.response.position, now)
            await _keep_question(arrival, session, now)
            made = _calls(update, *_in_language_of(arrival))
            await keep_calls(session, update.update_id, made)
            standing = arrival.standing
            summary = {"flow": standing.flow, "step": standing.step, "outcome": arrival.response.outcome}
            return _Applied(calls=made, summary=summary)

    async def _load(
        self, session: AsyncSession, update: Update, user: User, turn: Turn | Membership, now: datetime
    ) -> Arrival:
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
            **self.known,
            "first_name": seller.first_name,
            "language": seller.locale,
            "bound_partners": [binding.partner for binding in await bound(session, seller.id)],
        }
        arrival = Arrival(
            update=update, turn=turn, seller=seller, standing=standing, session=session, now=now, known=known
        )
        if isinstance(turn, Said):
            self._read(arrival, turn)
        return arrival

    def _read(self, arrival: Arrival, said: Said) -> None:
        """Make of a text what it is: a press that was typed, a secret, the name of a language, or a question."""
        position, locale = arrival.standing.position, arrival.seller.locale
        pressed = typed_press(self.flows, position, said, arrival.known, locale)
        if pressed is not None:
            arrival.turn = pressed
            return
        secrets = find(said.text, alone=not awaits_text(self.flows, position))
        if secrets:
            arrival.turn = ToldSecret(kind=secrets[0].kind)
            arrival.question = secret_question(redact(said.text, secrets))
            return
        understood = understand(self.matcher, said.text, locale)
        arrival.turn = Said(text=said.text, meaning=understood.meaning)
        arrival.language = understood.language
        arrival.question = matched_question(said.text, understood.match, understood.meaning.decision)
        wanted = wanted_locale(said.text) if understood.match.intent == CHANGE_LANGUAGE else None
        if wanted is not None and understood.meaning.decision == "answer":
            arrival.turn = Pressed(flow="language", step="choose", choice=wanted)

    async def _apologise(self, update: Update, user: User) -> "_Applied | None":
        """Answer an update whose turn failed: nothing of it is kept, and the seller is told.

        Where not even that can be kept the update must not be acknowledged. Raises NotTaken.
        """
        try:
            return await self._keep_apology(update, user)
        except DBAPIError as error:
            raise NotTaken(type(error.orig).__name__) from error

    async def _keep_apology(self, update: Update, user: User) -> "_Applied | None":
        async with self.database.unit_of_work() as session:
            if not await receive(session, update.update_id, user.id, self.clock()):
                return None
            seller = await lock(session, user.id) or await lock_newcomer(session, user.id, self.clock())
            seller.locale = seller.locale or locale_of(user.language_code)
            made = _calls(update, seller, (Toast(), Say(key="error.apology")), seller.locale)
            await keep_calls(session, update.update_id, made)
            return _Applied(calls=made, summary={"outcome": "error"})


def _log_failure(error: Exception, update: Update, user: User) -> None:
    """What a database says of an error may hold what a seller typed, so only its kind is logged."""
    where = {"update": update.update_id, "chat": user.id}
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        log.error("turn_failed", error=type(error.orig).__name__, sqlstate=state, **where)
    else:
        log.error("turn_failed", exc_info=error, **where)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Applied:
    calls: list[Call]
    summary: dict[str, Any]


def _calls(update: Update, seller: Seller, replies: Sequence[Reply], locale: str | None) -> list[Call]:
    query = update.callback_query
    pressed = None if query is None else (query.id, query.message.message_id if query.message else None)
    return calls(replies, chat_id=seller.id, locale=locale, query=pressed)


def _in_language_of(arrival: Arrival) -> tuple[Seller, Sequence[Reply], str | None]:
    """Replies to words that are plainly in another language come in that one, with the offer to keep to it."""
    assert arrival.response is not None
    seller, replies, language = arrival.seller, arrival.response.replies, arrival.language
    stays = language is None or language == (seller.locale or "").replace("zh_Hant", "zh_Hans")
    if stays or arrival.response.outcome not in ABOUT_WORDS:
        return seller, replies, seller.locale
    switch = Pressed(flow="language", step="choose", choice=language)
    offer = Say(key="language.offer", buttons=(Button(label=f"language.choose.{language}", presses=switch),))
    return seller, (*replies, offer), language


async def _keep_question(arrival: Arrival, session: AsyncSession, now: datetime) -> None:
    """Keep what was asked for review, and what was picked among the meanings that were offered."""
    assert arrival.response is not None
    if arrival.response.chosen is not None and (asked := await newest(session, arrival.seller.id)) is not None:
        asked.choose(arrival.response.chosen)
    if arrival.question is not None and arrival.response.outcome in {*ABOUT_WORDS, "secret"}:
        arrival.question.seller_id, arrival.question.asked_at = arrival.seller.id, now
        session.add(arrival.question)
