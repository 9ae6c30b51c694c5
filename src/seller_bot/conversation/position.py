"""Where a seller stands in a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A seller's place: the flow and step, the answers so far, and the trail of places that led here.

    visit   counts the steps ever shown, so that a button tells which showing it belongs to
    misses  how often in a row the current step was not answered in a way that it understands
    offered  the answers that the current step suggested, in the order of their buttons
    album    the files sent together last: one answer is enough for all of them
    """

    flow: str | None = None
    step: str | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    visit: int = 0
    misses: int = 0
    offered: tuple[str, ...] = ()
    album: str | None = None

    @property
    def is_idle(self) -> bool:
        return self.flow is None

    def idle(self) -> "Position":
        return Position(visit=self.visit, album=self.album)

    def ended(self) -> "Position":
        """In no flow any more; which step led out is kept, so that a double tap on it is known as one."""
        return Position(visit=self.visit, trail=self.trail[-1:], album=self.album)


def place(position: Position) -> str:
    """A step as trails name it."""
    return f"{position.flow}.{position.step}"
