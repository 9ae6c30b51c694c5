"""People and bots, as the Bot API shows them."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    def json(self) -> Json:
        values = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, "last_name": self.last_name}
        values |= {"username": self.username, "language_code": self.language_code}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def contact(self) -> Json:
        return {"phone_number": f"+7{self.id % 10**10:010}", "first_name": self.first_name, "user_id": self.id}
