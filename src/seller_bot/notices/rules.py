"""What the operator has settled about notices."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """approval_above  a notice to more sellers than that needs a second person; None: none does
    zone            in which the staff writes times, as long as nobody says otherwise
    """

    approval_above: int | None
    zone: ZoneInfo
