"""Whom a notice is for: conditions joined by all, any and not, which become one SELECT of chats.

{"language": ["ru", "zh_Hans"]}           the language that the bot speaks to the seller
{"case": "open"} {"case": "none"}         with an open case, or without one
{"binding": "recorded"}                   a partner is bound; also: waiting (for the partner), unbound
{"active_days": 30}                       wrote or pressed something in the last so many days
{"ids": [100, 200]}                       these Telegram ids
{"uncertain_of": 7}                       of whom nobody knows whether notice 7 has reached them
{"all": […]} {"any": […]} {"not": …}      of such; several conditions in one mapping must all hold
{}                                        everybody
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery, State
from seller_bot.deliveries.queries import OPEN as STILL_OPEN
from seller_bot.escalations.models import OPEN, Case
from seller_bot.notices.models import Notice, OptOut
from seller_bot.partners.models import Binding
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import StaffMember

Condition = ColumnElement[bool]

WAITING_FOR_PARTNER = "binding_confirmation"
"""The follow-up by which the bot comes back to whoever waits for a partner."""

SCRIPTS = {"zh_Hans": ("zh_Hans", "zh_Hant")}
"""Who reads Chinese reads it in one of two scripts."""

MOST_DAYS = 3650


class NoAudience(ValueError):
    """The description of an audience is wrong: the message says where, and what may stand there."""


def condition(described: object, now: datetime, where: str = "audience") -> Condition:
    """The audience as a condition on sellers. Raises NoAudience."""
    if not isinstance(described, Mapping):
        raise NoAudience(f"{where} is a mapping of conditions, like {{language: [ru]}}")
    parts = []
    for name, value in described.items():
        if name not in CONDITIONS:
            raise NoAudience(f"{where}: there is no condition {name!r}; known are {', '.join(CONDITIONS)}")
        parts.append(CONDITIONS[name](value, now, f"{where}.{name}"))
    return and_(true(), *parts)


def readers(notice: Notice, now: datetime) -> Select[int]:
    """The chats that get the notice, by Telegram's id: no seller who has blocked the bot, or wants none of these."""
    return select(Seller.id).where(*_reached(notice, now)).order_by(Seller.id)


@dataclass(frozen=True, slots=True)
class Survey:
    """How many sellers a notice is meant for, and how many of them get it.

    by_language  those who get it, by the language of each
    blocked      those who have blocked the bot
    opted_out    those who have switched the category off
    textless     those for whom it has no text
    """

    by_language: Mapping[str | None, int]
    blocked: int
    opted_out: int
    textless: int

    @property
    def readers(self) -> int:
        return sum(self.by_language.values())


def surveyed(session: Session, notice: Notice, now: datetime) -> Survey:
    """Count the audience as it is now, in one pass."""
    blocked, unwanted = Seller.blocked_at.is_not(None), _unwanted(notice)
    reads = true() if notice.fallback else Seller.locale.in_(notice.texts)
    # The first that holds of a seller says why the notice doesn't come.
    fate = case((blocked, "blocked"), (unwanted, "opted_out"), (reads, "reader"), else_="textless")
    meant = _meant(notice, now)
    rows = select(Seller.locale, fate, func.count()).where(meant).group_by(Seller.locale, fate)
    by_language: dict[str | None, int] = {}
    others = dict.fromkeys(("blocked", "opted_out", "textless"), 0)
    for locale, what, count in session.execute(rows):
        if what == "reader":
            by_language[locale] = count
        else:
            others[what] += count
    return Survey(by_language, **others)


def _reached(notice: Notice, now: datetime) -> Sequence[Condition]:
    reads = true() if notice.fallback else Seller.locale.in_(notice.texts)
    return _meant(notice, now), Seller.blocked_at.is_(None), not_(_unwanted(notice)), reads


def _meant(notice: Notice, now: datetime) -> Condition:
    """Of the audience those who are sellers: whoever works here has a row among them, too, and gets previews."""
    works_here = exists().where(StaffMember.id == Seller.id, StaffMember.revoked_at.is_(None))
    return and_(condition(notice.audience, now), not_(works_here))


def _unwanted(notice: Notice) -> Condition:
    if notice.is_for_all:
        return false()
    return exists().where(OptOut.seller_id == Seller.id, OptOut.category == notice.category)


def _language(value: object, now: datetime, where: str) -> Condition:
    return Seller.locale.in_([script for one in _texts(value, where) for script in SCRIPTS.get(one, (one,))])


def _case(value: object, now: datetime, where: str) -> Condition:
    has_one = exists().where(Case.seller_id == Seller.id, Case.state.in_(OPEN))
    return {"open": has_one, "none": not_(has_one)}[_one_of(value, ("open", "none"), where)]


def _binding(value: object, now: datetime, where: str) -> Condition:
    known = exists().where(Binding.seller_id == Seller.id)
    bound = known.where(Binding.unbound_at.is_(None))
    asked = Delivery.chat_id == Seller.id, Delivery.kind == WAITING_FOR_PARTNER, Delivery.state.in_(STILL_OPEN)
    conditions = {"recorded": bound, "waiting": exists().where(*asked), "unbound": and_(known, not_(bound))}
    return conditions[_one_of(value, tuple(conditions), where)]


def _active(value: object, now: datetime, where: str) -> Condition:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= MOST_DAYS:
        raise NoAudience(f"{where} is a number of days from 1 to {MOST_DAYS}")
    return Seller.seen_at >= now - timedelta(days=value)


def _ids(value: object, now: datetime, where: str) -> Condition:
    if not isinstance(value, Sequence) or not all(type(one) is int and 0 < one < 2**63 for one in value):
        raise NoAudience(f"{where} is a list of Telegram ids, like [123456789, 987654321]")
    # Written out, since a statement takes far fewer parameters than a list has ids: they are numbers, checked above.
    return Seller.id.in_(bindparam(None, value, expanding=True, literal_execute=True))


def _uncertain_of(value: object, now: datetime, where: str) -> Condition:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise NoAudience(f"{where} is the number of a notice")
    batch = select(Notice.batch_id).where(Notice.id == value).scalar_subquery()
    doubtful = select(Delivery.chat_id).where(Delivery.batch_id == batch, Delivery.state == State.UNCERTAIN)
    return Seller.id.in_(doubtful)


def _all(value: object, now: datetime, where: str) -> Condition:
    return and_(true(), *_several(value, now, where))


def _any(value: object, now: datetime, where: str) -> Condition:
    return or_(false(), *_several(value, now, where))


def _not(value: object, now: datetime, where: str) -> Condition:
    return not_(condition(value, now, where))


def _several(value: object, now: datetime, where: str) -> list[Condition]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise NoAudience(f"{where} is a list of conditions")
    return [condition(one, now, f"{where}[{number}]") for number, one in enumerate(value)]


def _texts(value: object, where: str) -> Sequence[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, Sequence) or not all(isinstance(one, str) for one in listed):
        raise NoAudience(f"{where} is a language, or a list of them, like [ru, zh_Hans]")
    return listed


def _one_of(value: object, known: Sequence[str], where: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise NoAudience(f"{where} is one of {', '.join(known)}")
    return value


CONDITIONS: Mapping[str, Callable[[Any, datetime, str], Condition]] = {
    "language": _language,
    "case": _case,
    "binding": _binding,
    "active_days": _active,
    "ids": _ids,
    "uncertain_of": _uncertain_of,
    "all": _all,
    "any": _any,
    "not": _not,
}
