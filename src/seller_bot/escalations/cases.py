"""What is done to cases: each change with its event, its cards and what its seller is told, in one transaction.

Whoever acts is named by an `Actor`; the row is locked first, so that of two who act at once exactly one succeeds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Key
from seller_bot.escalations import queries, told
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.kinds import kinds
from seller_bot.escalations.models import Case, CaseState, Entry, EntryKind, NotPossible, Post, PostRole, new_case
from seller_bot.staff.events import Actor, event

SELLER = "seller"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Something to be said in a case: text, a file with or without a caption, and the message that said it."""

    text: str = ""
    file_kind: str | None = None
    file_id: str | None = None
    album: str | None = None
    chat_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was sent: a new one, or the open one of the same kind to which it was joined."""

    case: Case
    joined: bool


# The seller's.


def open_case(
    session: Session,
    seller_id: int,
    kind: str,
    answers: Mapping[str, Any],
    files: Sequence[Words],
    sealed: str | None,
    desk: Desk,
    now: datetime,
) -> Opened:
    """Send a case to the desk. The caller holds the seller's row, so that sending twice opens one."""
    already = queries.open_case(session, seller_id, kind)
    if already is not None:
        return Opened(_join(session, already, answers, files, sealed, desk, now), joined=True)
    take_by = desk.hours.after(now, kinds()[kind].take_within)
    case = new_case(seller_id, kind, dict(answers), sealed, now, take_by)
    session.add(case)
    session.flush()
    _keep(session, case, files, seller_id, now, is_sellers=True)
    _record(session, case, Actor(SELLER, seller_id), "opened", now, after={"kind": kind, "files": len(files)})
    told.show_to_desk(session, case, desk, now)
    return Opened(case, joined=False)


def hear(session: Session, case_id: int, words: Words, desk: Desk, now: datetime) -> Case:
    """The seller adds something to an open case, or answers what was asked. Raises AlreadyDecided."""
    case = queries.locked(session, case_id)
    was_asked = case.state == CaseState.ASKED
    case.hear(now, desk.hours.after(now, case.minutes_left or 0) if was_asked else None)
    (entry,) = _keep(session, case, [words], case.seller_id, now, is_sellers=True)
    _record(session, case, Actor(SELLER, case.seller_id), "answered" if was_asked else "added", now)
    told.relay(session, case, entry, desk, now)
    told.show_to_desk(session, case, desk, now)
    return case


def edit(session: Session, entry_id: int, text: str, desk: Desk, now: datetime) -> None:
    """Whoever said something has changed it; where it was brought to, and on the cards, it changes, too."""
    entry = session.get_one(Entry, entry_id)
    case = queries.locked(session, entry.case_id)
    entry.edit(text, now)
    told.relay_edit(session, case, entry, now)
    told.show_to_desk(session, case, desk, now)


def cancel(session: Session, case_id: int, desk: Desk, now: datetime) -> Case:
    """The seller needs it no more. Raises AlreadyDecided."""
    case = queries.locked(session, case_id)
    before = {"state": case.state}
    case.cancel(now)
    _ended(session, case, Actor(SELLER, case.seller_id), "cancelled", before, desk, now)
    return case


def reopen(session: Session, case_id: int, desk: Desk, now: datetime) -> Case:
    """The seller comes back to a case that has ended. Raises NotPossible after a while, or beside an open one."""
    case = queries.locked(session, case_id)
    if queries.open_case(session, case.seller_id, case.kind) is not None:
        raise NotPossible
    before = {"state": case.state}
    case.reopen(now, desk.hours.after(now, case.rules.take_within))
    _record(session, case, Actor(SELLER, case.seller_id), "reopened", now, before)
    told.show_to_desk(session, case, desk, now)
    return case


def rate(session: Session, case_id: int, stars: int, desk: Desk, now: datetime) -> None:
    case = queries.locked(session, case_id)
    before = {"rating": case.rating} if case.rating else {}
    case.rate(stars)
    session.add(
        event(Actor(SELLER, case.seller_id), "rated", case.subject, now, before=before, after={"rating": stars})
    )
    told.show_to_desk(session, case, desk, now)


def comment(session: Session, case_id: int, words: str, desk: Desk, now: datetime) -> None:
    case = queries.locked(session, case_id)
    case.comment(words)
    session.add(event(Actor(SELLER, case.seller_id), "commented", case.subject, now))
    told.show_to_desk(session, case, desk, now)


# The desk's. Each raises AlreadyDecided, AlreadyTaken or NotPossible where somebody was faster.


def take(session: Session, case_id: int, actor: Actor, desk: Desk, now: datetime) -> Case:
    case, before = _before(session, case_id)
    case.take(_id(actor), now, desk.hours.after(now, case.rules.decide_within))
    _changed(session, case, actor, "taken", before, desk, now)
    told.tell_seller(session, case, "case.told.taken", now)
    told.relay_earlier(session, case, desk, now)
    return case


def assign(session: Session, case_id: int, actor: Actor, person_id: int, desk: Desk, now: datetime) -> Case:
    case, before = _before(session, case_id)
    case.assign(person_id, now, case.decide_by or desk.hours.after(now, case.rules.decide_within))
    _changed(session, case, actor, "assigned", before, desk, now)
    if before["taken_by"] is None:
        told.tell_seller(session, case, "case.told.taken", now)
    told.relay_earlier(session, case, desk, now)
    return case


def hand_back(session: Session, case_id: int, actor: Actor, desk: Desk, now: datetime) -> Case:
    case, before = _before(session, case_id)
    case.hand_back(desk.hours.after(now, case.rules.take_within))
    _changed(session, case, actor, "handed_back", before, desk, now)
    told.tell_seller(session, case, "case.told.handed_back", now)
    return case


def ask(session: Session, case_id: int, actor: Actor, words: Words, desk: Desk, now: datetime) -> Case:
    """Ask the seller something: the time for a decision stands still until the answer."""
    case, before = _before(session, case_id)
    decide_by = case.decide_by or desk.hours.after(now, case.rules.decide_within)
    case.ask(_id(actor), now, desk.hours.minutes_between(now, decide_by))
    (entry,) = _keep(session, case, [words], _id(actor), now, kind=EntryKind.QUESTION)
    _changed(session, case, actor, "asked", before, desk, now)
    told.relay(session, case, entry, desk, now)
    return case


def say(session: Session, case_id: int, actor: Actor, words: Words, desk: Desk, now: datetime) -> Entry:
    """Whoever has the case writes to the seller. Raises NotPossible where nobody has it."""
    case = queries.locked(session, case_id)
    case.write(_id(actor))
    (entry,) = _keep(session, case, [words], _id(actor), now)
    _record(session, case, actor, "wrote", now)
    told.relay(session, case, entry, desk, now)
    told.show_to_desk(session, case, desk, now)
    return entry


def note(session: Session, case_id: int, actor: Actor, words: Words, desk: Desk, now: datetime) -> Case:
    """Something that the desk is to know and the seller never sees; ended cases take notes, too."""
    case = queries.locked(session, case_id)
    _keep(session, case, [words], _id(actor), now, kind=EntryKind.NOTE)
    _record(session, case, actor, "noted", now)
    told.show_to_desk(session, case, desk, now)
    return case


def approve(
    session: Session, case_id: int, actor: Actor, desk: Desk, now: datetime, own_words: str | None = None
) -> Case:
    """Decide for the seller, who is told what to do now: what stands ready for the kind, or the manager's words."""
    case, before = _before(session, case_id)
    case.approve(_id(actor), now)
    case.reason = own_words
    what_now = own_words or Key(key=f"case.approved.{case.kind}")
    _ended(session, case, actor, "approved", before, desk, now)
    told.tell_seller(session, case, "case.told.approved", now, {"what_now": what_now})
    told.ask_for_rating(session, case, now)
    return case


def reject(session: Session, case_id: int, actor: Actor, reason: str, desk: Desk, now: datetime) -> Case:
    """Decide against the seller, who is always told why: one of the kind's reasons, or the manager's own words."""
    case, before = _before(session, case_id)
    case.reject(_id(actor), reason, now)
    why = Key(key=f"case.reason.{reason}") if reason in case.rules.reasons else reason
    _ended(session, case, actor, "rejected", before, desk, now)
    told.tell_seller(session, case, "case.told.rejected", now, {"reason": why})
    told.ask_for_rating(session, case, now)
    return case


def reveal(session: Session, case_id: int, actor: Actor, post: Post, now: datetime) -> Case:
    """Show the sealed Ozon ID to a manager: who has seen it stays on record. Raises NotPossible without one."""
    case = queries.locked(session, case_id)
    case.reveal()
    session.add(post)
    _record(session, case, actor, "revealed", now)
    return case


def _join(
    session: Session,
    case: Case,
    answers: Mapping[str, Any],
    files: Sequence[Words],
    sealed: str | None,
    desk: Desk,
    now: datetime,
) -> Case:
    """The newer answers count; what they were before stands in the record."""
    case = queries.locked(session, case.id)
    before = {name: case.answers.get(name) for name, value in answers.items() if case.answers.get(name) != value}
    case.join({**case.answers, **answers}, sealed or case.sealed, now)
    _keep(session, case, files, case.seller_id, now, is_sellers=True)
    after = {name: answers[name] for name in before}
    session.add(event(Actor(SELLER, case.seller_id), "joined", case.subject, now, before=before, after=after))
    told.show_to_desk(session, case, desk, now)
    told.refresh(session, queries.posts_of(session, case.id, PostRole.REVEALED), desk, now)
    return case


def _keep(
    session: Session,
    case: Case,
    said: Sequence[Words],
    author_id: int,
    now: datetime,
    *,
    kind: EntryKind = EntryKind.MESSAGE,
    is_sellers: bool = False,
) -> list[Entry]:
    kept = [
        Entry(
            case_id=case.id,
            author_id=author_id,
            is_sellers=is_sellers,
            kind=kind,
            text=words.text,
            file_kind=words.file_kind,
            file_id=words.file_id,
            album=words.album,
            chat_id=words.chat_id,
            message_id=words.message_id,
            said_at=now,
        )
        for words in said
    ]
    session.add_all(kept)
    session.flush()
    return kept


def _before(session: Session, case_id: int) -> tuple[Case, dict[str, Any]]:
    case = queries.locked(session, case_id)
    return case, {"state": case.state, "taken_by": case.taken_by}


def _changed(
    session: Session, case: Case, actor: Actor, what: str, before: Mapping[str, Any], desk: Desk, now: datetime
) -> None:
    _record(session, case, actor, what, now, before)
    told.show_to_desk(session, case, desk, now)


def _ended(
    session: Session, case: Case, actor: Actor, what: str, before: Mapping[str, Any], desk: Desk, now: datetime
) -> None:
    _changed(session, case, actor, what, before, desk, now)
    told.refresh(session, queries.posts_of(session, case.id, PostRole.REVEALED), desk, now)


def _record(
    session: Session,
    case: Case,
    actor: Actor,
    what: str,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    found = {"state": case.state, "taken_by": case.taken_by, "reason": case.reason}
    changed = {name: value for name, value in found.items() if before and name in before and before[name] != value}
    if case.reason and what in ("approved", "rejected"):
        changed["reason"] = case.reason
    kept = {name: value for name, value in (before or {}).items() if name in changed}
    session.add(event(actor, what, case.subject, now, before=kept, after={**changed, **(after or {})}))


def _id(actor: Actor) -> int:
    if actor.id is None:
        raise ValueError("a case is worked on by a person")
    return actor.id
