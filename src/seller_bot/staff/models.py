"""Those who work here, and the invitations by which they came."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.staff.events import Actor, Subject
from seller_bot.storage.base import AutoId, Base

VALID_FOR = timedelta(hours=48)
TOKEN_BYTES = 16


class Role(StrEnum):
    """Owners invite the others; managers decide cases; support answers sellers."""

    OWNER = "owner"
    MANAGER = "manager"
    SUPPORT = "support"


INVITED = (Role.MANAGER, Role.SUPPORT)
"""The roles that an invitation gives; owners are named in the settings."""


class StaffMember(Base):
    """A person who works here, or did, by Telegram's id.

    An owner's row follows the settings at each start and gives no right by itself.
    """

    __tablename__ = "staff_members"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str]
    locale: Mapped[str | None]
    invited_by: Mapped[int | None]
    joined_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    menu: Mapped[str | None]
    """A digest of the list of commands that Telegram shows in the member's chat."""

    @property
    def is_active(self) -> bool:
        return self.revoked_at is None

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def subject(self) -> Subject:
        return Subject("member", self.id)

    @property
    def actor(self) -> Actor:
        return Actor(self.role, self.id)

    def join(self, role: Role, now: datetime, *, invited_by: int | None, locale: str | None) -> None:
        """Begin to work here, for the first time, once more, or in another role."""
        if not self.is_active:
            self.joined_at = now
        self.role, self.invited_by, self.locale, self.revoked_at = role, invited_by, locale, None

    def revoke(self, now: datetime) -> None:
        self.revoked_at = self.revoked_at or now

    def change_language(self, locale: str) -> None:
        self.locale = locale


class Invitation(Base):
    """A link that makes one person a member, within 48 hours. The token itself is kept nowhere, only its digest."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(AutoId, primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    invited_by: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None]
    revoked_at: Mapped[datetime | None]

    @property
    def subject(self) -> Subject:
        return Subject("invitation", self.id)

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and now < self.expires_at

    def revoke(self, now: datetime) -> None:
        self.revoked_at = self.revoked_at or now


def invitation(token: str, role: Role, now: datetime, *, invited_by: int | None) -> Invitation:
    return Invitation(
        digest=digest(token), role=role, invited_by=invited_by, created_at=now, expires_at=now + VALID_FOR
    )


def new_token() -> str:
    """128 bits that nobody guesses, as a link can carry them."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is kept of a token. It is random, so that it needs neither salt nor a slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
