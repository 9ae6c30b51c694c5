"""One case as its seller sees it: how it stands, and what happened when, in the seller's zone. No notes, no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Key, Lines
from seller_bot.deliveries.hours import zone_of
from seller_bot.escalations.models import Case, CaseState
from seller_bot.staff.events import StaffEvent

SHOWN = {
    "opened": "case.event.opened",
    "joined": "case.event.joined",
    "added": "case.event.added",
    "answered": "case.event.answered",
    "taken": "case.event.taken",
    "handed_back": "case.event.handed_back",
    "asked": "case.event.asked",
    "wrote": "case.event.wrote",
    "approved": "case.event.approved",
    "rejected": "case.event.rejected",
    "cancelled": "case.event.cancelled",
    "reopened": "case.event.reopened",
}
"""What of a case's record concerns its seller."""

STATES = {
    CaseState.WAITING: "case.state.waiting",
    CaseState.TAKEN: "case.state.taken",
    CaseState.ASKED: "case.state.asked",
    CaseState.APPROVED: "case.state.approved",
    CaseState.REJECTED: "case.state.rejected",
    CaseState.CANCELLED: "case.state.cancelled",
}
MOST_LINES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCase:
    """A case that a seller looks at, and the values of the texts that tell of it."""

    case: Case
    now: datetime
    zone: ZoneInfo
    told: Mapping[str, object]


def own_case(session: Session, seller_id: int, locale: str | None, case_id: int, now: datetime) -> OwnCase | None:
    """The seller's case of that id; None for somebody else's, and for none."""
    case = session.get(Case, case_id)
    if case is None or case.seller_id != seller_id:
        return None
    zone = zone_of(locale)
    told = {
        "number": case.number,
        "kind": Key(key=f"case.kind.{case.kind}"),
        "state": _state(case, zone, now),
        "lines": Lines(items=_lines(session, case, zone)),
    }
    return OwnCase(case=case, now=now, zone=zone, told=told)


def _state(case: Case, zone: ZoneInfo, now: datetime) -> Key:
    due = case.take_by or case.decide_by
    if not case.is_open or case.state == CaseState.ASKED:
        return Key(key=STATES[CaseState(case.state)], values=_reason(case))
    if due is None or due <= now:
        return Key(key="case.state.late")
    return Key(key=STATES[CaseState(case.state)], values={"by": due.astimezone(zone)})


def _reason(case: Case) -> Mapping[str, object]:
    """Why it was rejected, or what a manager said to do; a reason that stands ready is a text of its own."""
    if case.state == CaseState.APPROVED:
        return {"what_now": case.reason or Key(key=f"case.approved.{case.kind}")}
    if case.reason is None:
        return {}
    return {"reason": Key(key=f"case.reason.{case.reason}") if case.reason in case.rules.reasons else case.reason}


def _lines(session: Session, case: Case, zone: ZoneInfo) -> Sequence[Key]:
    """The last of what happened; the same thing several times running stands once, with its last time."""
    own = StaffEvent.subject_kind == case.subject.kind, StaffEvent.subject_id == case.id
    happened = session.scalars(select(StaffEvent).where(*own, StaffEvent.what.in_(SHOWN)).order_by(StaffEvent.id)).all()
    told = [
        event
        for event, following in zip(happened, [*happened[1:], None], strict=True)
        if following is None or following.what != event.what
    ]
    return [
        Key(
            key="case.happened",
            values={"moment": event.happened_at.astimezone(zone), "what": Key(key=SHOWN[event.what])},
        )
        for event in told[-MOST_LINES:]
    ]
