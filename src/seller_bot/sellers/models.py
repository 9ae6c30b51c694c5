"""A seller: a person who talks to the bot in a private chat."""

from datetime import datetime, timedelta

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from seller_bot.storage.base import Base

SEEN_ANEW = timedelta(minutes=15)


class Seller(Base):
    """A seller by Telegram's id of the person, which is also the id of the private chat.

    `language_code` is what Telegram says of the client, `locale` what the seller chose or what followed from it;
    `menu` names the list of commands that Telegram shows in this chat alone, `wanted_menu` the one that it should.
    """

    __tablename__ = "sellers"
    __table_args__ = (
        Index(
            "ix_sellers_menu",
            "id",
            postgresql_where=text("menu IS DISTINCT FROM wanted_menu"),
            sqlite_where=text("menu IS NOT wanted_menu"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_name: Mapped[str]
    username: Mapped[str | None]
    language_code: Mapped[str | None]
    locale: Mapped[str | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    blocked_at: Mapped[datetime | None]
    menu: Mapped[str | None]
    wanted_menu: Mapped[str | None]

    @property
    def has_blocked(self) -> bool:
        return self.blocked_at is not None

    def meet(self, *, first_name: str, username: str | None, language_code: str | None) -> None:
        """What Telegram says of the person now."""
        self.first_name, self.username, self.language_code = first_name, username, language_code

    def seen(self, now: datetime) -> None:
        """Whoever writes has not blocked the bot, whatever was known before; `seen_at` is true to the quarter hour."""
        if abs(now - self.seen_at) > SEEN_ANEW:
            self.seen_at = now
        self.blocked_at = None

    def block(self, now: datetime) -> None:
        self.blocked_at = self.blocked_at or now

    def unblock(self) -> None:
        self.blocked_at = None

    def choose_language(self, locale: str) -> None:
        self.locale = locale
