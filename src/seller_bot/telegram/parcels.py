"""Deliveries on their way: claimed, made into calls, and brought to their reader."""

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
from seller_bot.deliveries.queries import next_due, next_of_batch
from seller_bot.sellers.models import Seller
from seller_bot.storage.database import AWAY
from seller_bot.telegram.attempt import InDoubt, Moot, NotOut, Outcome, Refused, Sent, TooFast, attempt
from seller_bot.telegram.contents import Contents, Ended, Rendered
from seller_bot.telegram.outbound import Call, is_message
from seller_bot.telegram.pacing import Pacing

log = structlog.stdlib.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A claimed delivery, and the calls that it takes: one, where the text is not longer than a message.

    `topic` is the name of a topic to be made for it where it has none, or where its own is gone.
    """

    delivery_id: int
    chat_id: int
    message_thread_id: int | None
    topic: str | None
    calls: Sequence[Call]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is to be sent now; `more` says whether there may be more of it."""

    parcels: Sequence[Parcel]
    more: bool


def claim(session: Session, now: datetime, room: int, resting: Collection[int], contents: Contents) -> Claimed:
    """Claim as many as there is room for, none to a chat that rests; what goes to many comes after all else.

    A batch of a million holds up no message of one person to another, not even to the same chat.
    """
    found = list(next_due(session, now, limit=room, resting=resting))
    for batch_id in running(session):
        if room > len(found):
            busy = {*resting, *(one.chat_id for one in found)}
            found += next_of_batch(session, batch_id, now, limit=room - len(found), resting=busy)
    locales = _locales(session, found)
    parcels: list[Parcel] = []
    for delivery in found:
        locale = delivery.locale or locales.get(delivery.chat_id)
        if delivery.is_patient and (morning := decent(now, locale)) > now:
            delivery.put_off(morning)
        else:
            parcels += _claim(session, delivery, locale, now, contents)
    count_ended(session, found, now)
    return Claimed(parcels, more=len(found) >= room)


def _claim(
    session: Session, delivery: Delivery, locale: str | None, now: datetime, contents: Contents
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
        return ()
    delivery.message_thread_id = made.message_thread_id
    return (_parcel(delivery, made),)


def _parcel(delivery: Delivery, made: Rendered) -> Parcel:
    thread = {} if made.message_thread_id is None else {"message_thread_id": made.message_thread_id}
    return Parcel(
        delivery_id=delivery.id,
        chat_id=delivery.chat_id,
        message_thread_id=made.message_thread_id,
        topic=made.topic,
        calls=[_in_topic(call, thread) for call in made.calls],
    )


def _in_topic(call: Call, thread: Mapping[str, int]) -> Call:
    """Only what is new goes somewhere: a message that is changed stays where it is."""
    return {**call, "parameters": {**call["parameters"], **thread}} if is_message(call) else call


def _locales(session: Session, deliveries: Sequence[Delivery]) -> dict[int, str | None]:
    """The languages of those among the recipients who are sellers."""
    chats = [delivery.chat_id for delivery in deliveries]
    found = session.execute(select(Seller.id, Seller.locale).where(Seller.id.in_(chats)))
    return {row.id: row.locale for row in found}


async def bring(bot: Bot, pacing: Pacing, parcel: Parcel) -> Outcome:
    """Make the calls, each once, up to the first that fails. It raises nothing of Telegram's or the network's."""
    ids: list[int] = []
    for number, call in enumerate(parcel.calls):
        if number:
            await pacing.turn(parcel.chat_id)
        outcome = await attempt(bot, call)
        if isinstance(outcome, TooFast):
            pacing.refused(parcel.chat_id, outcome.seconds)
        if number and isinstance(outcome, TooFast | NotOut | Refused):
            # The beginning of a long text is out: that can't be undone, so the whole is in doubt.
            return InDoubt(outcome.error)
        if isinstance(outcome, Moot):
            ids.append(call["parameters"].get("message_id", 0))  # It shows what it should already.
        elif isinstance(outcome, Sent):
            ids.extend(outcome.ids)
        else:
            return outcome
    return Sent(tuple(ids))
