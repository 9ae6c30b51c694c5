"""What a conversation may know of the staff: each person only what the own role needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.staff import queries
from seller_bot.staff.models import Role, StaffMember, new_token


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenInvitation:
    """An invitation that somebody may still use."""

    id: int
    role: str
    expires_at: datetime


def role_of(person_id: int, member: StaffMember | None, owners: Collection[int]) -> str | None:
    """A person's role; None for a seller. Owners are owners by the settings alone, whatever their row says."""
    if person_id in owners:
        return Role.OWNER
    return None if member is None or member.is_owner else member.role


def known_to_member(session: Session, role: str, member: StaffMember | None, now: datetime) -> dict[str, object]:
    """What somebody of the staff may know; an owner gets a fresh token, too, in case that he invites."""
    if role != Role.OWNER:
        return {"joined_at": member.joined_at.date() if member else None}
    found = queries.open_invitations(session, now)
    invitations = [OpenInvitation(id=one.id, role=one.role, expires_at=one.expires_at) for one in found]
    return {"staff": queries.staff(session), "invitations": invitations, "token": new_token()}


def known_of_link(session: Session, token: str, now: datetime) -> dict[str, object]:
    """The invitation behind a link that somebody opened, None where it is closed, or never was one."""
    found = queries.open_invitation(session, token, now)
    if found is None:
        return {"invitation": None}
    return {"invitation": OpenInvitation(id=found.id, role=found.role, expires_at=found.expires_at)}
