"""The seller's own cases: where each stands, what has happened, and what can be done. An aside, so that a seller who
looks in the middle of a guide stays in it; a button names the case that it is about.

seller: /status
bot:    status.list [one]                    a button for each case
seller: [one]
bot:    status.case [add | cancel | list]    as a timeline; of a case that has ended [reopen | list]
seller: [add]
bot:    status.write_now [done]
seller: I found the letter.
bot:    status.added [done]
seller: [done]
bot:    status.case [add | cancel | list]
seller: [cancel]
bot:    status.confirm_cancelling [cancel | keep]
seller: [cancel]
bot:    status.cancelled [reopen | list]
seller: [reopen]
bot:    status.reopened [add | list]
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.conversation.turn import Key
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.effects import CancelCase, ReopenCase
from seller_bot.escalations.models import Case
from seller_bot.flows.timeline import OwnCase
from seller_bot.turns.effects import WriteTo

MOST_LISTED = 10


def any_case(given: Given) -> Literal["some", "none"]:
    return "some" if _cases(given) else "none"


def listed(given: Given) -> Sequence[int]:
    return [case.id for case in _cases(given)]


def called(given: Given, case_id: str) -> Mapping[str, object]:
    case = next(case for case in _cases(given) if str(case.id) == case_id)
    return {"number": case.number, "kind": Key(key=f"case.kind.{case.kind}"), "mark": _mark(case)}


def standing(given: Given) -> Literal["open", "ended", "over", "unknown"]:
    """What the seller can do about the case; somebody else's is as unknown as one that doesn't exist."""
    own = given.known.get("own_case")
    if not isinstance(own, OwnCase):
        return "unknown"
    if own.case.is_open:
        return "open"
    is_replaced = any(case.is_open and case.kind == own.case.kind for case in _cases(given))
    return "ended" if own.case.may_be_reopened(own.now) and not is_replaced else "over"


def told(given: Given) -> Mapping[str, object]:
    return _own(given).told


def told_anew(given: Given) -> Mapping[str, object]:
    """By when a manager takes a case that is reopened now."""
    own = _own(given)
    return {**own.told, "by": _desk(given).hours.after(own.now, own.case.rules.take_within).astimezone(own.zone)}


def cancel(given: Given) -> Sequence[object]:
    return (CancelCase(case_id=_own(given).case.id, desk=_desk(given)),)


def reopen(given: Given) -> Sequence[object]:
    return (ReopenCase(case_id=_own(given).case.id, desk=_desk(given)),)


def write(given: Given) -> Sequence[object]:
    return (WriteTo(place="case", id=_own(given).case.id),)


def _own(given: Given) -> OwnCase:
    own = given.known["own_case"]
    assert isinstance(own, OwnCase)
    return own


def _desk(given: Given) -> Desk:
    desk = given.known["desk"]
    assert isinstance(desk, Desk)
    return desk


def _cases(given: Given) -> Sequence[Case]:
    found = given.known.get("cases", ())
    return [case for case in found if isinstance(case, Case)][:MOST_LISTED] if isinstance(found, list) else []


def _mark(case: Case) -> str:
    """One sign before the number, so that a list is seen at a glance."""
    if case.is_open:
        return "❓" if case.asked_at is not None else "⏳"
    return {"approved": "✅", "rejected": "✖️"}.get(case.state, "⏹")


BY_STANDING = {"open": "open", "ended": "ended", "over": "over", "unknown": "unknown"}

STATUS = Flow(
    "status",
    Step("arrival", decide=any_case, then={"some": "list", "none": "none"}),
    Step("none", ask="status.none", doors=("contact", "menu")),
    Step("list", ask="status.list", about=listed, called=called, then="found"),
    Step("found", decide=standing, then=BY_STANDING),
    Step(
        "open",
        ask="status.case",
        values=told,
        choices={"add": "adding", "cancel": "sure", "list": "arrival"},
        numbered=False,
    ),
    Step("ended", ask="status.case", values=told, choices={"reopen": "reopening", "list": "arrival"}, numbered=False),
    Step("over", ask="status.case", values=told, choices={"list": "arrival"}, numbered=False),
    Step("unknown", ask="status.unknown", doors=("status", "menu")),
    Step("adding", decide=standing, then={**BY_STANDING, "open": "writing"}),
    Step("writing", ask="status.write_now", values=told, act=write, choices={"done": "found"}, numbered=False),
    Step("sure", decide=standing, then={**BY_STANDING, "open": "confirm"}),
    Step(
        "confirm",
        ask="status.confirm_cancelling",
        values=told,
        choices={"cancel": "cancelling", "keep": "found"},
        numbered=False,
    ),
    Step("cancelling", decide=standing, then={**BY_STANDING, "open": "cancelled"}),
    Step(
        "cancelled",
        ask="status.cancelled",
        values=told,
        act=cancel,
        choices={"reopen": "reopening", "list": "arrival"},
        numbered=False,
    ),
    Step("reopening", decide=standing, then={**BY_STANDING, "ended": "reopened"}),
    Step(
        "reopened",
        ask="status.reopened",
        values=told_anew,
        act=reopen,
        choices={"add": "adding", "list": "arrival"},
        numbered=False,
    ),
    commands=("status",),
    aside=True,
)
