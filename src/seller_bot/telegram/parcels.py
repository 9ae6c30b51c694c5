"""Deliveries on their way: claimed, made into calls, and brought to their reader."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram import Bot

from seller_bot.deliveries.broadcasts import count_ended, running
from seller_bot.deliveries.hours import decent
from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.nights import put_off_asleep
from seller_bot.deliveries.queries import next_due, next_of_batch
from seller_bot.sellers.models import Seller
from seller_bot.storage.database import AWAY
from seller_bot.telegram.attempt import (
    Gone,
    Migrated,
    Moot,
    NotOut,
    NotPaid,
    Outcome,
    Partly,
    Refused,
    Sent,
    TooFast,
    TopicGone,
    attempt,
)
from seller_bot.telegram.contents import Contents, Ended, Rendered
from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.traffic import Message, Room

log = structlog.stdlib.get_logger()

PAUSES = (0.5, 2.0, 8.0)
"""What surely isn't out, though what it belongs to is, is tried again after so many seconds."""

LONGEST_REST = 20.0
"""If Telegram wants more rest than that, so long a delivery is not held in hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A claimed delivery, and the calls that it takes: one, where the text is not longer than a message.

    topic        the name of a topic to be made for it where it has none, or where its own is gone
    is_paid      Telegram is paid for it
    may_be_gone  of a message that is there no more nothing is left to be changed
    """

    delivery_id: int
    chat_id: int
    message_thread_id: int | None
    topic: str | None
    calls: Sequence[Call]
    is_paid: bool
    may_be_gone: bool

    @property
    def messages(self) -> int:
        """So many messages it is for Telegram, which counts each part of an album."""
        return sum(len(call["parameters"].get("media", (call,))) for call in self.calls)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is to be sent now; `more` says whether there may be more of it."""

    parcels: Sequence[Parcel]
    more: bool


def claim(session: Session, now: datetime, room: Room, resting: Collection[int], contents: Contents) -> Claimed:
    """Claim as many as there is room for, none to a chat that rests; what goes to many comes after all else.

    A batch of a million holds up no message of one person to another, not even to the same chat.
    """
    found = list(next_due(session, now, limit=room.for_each, resting=resting))
    most = room.for_all
    for batch_id in running(session):
        if most > len(found):
            busy = {*resting, *(one.chat_id for one in found)}
            found += next_of_batch(session, batch_id, now, limit=most - len(found), resting=busy)
    locales = _locales(session, found)
    parcels: list[Parcel] = []
    with_sleepers: set[int | None] = set()
    for delivery in found:
        locale = delivery.locale or locales.get(delivery.chat_id)
        if delivery.is_patient and (morning := decent(now, locale)) > now:
            delivery.put_off(morning)
            with_sleepers.add(delivery.batch_id)
        else:
            parcels += _claim(session, delivery, locale, now, contents, room)
    for batch_id in sorted(filter(None, with_sleepers)):
        put_off_asleep(session, batch_id, now)
    count_ended(session, found, now)
    return Claimed(parcels, more=len(found) >= most or room.is_used_up)


def _claim(
    session: Session, delivery: Delivery, locale: str | None, now: datetime, contents: Contents, room: Room
) -> Sequence[Parcel]:
    delivery.claim(now)
    content = contents.of(delivery)
    try:
        made = content.rendered(session, delivery, locale)
    except AWAY:
        raise
    except Exception as error:
        # What can't be made into a message now never can; it must not hold up the others.
        log.exception("delivery_unreadable", delivery=delivery.id, kind=delivery.kind)
        delivery.give_up(type(error).__name__, now)
        content.ended(session, Ended(delivery=delivery, message_ids=(), is_gone=False, at=now))
        return ()
    if not made.calls:
        delivery.lapse(now)
        content.ended(session, Ended(delivery=delivery, message_ids=(), is_gone=False, at=now))
        return ()
    parcel = _parcel(delivery, made)
    if not room.take(parcel.messages, is_paid=parcel.is_paid) and delivery.batch_id is not None:
        delivery.release(now)
        return ()
    delivery.message_thread_id = made.message_thread_id
    return (parcel,)


def _parcel(delivery: Delivery, made: Rendered) -> Parcel:
    thread = {} if made.message_thread_id is None else {"message_thread_id": made.message_thread_id}
    return Parcel(
        delivery_id=delivery.id,
        chat_id=delivery.chat_id,
        message_thread_id=made.message_thread_id,
        topic=made.topic,
        calls=[_in_topic(call, thread) for call in made.calls],
        is_paid=made.is_paid,
        may_be_gone=made.may_be_gone,
    )


def _in_topic(call: Call, thread: Mapping[str, int]) -> Call:
    """Only what is new goes somewhere: a message that is changed stays where it is."""
    return {**call, "parameters": {**call["parameters"], **thread}} if is_message(call) else call


def _locales(session: Session, deliveries: Sequence[Delivery]) -> dict[int, str | None]:
    """The languages of those among the recipients who are sellers."""
    chats = [delivery.chat_id for delivery in deliveries]
    found = session.execute(select(Seller.id, Seller.locale).where(Seller.id.in_(chats)))
    return {row.id: row.locale for row in found}


async def bring(bot: Bot, pacing: Pacing, parcel: Parcel, message: Message) -> Outcome:
    """Make the calls up to the first that fails. It raises nothing of Telegram's or the network's.

    `message` is its place in the traffic.
    """
    ids: list[int] = []
    for number, call in enumerate(parcel.calls):
        outcome = await (_go_on if number else _try)(bot, pacing, message, call)
        if isinstance(outcome, Moot) or (parcel.may_be_gone and isinstance(outcome, Gone)):
            ids.append(call["parameters"].get("message_id", 0))  # It shows what it should already.
        elif isinstance(outcome, Sent):
            ids.extend(outcome.ids)
        elif not number or isinstance(outcome, Gone | Migrated | TopicGone | Partly):
            return outcome  # To a new place all of it is brought anew.
        else:
            return Partly(tuple(ids), outcome)
    return Sent(tuple(ids))


async def _try(bot: Bot, pacing: Pacing, message: Message, call: Call) -> Outcome:
    outcome = await attempt(bot, call if pacing.pays else _unpaid(call))
    if isinstance(outcome, NotPaid):
        log.error("paid_broadcast_not_allowed", reason=outcome.reason)
        pacing.stop_paying()
        outcome = await attempt(bot, _unpaid(call))
    pacing.answered(message)
    if isinstance(outcome, TooFast):
        pacing.refused(message.chat_id, outcome.seconds)
    return outcome


def _unpaid(call: Call) -> Call:
    given = {name: value for name, value in call["parameters"].items() if name != "allow_paid_broadcast"}
    return {**call, "parameters": given}


async def _go_on(bot: Bot, pacing: Pacing, message: Message, call: Call) -> Outcome:
    """What follows something that is out: the album's text, the end of a long one."""
    for pause in PAUSES:
        await pacing.go_on(message)
        outcome = await _try(bot, pacing, message, call)
        match outcome:
            case TooFast(seconds=seconds) if seconds <= LONGEST_REST:
                pass  # The pacing waits for it.
            case NotOut() | Refused():
                await asyncio.sleep(pause)
            case _:
                return outcome
    return outcome
