"""Where a seller stands in a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LONGEST_TRAIL = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """A flow that was left for another one, and the place in it."""

    flow: str
    step: str
    answers: Mapping[str, object] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    behind: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What is remembered of the seller's messages.

    answer  the message that gave the last answer in words, and `place` the step that it answered
    missed  the message just before, where its words did not fit
    word    the key of what was said to something just before that is no text
    """

    answer: int = 0
    place: str = ""
    missed: int = 0
    word: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A seller's place: the flow and step, the answers so far, and the trail of places that led here.

    visit   counts the steps ever shown, so that a button tells which showing it belongs to
    misses  how often in a row the current step was not answered in a way that it understands
    offered  the answers that the current step suggested, in the order of their buttons
    album    the files sent together last: one answer is enough for all of them
    behind   the answers given in the flows through which one came into this one, by flow: Back leads to them
    doubted  what was typed where a name is expected, and may be a question instead
    left     what the seller can come back to once this flow is over
    heard    the messages that may yet be edited
    """

    flow: str | None = None
    step: str | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    visit: int = 0
    misses: int = 0
    offered: tuple[str, ...] = ()
    album: str | None = None
    behind: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    doubted: str | None = None
    left: Left | None = None
    heard: Heard = Heard()

    @property
    def is_idle(self) -> bool:
        return self.flow is None

    def idle(self) -> "Position":
        return Position(visit=self.visit, album=self.album, left=self.left)

    def leave(self) -> Left | None:
        """What is worth coming back to: a flow in which a step was taken, else what was left before it."""
        if self.flow is None or self.step is None or not self.trail:
            return self.left
        return Left(flow=self.flow, step=self.step, answers=self.answers, trail=self.trail, behind=self.behind)

    def come_back(self, left: Left) -> "Position":
        """To what was left; what is left for that is come back to later."""
        now_left = self.leave()
        place = replace(self.idle(), flow=left.flow, step=left.step, answers=left.answers, trail=left.trail)
        return replace(place, behind=left.behind, left=None if now_left is left else now_left)

    def passed(self) -> tuple[str, ...]:
        """The trail with this place at its end: of somebody who goes round in circles not all of it."""
        return (*self.trail, place(self))[-LONGEST_TRAIL:]


def place(position: Position) -> str:
    """A step as trails name it."""
    return f"{position.flow}.{position.step}"
