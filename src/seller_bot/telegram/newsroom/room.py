"""The door of the newsroom: /notice, the buttons of notices, and what their writers were asked for.

Like the desk of cases it stands beside the engine of conversations: a notice has its own state, which the whole team
shares. Whoever writes no notices finds nothing here: for them these buttons and the command are unknown ones.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Commanded, Pressed, Said, SentFile
from seller_bot.notices.models import Writer
from seller_bot.notices.rules import Rules
from seller_bot.staff.events import Actor
from seller_bot.staff.known import role_of
from seller_bot.staff.models import Role, StaffMember
from seller_bot.telegram.loading import Incoming
from seller_bot.telegram.newsroom import listing, presses, prompts
from seller_bot.telegram.newsroom.editing import FLOW, Editing
from seller_bot.telegram.newsroom.readers import WRITE, locale_at, zone_of
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.profile import NOTICE
from seller_bot.texts import locale_of

CONFIRMS = ("confirm", "correct_yes")


def respond(
    session: Session, one: Incoming, member: StaffMember | None, owners: Collection[int], rules: Rules, now: datetime
) -> list[Call] | None:
    """The calls that answer an update, carried out as far as it is about notices; None where it is not."""
    role = role_of(one.user.id, member, owners)
    if not one.is_private or role not in WRITE:
        return None
    editing = _editing(session, one, Actor(Role(role), one.user.id), rules, now)
    match one.turn:
        case Pressed(flow=flow) if flow == FLOW:
            return presses.press(editing, one.turn)
        case Commanded(name=name) if name == NOTICE:
            return listing.opened(editing)
        case Said() | SentFile():
            return prompts.hear(editing, one.turn, one.message)
        case _:
            return None


def turn_away(session: Session, one: Incoming) -> None:
    """Whoever presses or commands something, anywhere, writes no part of a notice any more; only a number that is
    about to be confirmed is still awaited."""
    if isinstance(one.turn, Commanded) or (isinstance(one.turn, Pressed) and not _is_confirmation(one.turn)):
        writer = session.get(Writer, one.user.id)
        if writer is not None:
            writer.awaits = None


def _is_confirmation(pressed: Pressed) -> bool:
    return pressed.flow == FLOW and pressed.step in CONFIRMS


def _editing(session: Session, one: Incoming, actor: Actor, rules: Rules, now: datetime) -> Editing:
    spoken = locale_at(session, one.user.id) or locale_of(one.user.language_code)
    return Editing(
        session=session,
        now=now,
        actor=actor,
        chat_id=one.chat_id,
        locale=spoken,
        own_locale=spoken,
        zone=zone_of(session, one.user.id, rules),
        thread=None,
        query_id=one.query_id,
        message_id=one.message_id,
        rules=rules,
    )
