"""Where and when managers work here, by the settings."""

from dataclasses import dataclass

from seller_bot.escalations.hours import BusinessHours
from seller_bot.escalations.seal import Seal


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What the handling of cases needs to know of this place.

    chat_id  the managers' group; without one each manager gets the cards in the own chat
    locale   what is spoken in that group
    """

    hours: BusinessHours
    seal: Seal
    chat_id: int | None = None
    locale: str = "en"
