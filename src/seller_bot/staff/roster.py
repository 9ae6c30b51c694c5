"""What is done to the staff: each change with its event, in the caller's transaction."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller
from seller_bot.staff import queries
from seller_bot.staff.events import SETTINGS, Actor, event
from seller_bot.staff.models import Invitation, Role, StaffMember, invitation


class NotStaff(Exception):
    """Nobody of that id works here."""


class OwnerBySettings(Exception):
    """An owner is one by SELLER_BOT_OWNERS, and can't be removed otherwise."""


class AlreadyUsed(Exception):
    """Somebody else was faster with the invitation, or it is open no more."""


class NoInvitation(Exception):
    """No invitation of that number is open."""


def invite(session: Session, role: Role, token: str, actor: Actor, now: datetime) -> Invitation:
    made = invitation(token, role, now, invited_by=actor.id)
    session.add(made)
    session.flush()
    after = {"role": role, "expires_at": made.expires_at.isoformat()}
    session.add(event(actor, "invited", made.subject, now, after=after))
    return made


def withdraw(session: Session, invitation_id: int, actor: Actor, now: datetime) -> None:
    """Close an invitation before anybody uses it. Raises NoInvitation."""
    # Locked, so that it isn't used in the meantime: it is either used or withdrawn.
    session.flush()
    found = session.get(Invitation, invitation_id, with_for_update=True, populate_existing=True)
    if found is None or not found.is_open(now):
        raise NoInvitation
    found.revoke(now)
    session.add(event(actor, "withdrawn", found.subject, now, before={"role": found.role}))


def join(session: Session, invitation_id: int, person_id: int, locale: str | None, now: datetime) -> StaffMember:
    """Make a person a member by an invitation, which is used up by that. Raises AlreadyUsed."""
    if not queries.redeem(session, invitation_id, person_id, now):
        raise AlreadyUsed
    used = session.get_one(Invitation, invitation_id)
    return _appoint(session, person_id, Role(used.role), Actor(used.role, person_id), now, used, locale)


def revoke(session: Session, person_id: int, actor: Actor, now: datetime) -> None:
    """End somebody's membership. Raises NotStaff, or OwnerBySettings."""
    found = _removable(session, person_id)
    found.revoke(now)
    what = "left" if actor.id == person_id else "revoked"
    session.add(event(actor, what, found.subject, now, before={"role": found.role}))


def change_language(session: Session, person_id: int, locale: str, actor: Actor, now: datetime) -> None:
    """From now on the member is written to, and answered, in this language. Raises NotStaff."""
    found = queries.member(session, person_id)
    if found is None:
        raise NotStaff
    before = {"locale": found.locale}
    found.change_language(locale)
    if (person := session.get(Seller, person_id)) is not None:
        person.choose_language(locale)
    session.add(event(actor, "language_changed", found.subject, now, before=before, after={"locale": locale}))


def follow_settings(session: Session, owners: Collection[int], now: datetime) -> None:
    """Bring the owners' rows in step with SELLER_BOT_OWNERS; what a former owner's links would do ends, too."""
    listed = session.scalars(
        select(StaffMember).where(StaffMember.role == Role.OWNER, StaffMember.revoked_at.is_(None))
    )
    known = {member.id: member for member in listed}
    for person_id in sorted({*owners} - known.keys()):
        _appoint(session, person_id, Role.OWNER, SETTINGS, now)
    for person_id in sorted(known.keys() - {*owners}):
        known[person_id].revoke(now)
        session.add(event(SETTINGS, "revoked", known[person_id].subject, now, before={"role": Role.OWNER}))
        for left in queries.invited_by(session, person_id, now):
            withdraw(session, left.id, SETTINGS, now)


def _appoint(
    session: Session,
    person_id: int,
    role: Role,
    actor: Actor,
    now: datetime,
    used: Invitation | None = None,
    locale: str | None = None,
) -> StaffMember:
    found = session.get(StaffMember, person_id)
    before = {"role": found.role} if found is not None and found.is_active else {}
    if found is None:
        found = StaffMember(id=person_id, joined_at=now)
        session.add(found)
    found.join(role, now, invited_by=used.invited_by if used else None, locale=locale or found.locale)
    after = {"role": role} | ({"invitation": used.id} if used else {})
    session.add(event(actor, "joined" if used else "appointed", found.subject, now, before=before, after=after))
    return found


def _removable(session: Session, person_id: int) -> StaffMember:
    session.flush()
    found = session.get(StaffMember, person_id, with_for_update=True, populate_existing=True)
    if found is None or not found.is_active:
        raise NotStaff
    if found.is_owner:
        raise OwnerBySettings
    return found
