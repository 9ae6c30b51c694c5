"""What is looked after at the desk without anybody's asking: who sees cases, what waits too long, the morning."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Button, Pressed, Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery
from seller_bot.escalations import cases, queries, told
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case, CaseState, Post, PostRole
from seller_bot.escalations.queries import REFERENCE
from seller_bot.staff.events import CLOCK, event
from seller_bot.staff.models import Role, StaffMember
from seller_bot.staff.queries import names

COOLDOWN = 30
"""Minutes of business hours between two reminders of the same case."""

LONG_COOLDOWN = 240
"""The same once even the owners have been told."""

STEPS = ("holder", "managers", "owners")
"""Who is reminded first, then, then and from then on."""

GREETED = timedelta(hours=2)
"""A bot that starts later in the day says no good morning any more."""


def make(session: Session, desk: Desk, now: datetime) -> None:
    """One round."""
    show_to_newcomers(session, desk, now)
    take_from_leavers(session, desk, now)
    if desk.hours.is_open(now):
        remind(session, desk, now)
        greet(session, desk, now)


# Who sees cases.


def show_to_newcomers(session: Session, desk: Desk, now: datetime) -> None:
    """Who has become a manager gets the cards of all open cases; so does a group that was named only now."""
    for case_id in queries.without_cards(session, _readers(session, desk), desk.chat_id is not None):
        told.show_to_desk(session, queries.locked(session, case_id), desk, now)


def _readers(session: Session, desk: Desk) -> Sequence[int]:
    return [desk.chat_id] if desk.chat_id is not None else [chat_id for chat_id, _ in told.managers(session)]


def take_from_leavers(session: Session, desk: Desk, now: datetime) -> None:
    """Cards in the chats of former managers lose their buttons, and what stands on them."""
    shown = (
        select(Post)
        .join(StaffMember, StaffMember.id == Post.chat_id)
        .where(
            Post.role.in_((PostRole.CARD, PostRole.REVEALED)),
            Post.message_id.is_not(None),
            StaffMember.revoked_at.is_not(None) | StaffMember.role.not_in(told.DECIDE),
        )
    )
    told.refresh(session, session.scalars(shown).all(), desk, now)
    for case_id in _left_behind(session):
        cases.hand_back(session, case_id, CLOCK, desk, now)


def _left_behind(session: Session) -> Sequence[int]:
    """The open cases of people who decide none any more: they wait anew."""
    decide = select(StaffMember.id).where(StaffMember.revoked_at.is_(None), StaffMember.role.in_(told.DECIDE))
    left = Case.ended_at.is_(None), Case.taken_by.is_not(None), Case.taken_by.not_in(decide)
    return session.scalars(select(Case.id).where(*left).order_by(Case.id)).all()


# What waits too long.


def remind(session: Session, desk: Desk, now: datetime) -> None:
    """First whoever has the case, then all managers, then the owners; each step is on record."""
    for case in queries.to_be_reminded_of(session, now):
        say = _reminder(session, case, desk, now)
        if say is None or not _is_time(case, desk, now):
            continue
        step = STEPS[min(case.reminders, len(STEPS) - 1)]
        session.add_all(_reminders(session, case, say, step, desk, now))
        case.remind(now)
        session.add(event(CLOCK, "reminded", case.subject, now, after={"of": say.key.partition("_")[2], "whom": step}))
        told.show_to_desk(session, case, desk, now)


def _is_time(case: Case, desk: Desk, now: datetime) -> bool:
    if case.reminded_at is None:
        return True
    pause = COOLDOWN if case.reminders < len(STEPS) else LONG_COOLDOWN
    return desk.hours.after(case.reminded_at, pause) <= now


def _reminder(session: Session, case: Case, desk: Desk, now: datetime) -> Say | None:
    """What is late; None where it is not yet."""
    values: dict[str, object] = {"number": case.number}
    if case.taken_by is not None:
        values["name"] = names(session, [case.taken_by])[case.taken_by]
    if case.is_overdue(now):
        due = case.take_by if case.state == CaseState.WAITING else case.decide_by
        assert due is not None
        key = "desk.remind_take" if case.state == CaseState.WAITING else "desk.remind_decide"
        return Say(key=key, values={**values, "by": due.astimezone(desk.hours.zone)})
    since = case.unanswered_since
    if since is None or desk.hours.after(since, case.rules.answer_within) > now:
        return None
    return Say(key="desk.remind_answer", values={**values, "since": since.astimezone(desk.hours.zone)})


def _reminders(session: Session, case: Case, say: Say, step: str, desk: Desk, now: datetime) -> Iterator[Delivery]:
    for chat_id in _reminded(session, case, step, desk):
        card = queries.card_in(session, case.id, chat_id)
        reply_to = card.message_id if card is not None else None
        thread = card.message_thread_id if card is not None else None
        said = Say(key=say.key, values=say.values, reply_to=reply_to)
        yield _planned("reminder", chat_id, said, f"{REFERENCE}{case.id}", session, desk, now, thread)


def _reminded(session: Session, case: Case, step: str, desk: Desk) -> Sequence[int]:
    managers = [chat_id for chat_id, _ in told.managers(session)]
    owners = [chat_id for chat_id in managers if _is_owner(session, chat_id)]
    if step == "owners":
        return owners or managers
    if desk.chat_id is not None:
        card = next((post for post in queries.cards(session, case.id) if told.is_group(post.chat_id)), None)
        return [card.chat_id if card is not None else desk.chat_id]
    has_it = [chat_id for chat_id in managers if chat_id == case.taken_by]
    return has_it if step == "holder" and has_it else managers


def _is_owner(session: Session, person_id: int) -> bool:
    return session.get_one(StaffMember, person_id).role == Role.OWNER


# The morning.


def greet(session: Session, desk: Desk, now: datetime) -> None:
    """Once a day, when the desk opens, to each who has anything to do: what waits."""
    if desk.hours.opened_at(now) < now - GREETED:
        return
    day = now.astimezone(desk.hours.zone).date().isoformat()
    for chat_id in _readers(session, desk):
        reference = f"digest:{day}:{chat_id}"
        if not _is_planned(session, reference) and (say := _digest(session, chat_id, now)) is not None:
            session.add(_planned("digest", chat_id, say, reference, session, desk, now))


def _is_planned(session: Session, reference: str) -> bool:
    return session.scalars(select(Delivery.id).where(Delivery.reference == reference)).first() is not None


def _digest(session: Session, chat_id: int, now: datetime) -> Say | None:
    cases = queries.open_cases(session)
    if not cases:
        return None
    taken = [case for case in cases if case.taken_by is not None]
    values: dict[str, object] = {
        "waiting": sum(case.state == CaseState.WAITING for case in cases),
        "overdue": sum(case.is_overdue(now) for case in cases),
        "asked": sum(case.state == CaseState.ASKED for case in cases),
        "mine": sum(case.is_with(chat_id) for case in taken),
        "taken": len(taken),
    }
    queue = Button(label="desk.button_queue", presses=Pressed(flow="queue", step="waiting", choice="0"))
    return Say(key="desk.digest_group" if told.is_group(chat_id) else "desk.digest", values=values, buttons=(queue,))


def _planned(
    kind: str,
    chat_id: int,
    say: Say,
    reference: str,
    session: Session,
    desk: Desk,
    now: datetime,
    thread: int | None = None,
) -> Delivery:
    return Delivery(
        chat_id=chat_id,
        message_thread_id=thread,
        kind=kind,
        content=content_of(say),
        locale=told.locale_at(session, chat_id, desk),
        reference=reference,
        planned_at=now,
        due_at=now,
    )
