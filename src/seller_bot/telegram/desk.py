"""The desk: what managers do with cases, by buttons, by replies, by what they are asked to write, and by /queue.

What comes in here never goes through the engine of conversations: a case has its own state, which all managers share.
Whoever decides no cases finds nothing here: for them these buttons and commands are unknown ones.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Commanded, Pressed, Said, SentFile
from seller_bot.escalations import cases, queries, told
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case
from seller_bot.sellers.models import Seller
from seller_bot.staff.events import Actor
from seller_bot.staff.known import role_of
from seller_bot.staff.models import Role, StaffMember
from seller_bot.storage.base import insert_unless_there
from seller_bot.telegram import case_presses, case_words, queue
from seller_bot.telegram.act import unknown
from seller_bot.telegram.cards import FLOW
from seller_bot.telegram.inbound import Edited, clean
from seller_bot.telegram.loading import Incoming
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.visit import Visit
from seller_bot.texts import locale_of


def respond(
    session: Session, one: Incoming, desk: Desk, member: StaffMember | None, owners: Collection[int], now: datetime
) -> list[Call] | None:
    """The calls that answer an update, carried out as far as it is the desk's; None where it is none of it."""
    if isinstance(one.turn, Edited):
        is_ours = role_of(one.user.id, member, owners) in told.DECIDE and _edit(session, one, one.turn, desk, now)
        return [] if is_ours or not one.is_private else None
    if one.is_private:
        return _in_private(session, one, desk, member, owners, now)
    if one.chat_id == desk.chat_id or queries.is_desk(session, one.chat_id):
        return _in_group(session, one, desk, member, owners, now)
    return None


def _in_private(
    session: Session, one: Incoming, desk: Desk, member: StaffMember | None, owners: Collection[int], now: datetime
) -> list[Call] | None:
    visit = _visit(session, one, desk, member, owners, now)
    if visit is None:
        return None
    match one.turn:
        case Pressed(flow=flow):
            prompts = queries.open_prompts(session, one.chat_id, one.user.id)
            case_words.set_aside(prompts)
            return _pressed(visit, one.turn) if flow in (FLOW, queue.FLOW) else None
        case Commanded(name=queue.COMMAND, argument=words):
            case_words.set_aside(queries.open_prompts(session, one.chat_id, one.user.id))
            return queue.opened(visit, words)
        case Said() | SentFile():
            return case_words.hear(visit, one.turn, one.message)
        case _:
            case_words.set_aside(queries.open_prompts(session, one.chat_id, one.user.id))
            return None


def _in_group(
    session: Session, one: Incoming, desk: Desk, member: StaffMember | None, owners: Collection[int], now: datetime
) -> list[Call]:
    visit = _visit(session, one, desk, member, owners, now)
    if visit is None:
        locale = locale_of(one.user.language_code)
        return [unknown(one.query_id, locale)] if isinstance(one.turn, Pressed) else []
    _meet(session, one, now)
    match one.turn:
        case Pressed():
            case_words.set_aside(queries.open_prompts(session, one.chat_id, one.user.id))
            return _pressed(visit, one.turn)
        case Commanded(name=queue.COMMAND, argument=words):
            case_words.set_aside(queries.open_prompts(session, one.chat_id, one.user.id))
            return queue.opened(visit, words)
        case Said() | SentFile():
            return case_words.hear_in_group(visit, one.turn, one.message) or []
        case _:
            return []


def _meet(session: Session, one: Incoming, now: datetime) -> None:
    """Somebody of the desk who has never pressed Start has a name, too; but takes no messages in an own chat."""
    about = {"first_name": clean(one.user.first_name), "username": one.user.username}
    moments = {"created_at": now, "seen_at": now, "blocked_at": now}
    insert_unless_there(session, Seller, {"id": one.user.id, **about, **moments})


def _pressed(visit: Visit, pressed: Pressed) -> list[Call]:
    return queue.turn_to(visit, pressed) if pressed.flow == queue.FLOW else case_presses.press(visit, pressed)


def _visit(
    session: Session, one: Incoming, desk: Desk, member: StaffMember | None, owners: Collection[int], now: datetime
) -> Visit | None:
    """Somebody who may decide cases, asked of the database and the settings each time; None for everybody else."""
    role = role_of(one.user.id, member, owners)
    if role not in told.DECIDE:
        return None
    spoken = told.locale_at(session, one.user.id, desk) or locale_of(one.user.language_code)
    return Visit(
        session=session,
        desk=desk,
        now=now,
        actor=Actor(Role(role), one.user.id),
        chat_id=one.chat_id,
        locale=spoken if one.is_private else desk.locale,
        own_locale=spoken,
        zone=desk.hours.zone,
        thread=one.thread,
        query_id=one.query_id,
        message_id=one.message_id,
    )


def _edit(session: Session, one: Incoming, edited: Edited, desk: Desk, now: datetime) -> bool:
    """A manager has changed what he said in a case, which counts while that is open; whether it was so. Sellers' own
    edits are none of the desk's.
    """
    entry = queries.entry_at(session, one.chat_id, edited.message_id)
    if entry is None or entry.is_sellers or entry.author_id != one.user.id:
        return False
    if session.get_one(Case, entry.case_id).is_open:
        cases.edit(session, entry.id, edited.text, desk, now)
    return True
