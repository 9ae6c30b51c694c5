"""Questions about the staff, its invitations and its record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, case, func, select, update
from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller
from seller_bot.staff.events import StaffEvent, Subject
from seller_bot.staff.models import Invitation, StaffMember, digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """A member with what Telegram says of the person; whoever has never written to the bot goes by the id."""

    id: int
    role: str
    name: str
    locale: str | None
    joined_at: datetime


def staff(session: Session) -> list[Colleague]:
    """Everybody who works here: owners first, then managers, then support, each in the order of joining."""
    found = [_colleague(row) for row in session.execute(_members().where(StaffMember.revoked_at.is_(None)))]
    ranks = ("owner", "manager", "support")
    return sorted(found, key=lambda one: (ranks.index(one.role), one.joined_at, one.id))


def members_among(session: Session, person_ids: Collection[int]) -> dict[int, StaffMember]:
    """Those of the people who work here, by id."""
    active = select(StaffMember).where(StaffMember.id.in_(person_ids), StaffMember.revoked_at.is_(None))
    return {member.id: member for member in session.scalars(active)}


def member(session: Session, person_id: int) -> StaffMember | None:
    """The member of that id who works here."""
    return members_among(session, [person_id]).get(person_id)


def names(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """What people of the staff, also of former times, are called; whoever is unknown goes by the id."""
    found = session.execute(select(Seller.id, Seller.first_name).where(Seller.id.in_(person_ids)))
    known = {id: name for id, name in found if name}
    return {id: known.get(id, str(id)) for id in person_ids}


def open_invitations(session: Session, now: datetime) -> Sequence[Invitation]:
    """Invitations that somebody may still use, the oldest first."""
    return session.scalars(_open(now).order_by(Invitation.id)).all()


def open_invitation(session: Session, token: str, now: datetime) -> Invitation | None:
    """The invitation that a token stands for, if it may still be used."""
    return session.scalars(_open(now).where(Invitation.digest == digest(token))).first()


def invited_by(session: Session, person_id: int, now: datetime) -> Sequence[Invitation]:
    """The open invitations that somebody made."""
    return session.scalars(_open(now).where(Invitation.invited_by == person_id).order_by(Invitation.id)).all()


def redeem(session: Session, invitation_id: int, person_id: int, now: datetime) -> bool:
    """Use an invitation up, for this person alone; whether it could be. One statement: of two who try one succeeds."""
    used = (
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(used_at=now, used_by=person_id)
        .returning(Invitation.id)
        .execution_options(synchronize_session="fetch")
    )
    return session.execute(used).first() is not None


def menus(session: Session) -> Sequence[tuple[int, str | None, str | None, str | None]]:
    """Whose chat shows the staff's commands, or should: the id, the role of a member, the language, what is shown.

    A chat that the bot has never been written to from is none yet.
    """
    concerned = StaffMember.menu.is_not(None) | StaffMember.revoked_at.is_(None)
    locale = func.coalesce(StaffMember.locale, Seller.locale)
    role = case((StaffMember.revoked_at.is_(None), StaffMember.role))
    shown = select(StaffMember.id, role, locale, StaffMember.menu)
    rows = session.execute(shown.join(Seller, Seller.id == StaffMember.id).where(concerned).order_by(StaffMember.id))
    return [(id, role, spoken, menu) for id, role, spoken, menu in rows]


def note_menu(session: Session, person_id: int, menu: str | None) -> None:
    """What Telegram now shows in a chat; the seller's own list, if there was one, is gone by that."""
    session.execute(update(Seller).where(Seller.id == person_id).values(menu=None))
    session.execute(update(StaffMember).where(StaffMember.id == person_id).values(menu=menu))


def events_since(session: Session, moment: datetime | None) -> Sequence[StaffEvent]:
    """What was changed, from that moment on or ever, in its order."""
    events = select(StaffEvent).order_by(StaffEvent.id)
    return session.scalars(events if moment is None else events.where(StaffEvent.happened_at >= moment)).all()


def events_of(session: Session, subject: Subject) -> Sequence[StaffEvent]:
    """What was changed of one subject, in its order."""
    about = StaffEvent.subject_kind == subject.kind, StaffEvent.subject_id == subject.id
    return session.scalars(select(StaffEvent).where(*about).order_by(StaffEvent.id)).all()


def _open(now: datetime) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now
    )


def _members() -> Select[StaffMember, str | None, str | None, str | None]:
    locale = func.coalesce(StaffMember.locale, Seller.locale)
    joined = select(StaffMember, Seller.first_name, Seller.username, locale)
    return joined.outerjoin(Seller, Seller.id == StaffMember.id)


def _colleague(row: Row[StaffMember, str | None, str | None, str | None]) -> Colleague:
    found, first_name, username, locale = row
    name = " ".join(filter(None, (first_name, f"@{username}" if username else None)))
    return Colleague(id=found.id, role=found.role, name=name or str(found.id), locale=locale, joined_at=found.joined_at)
