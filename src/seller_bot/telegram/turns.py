"""Turns: updates are applied in one transaction, with the replies they call for, and then answered."""

import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from telegram import Update, User

from seller_bot.clock import Clock
from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Button, Commanded, Pressed, Reply, Said, Say, Toast, Turn
from seller_bot.intents import Matcher
from seller_bot.partners.queries import bound, bound_of
from seller_bot.questions.queries import newest
from seller_bot.sellers.models import Seller
from seller_bot.sellers.queries import lock
from seller_bot.staff.known import known_of_link, known_to_member, role_of
from seller_bot.staff.links import token_of
from seller_bot.staff.models import StaffMember
from seller_bot.staff.queries import members_among
from seller_bot.storage.database import AWAY, Database, NotTaken, Outrun, when_back
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.failures import failed_update, place_of
from seller_bot.telegram.feed import Unreadable
from seller_bot.telegram.handlers import BotApplication
from seller_bot.telegram.inbound import Membership, clean, sender_of, turn_of
from seller_bot.telegram.menus import Menus
from seller_bot.telegram.outbound import Call, calls
from seller_bot.telegram.outbox import Outbox
from seller_bot.telegram.reading import read
from seller_bot.texts import locale_of
from seller_bot.turns.models import ReceivedUpdate, Standing
from seller_bot.turns.queries import failed_among, known_among, standings

log = structlog.stdlib.get_logger()

MOST_OUTRUN = 5
"""Who is outrun so often in a row has met a fault of ours."""

ABOUT_WORDS = frozenset({"answered", "offered", "not_understood"})
"""The outcomes of turns in which the seller's own words counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """An update that concerns us: whose it is, and the turn that it is."""

    update: Update
    user: User
    turn: Turn | Membership

    @property
    def query(self) -> tuple[str, int | None] | None:
        """The id of a press, and of the message it was on."""
        query = self.update.callback_query
        return None if query is None else (query.id, query.message.message_id if query.message else None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    """A turn that was taken, and the calls that answer it; `summary` is what the log says of it."""

    incoming: Incoming
    calls: list[Call]
    summary: Mapping[str, Any]
    concerns_staff: bool = False


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
    owners: frozenset[int]
    menus: Menus

    async def take(self, arrived: Sequence[Update | Unreadable]) -> None:
        """Apply updates in their order and hand their replies to the outbox; returns when all that is committed.

        While the database is away it waits: an update is not lost as long as it is not acknowledged.
        """
        unreadable = [one for one in arrived if isinstance(one, Unreadable)]
        if unreadable:
            await when_back(lambda: self.database.run(lambda session: self._set_aside(session, unreadable)))
        incoming = [one for update in arrived if isinstance(update, Update) and (one := _incoming(update)) is not None]
        if incoming:
            await when_back(lambda: self._take(incoming))

    async def _take(self, incoming: Sequence[Incoming], outrun: int = 0) -> None:
        """In one transaction; where it fails each alone, so that one that can't be applied spoils no other.

        One that another process has outrun is taken anew, and then sees what the other has changed.
        """
        started = time.perf_counter()
        try:
            applied = await self.database.run(lambda session: self._apply_all(session, incoming))
        except AWAY:
            raise
        except Exception as error:
            outrun += isinstance(error, Outrun)
            if len(incoming) > 1 or (isinstance(error, Outrun) and outrun < MOST_OUTRUN):
                for one in incoming:
                    await self._take([one], outrun)
                return
            applied = await self._apologise(incoming[0], error)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        for turn in applied:
            update_id, chat_id = turn.incoming.update.update_id, turn.incoming.user.id
            log.info("turn", update=update_id, chat=chat_id, **turn.summary, milliseconds=milliseconds)
            self.outbox.put(update_id, chat_id, turn.calls)
        if any(turn.concerns_staff for turn in applied):
            self.menus.poke()

    def _apply_all(self, session: Session, incoming: Sequence[Incoming]) -> list[Applied]:
        now = self.clock()
        known = known_among(session, [one.update.update_id for one in incoming])
        fresh = [one for one in incoming if one.update.update_id not in known]
        loaded = _Loaded.of(session, {one.user.id for one in fresh}, now)
        return [self._apply(session, one, loaded, now) for one in fresh]

    def _apply(self, session: Session, one: Incoming, loaded: "_Loaded", now: datetime) -> Applied:
        arrival = self._arrival(session, one, loaded, now)
        concerns_staff = bool(arrival.known["role"] or arrival.known.get("invitation"))
        # Handlers only decide, so they never wait: here, off the event loop, each runs to its end at once.
        _run_to_end(self.application.process_update(arrival))
        if arrival.error is not None:
            raise arrival.error
        made: list[Call] = []
        summary: dict[str, Any] = {"outcome": "noted"}
        if arrival.response is not None:
            arrival.standing.move_to(arrival.response.position, now)
            for effect in arrival.response.effects:
                effect.apply(arrival.seller, session, now)  # type: ignore[attr-defined]  # Flows make only effects.
            if arrival.response.effects:
                loaded.partners[one.user.id] = _names(bound(session, one.user.id))
            if arrival.response.effects and concerns_staff:
                loaded.members = members_among(session, loaded.sellers.keys())
            _keep_question(arrival, session, now)
            made = _calls(arrival, one.query)
            standing, outcome = arrival.standing, arrival.response.outcome
            summary = {"flow": standing.flow, "step": standing.step, "outcome": outcome}
        session.add(_received(one, made, now))
        return Applied(incoming=one, calls=made, summary=summary, concerns_staff=concerns_staff)

    def _arrival(self, session: Session, one: Incoming, loaded: "_Loaded", now: datetime) -> Arrival:
        user, seller = one.user, loaded.sellers[one.user.id]
        seller.meet(first_name=clean(user.first_name), username=user.username, language_code=user.language_code)
        seller.locale = seller.locale or locale_of(user.language_code)
        if not isinstance(one.turn, Membership):
            seller.seen(now)
        known: dict[str, object] = {
            **self.known,
            "first_name": seller.first_name,
            "language": seller.locale,
            "bound_partners": loaded.partners.get(user.id, []),
            **self._known_of_staff(session, one, loaded, now),
        }
        arrival = Arrival(
            update=one.update,
            turn=one.turn,
            seller=seller,
            standing=loaded.standings[user.id],
            now=now,
            known=known,
        )
        if isinstance(one.turn, Said):
            read(arrival, one.turn, self.flows.open_to(known.get("role")), self.matcher)
        return arrival

    def _known_of_staff(self, session: Session, one: Incoming, loaded: "_Loaded", now: datetime) -> dict[str, object]:
        member = loaded.members.get(one.user.id)
        known: dict[str, object] = {"role": role_of(one.user.id, member, self.owners)}
        if known["role"] is not None:
            known |= known_to_member(session, str(known["role"]), member, now)
            known["bot"] = self.application.bot.username
        token = token_of(one.turn.argument) if isinstance(one.turn, Commanded) else None
        return known if token is None else known | known_of_link(session, token, now)

    def _set_aside(self, session: Session, unreadable: Sequence[Unreadable]) -> None:
        known = failed_among(session, [one.content["update_id"] for one in unreadable])
        for one in unreadable:
            if one.content["update_id"] not in known:
                log.error("update_unreadable", update=one.content["update_id"], error=one.error)
                session.add(failed_update(one.content, one.error, self.clock()))

    async def _apologise(self, one: Incoming, error: Exception) -> list[Applied]:
        """Answer an update that can't be applied: it is kept aside with its error, and the seller is told.

        Where not even that can be kept the update must not be acknowledged. Raises NotTaken.
        """
        log.error("turn_failed", update=one.update.update_id, chat=one.user.id, **_logged(error))
        try:
            return await self.database.run(lambda session: self._keep_aside(session, one, error))
        except DBAPIError as failure:
            raise NotTaken(type(failure.orig).__name__) from failure

    def _keep_aside(self, session: Session, one: Incoming, error: Exception) -> list[Applied]:
        if known_among(session, [one.update.update_id]):
            return []
        now = self.clock()
        seller = lock(session, [one.user.id], now)[one.user.id]
        seller.locale = seller.locale or locale_of(one.user.language_code)
        apology = (Toast(), Say(key="error.apology"))
        made = calls(apology, chat_id=seller.id, locale=seller.locale, query=one.query)
        session.add_all([_received(one, made, now), failed_update(one.update.to_dict(), place_of(error), now)])
        return [Applied(incoming=one, calls=made, summary={"outcome": "error"})]


@dataclass(slots=True)
class _Loaded:
    """What the turns of one transaction need, by seller."""

    sellers: dict[int, Seller]
    standings: dict[int, Standing]
    partners: dict[int, list[str]]
    members: dict[int, StaffMember]

    @classmethod
    def of(cls, session: Session, seller_ids: set[int], now: datetime) -> "_Loaded":
        sellers = lock(session, seller_ids, now)
        standing = standings(session, seller_ids)
        for seller_id in seller_ids - standing.keys():
            standing[seller_id] = Standing.of_newcomer(seller_id, now)
            session.add(standing[seller_id])
        partners = {seller_id: _names(bindings) for seller_id, bindings in bound_of(session, seller_ids).items()}
        return cls(sellers, standing, partners, members_among(session, seller_ids))


def _incoming(update: Update) -> Incoming | None:
    user, turn = sender_of(update), turn_of(update)
    return None if user is None or turn is None else Incoming(update=update, user=user, turn=turn)


def _run_to_end(coroutine: Coroutine[Any, Any, None]) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("a handler waited for something")


def _names(bindings: Sequence[Any]) -> list[str]:
    return [binding.partner for binding in bindings]


def _received(one: Incoming, made: list[Call], now: datetime) -> ReceivedUpdate:
    return ReceivedUpdate(id=one.update.update_id, chat_id=one.user.id, received_at=now, calls=made)


def _logged(error: Exception) -> dict[str, Any]:
    """What a database says of an error may hold what a seller typed, so only its kind is logged."""
    if isinstance(error, DBAPIError):
        return {"error": place_of(error)}
    return {"exc_info": error}


def _calls(arrival: Arrival, query: tuple[str, int | None] | None) -> list[Call]:
    replies, locale = _in_language_of(arrival)
    return calls(replies, chat_id=arrival.seller.id, locale=locale, query=query)


def _in_language_of(arrival: Arrival) -> tuple[Sequence[Reply], str | None]:
    """Replies to words that are plainly in another language come in that one, with the offer to keep to it."""
    assert arrival.response is not None
    seller, replies, language = arrival.seller, arrival.response.replies, arrival.language
    stays = language is None or language == (seller.locale or "").replace("zh_Hant", "zh_Hans")
    if stays or arrival.response.outcome not in ABOUT_WORDS:
        return replies, seller.locale
    switch = Pressed(flow="language", step="choose", choice=language)
    offer = Say(key="language.offer", buttons=(Button(label=f"language.choose.{language}", presses=switch),))
    return (*replies, offer), language


def _keep_question(arrival: Arrival, session: Session, now: datetime) -> None:
    """Keep what was asked for review, and what was picked among the meanings that were offered."""
    assert arrival.response is not None
    if arrival.response.chosen is not None and (asked := newest(session, arrival.seller.id)) is not None:
        asked.choose(arrival.response.chosen)
    if arrival.question is not None and arrival.response.outcome in {*ABOUT_WORDS, "secret"}:
        arrival.question.seller_id, arrival.question.asked_at = arrival.seller.id, now
        session.add(arrival.question)
