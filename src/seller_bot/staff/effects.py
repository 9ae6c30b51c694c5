"""What conversations do to the staff."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.sellers.models import Seller
from seller_bot.staff import roster
from seller_bot.staff.events import Actor
from seller_bot.staff.models import Role
from seller_bot.storage.database import Outrun


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """Whoever opens the link with this token gets the role."""

    role: Role
    token: str

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        roster.invite(session, self.role, self.token, Actor(Role.OWNER, seller.id), now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdraw:
    """Nobody is to use the invitation any more. Raises Outrun where somebody just did."""

    invitation_id: int

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            roster.withdraw(session, self.invitation_id, Actor(Role.OWNER, seller.id), now)
        except roster.NoInvitation as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Join:
    """The person uses an invitation. Raises Outrun where somebody else just did."""

    invitation_id: int

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            roster.join(session, self.invitation_id, seller.id, seller.locale, now)
        except roster.AlreadyUsed as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Revoke:
    """Somebody is to work here no more. Raises Outrun where that has just come about otherwise."""

    person_id: int

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            roster.revoke(session, self.person_id, Actor(Role.OWNER, seller.id), now)
        except (roster.NotStaff, roster.OwnerBySettings) as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """The person works here no more, by his own will. Raises Outrun where an owner has just ended it."""

    role: str

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        try:
            roster.revoke(session, seller.id, Actor(self.role, seller.id), now)
        except (roster.NotStaff, roster.OwnerBySettings) as error:
            raise Outrun from error


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeStaffLanguage:
    """The staff is written to in the language that the person chose; who has just ceased to be a member isn't."""

    role: str
    locale: str

    def apply(self, seller: Seller, session: Session, now: datetime) -> None:
        with suppress(roster.NotStaff):
            roster.change_language(session, seller.id, self.locale, Actor(self.role, seller.id), now)
