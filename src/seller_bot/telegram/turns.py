"""Turns: updates are applied in one transaction, with the replies they call for, and then answered."""

import time
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session
from telegram import Update

from seller_bot.clock import Clock
from seller_bot.conversation.engine import unchanged
from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Commanded, Pressed, Said, SentFile
from seller_bot.deliveries.queries import cancel_about
from seller_bot.escalations.desk import Desk
from seller_bot.flows import go_on
from seller_bot.intents import Matcher
from seller_bot.notices.rules import Rules
from seller_bot.questions.queries import newest
from seller_bot.storage.database import AWAY, Database, Outrun, is_locked_row, when_back
from seller_bot.telegram import correspondence, desk, failures, groups, menus, receipts
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.feed import Unreadable
from seller_bot.telegram.handlers import BotApplication
from seller_bot.telegram.inbound import Edited
from seller_bot.telegram.loading import Incoming, Loaded, incoming
from seller_bot.telegram.menus import Menus
from seller_bot.telegram.newsroom import room
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.outbox import Outbox
from seller_bot.telegram.pressed import known_of
from seller_bot.telegram.reading import read, read_caption, read_edited
from seller_bot.telegram.replies import ABOUT_WORDS, replies_to
from seller_bot.turns.queries import known_among

log = structlog.stdlib.get_logger()


MOST_OUTRUN = 5
"""Who is outrun so often in a row has met a fault of ours."""


class RowLocked(Exception):
    """Somebody else works on the seller's row: this turn has to wait, and no other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Applied:
    """A turn that was taken, and the calls that answer it; `summary` is what the log says of it."""

    incoming: Incoming
    calls: list[Call]
    summary: Mapping[str, Any]
    changes_menus: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """Takes updates, each once, whatever happens on the way."""

    database: Database
    application: BotApplication
    outbox: Outbox
    flows: Flows
    clock: Clock
    matcher: Matcher
    known: dict[str, object]
    desk: Desk
    rules: Rules
    owners: frozenset[int]
    menus: Menus

    async def take(self, arrived: Sequence[Update | Unreadable]) -> None:
        """Apply updates in their order and hand their replies to the outbox; returns when all that is committed.

        While the database is away it waits: an update is not lost as long as it is not acknowledged. Raises RowLocked
        for a single update whose turn has to wait.
        """
        unreadable = [one for one in arrived if isinstance(one, Unreadable)]
        if unreadable:
            await when_back(lambda: self.database.run(lambda session: self._set_aside(session, unreadable)))
        concerns_us = [one for update in arrived if isinstance(update, Update) and (one := incoming(update))]
        if concerns_us:
            await when_back(lambda: self._take(concerns_us))

    async def _take(self, taken: Sequence[Incoming], outrun: int = 0) -> None:
        """In one transaction; where it fails each alone, so that one that can't be applied spoils no other.

        One that another process has outrun is taken anew, and then sees what the other has changed.
        """
        started = time.perf_counter()
        try:
            applied = await self.database.run(lambda session: self._apply_all(session, taken))
        except AWAY as error:
            if not is_locked_row(error):
                raise
            raise RowLocked from error
        except Exception as error:
            outrun += isinstance(error, Outrun)
            if len(taken) > 1 or (isinstance(error, Outrun) and outrun < MOST_OUTRUN):
                for one in taken:
                    await self._take([one], outrun)
                return
            applied = await self._apologise(taken[0], error)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        for turn in applied:
            update_id, chat_id = turn.incoming.update.update_id, turn.incoming.chat_id
            log.info("turn", update=update_id, chat=chat_id, **turn.summary, milliseconds=milliseconds)
            self.outbox.put(update_id, chat_id, turn.calls)
        if any(turn.changes_menus for turn in applied):
            self.menus.poke()

    def _apply_all(self, session: Session, taken: Sequence[Incoming]) -> list[Applied]:
        now = self.clock()
        known = known_among(session, [one.update.update_id for one in taken])
        fresh = [one for one in taken if one.update.update_id not in known]
        loaded = Loaded(session, fresh, self.owners, now)
        applied = [self._apply(session, one, loaded, now) for one in fresh]
        return [one for one in applied if one is not None]

    def _apply(self, session: Session, one: Incoming, loaded: Loaded, now: datetime) -> Applied | None:
        """None for what happens in a group that is not the managers'."""
        if one.is_private:
            loaded.meet(one)
        if correspondence.is_amended_by_seller(session, one):
            return self._converse(session, one, loaded, now)
        for place, made in self._rooms(session, one, loaded, now):
            if made is not None:
                session.add(failures.received(one, made, now))
                return Applied(incoming=one, calls=made, summary={"outcome": place})
        return self._converse(session, one, loaded, now) if one.is_private else None

    def _rooms(
        self, session: Session, one: Incoming, loaded: Loaded, now: datetime
    ) -> Iterator[tuple[str, list[Call] | None]]:
        """What stands beside the engine of conversations: the first that has an answer gives it."""
        member = loaded.member(one.user.id)
        if member is not None:
            room.turn_away(session, one)
        yield "receipt", receipts.respond(session, one, loaded, now)
        yield "desk", desk.respond(session, one, self.desk, member, self.owners, now)
        yield "newsroom", room.respond(session, one, member, self.owners, self.rules, now)
        yield "group", groups.respond(session, one, self.flows, self.application.bot.username, now)

    def _converse(self, session: Session, one: Incoming, loaded: Loaded, now: datetime) -> Applied:
        arrival = loaded.arrival(one, self.known | {"bot": self.application.bot.username})
        concerns_staff = bool(arrival.known["role"] or arrival.known.get("invitation"))
        flows = self.flows.open_to(arrival.known["role"])
        self._respond(session, arrival, flows, one.pressed)
        if arrival.error is not None:
            raise arrival.error
        made: list[Call] = []
        summary: dict[str, Any] = {"outcome": "noted"}
        if arrival.response is not None:
            _carry_out(arrival, session)
            if arrival.response.effects:
                loaded.refresh(one.user.id, concerns_staff=concerns_staff)
            made = replies_to(arrival, one.query)
            standing, outcome = arrival.standing, arrival.response.outcome
            summary = {"flow": standing.flow, "step": standing.step, "outcome": outcome}
        session.add(failures.received(one, made, now))
        changes_menus = menus.follow(arrival.seller, arrival.known["role"]) or concerns_staff
        return Applied(incoming=one, calls=made, summary=summary, changes_menus=changes_menus)

    def _respond(self, session: Session, arrival: Arrival, flows: Flows, pressed: str | None) -> None:
        """Leave the response on the arrival; what belongs to a case doesn't come into the conversation."""
        if arrival.standing.is_tapped_twice(pressed, arrival.now):
            arrival.response = unchanged(arrival.standing.position)
            return
        to = correspondence.addressee(session, arrival, flows)
        match arrival.turn:
            case Said() as said:
                read(arrival, said, flows, None if to else self.matcher)
            case SentFile() as sent:
                read_caption(arrival, sent, flows, None if to else self.matcher)
            case Edited() as edited if not correspondence.amend(session, arrival, edited):
                read_edited(arrival, edited, flows, self.matcher)
        if isinstance(arrival.turn, Pressed | Commanded):
            arrival.standing.stop_writing()
            arrival.known |= known_of(session, flows, arrival.turn, arrival)
        if to is not None and isinstance(arrival.turn, Said | SentFile):
            arrival.response = correspondence.respond(arrival, to)
        elif not isinstance(arrival.turn, Edited):
            # Handlers only decide, so they never wait: here, off the event loop, each runs to its end at once.
            _run_to_end(self.application.process_update(arrival))

    async def _apologise(self, one: Incoming, error: Exception) -> list[Applied]:
        """Answer an update that can't be applied: it is kept aside with its error, and the seller is told."""
        log.error("turn_failed", update=one.update.update_id, chat=one.chat_id, **failures.logged(error))
        now = self.clock()
        try:
            made = await self.database.run(lambda session: failures.apologise(session, one, error, now))
        except AWAY:
            raise
        except Exception as failure:
            # Not even the apology can be kept: the update at least holds up nobody any more.
            log.exception("apology_failed", error=failures.place_of(failure))
            made = await self.database.run(lambda session: failures.pass_over(session, one, now))
        return [Applied(incoming=one, calls=made, summary={"outcome": "error"})]

    def _set_aside(self, session: Session, unreadable: Sequence[Unreadable]) -> None:
        for one in unreadable:
            log.error("update_unreadable", update=one.content["update_id"], error=one.error)
            failures.keep(session, one.content, one.error, self.clock())


def _run_to_end(coroutine: Coroutine[Any, Any, None]) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("a handler waited for something")


def _carry_out(arrival: Arrival, session: Session) -> None:
    """Apply what the response calls for: the new position, the effects, the question that was asked or answered."""
    assert arrival.response is not None
    if arrival.standing.invited_at is not None:
        cancel_about(session, go_on.reference(arrival.seller.id), arrival.now)
    arrival.standing.move_to(arrival.response.position, arrival.now)
    for effect in arrival.response.effects:
        came_of_it = effect.apply(arrival.seller, session, arrival.now)  # type: ignore[attr-defined]  # Only effects.
        arrival.came_of_it |= came_of_it or {}
    if arrival.response.chosen is not None and (asked := newest(session, arrival.seller.id)) is not None:
        asked.choose(arrival.response.chosen)
    if arrival.question is not None and arrival.response.outcome in {*ABOUT_WORDS, "secret"}:
        arrival.question.seller_id, arrival.question.asked_at = arrival.seller.id, arrival.now
        session.add(arrival.question)
