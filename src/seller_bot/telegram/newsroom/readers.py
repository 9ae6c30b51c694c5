"""Who of the staff reads about notices, in which language and zone."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from seller_bot.notices.models import Writer
from seller_bot.notices.rules import Rules
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import Role, StaffMember

WRITE = (Role.OWNER, Role.SUPPORT)
"""Who writes notices."""


def may_see(session: Session, person_id: int) -> bool:
    """Whether notices are shown to that person."""
    member = session.get(StaffMember, person_id)
    return member is not None and member.is_active and member.role in WRITE


def locale_at(session: Session, person_id: int) -> str | None:
    """The language that a member of the staff reads."""
    member, person = session.get(StaffMember, person_id), session.get(Seller, person_id)
    return (member.locale if member is not None else None) or (person.locale if person is not None else None)


def zone_of(session: Session, person_id: int, rules: Rules) -> ZoneInfo:
    """The zone in which a member of the staff writes times."""
    writer = session.get(Writer, person_id)
    return ZoneInfo(writer.zone) if writer is not None and writer.zone else rules.zone
