"""Every path of a flow, as walks that together press every button once."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Given

TYPED = "typed"
"""The way on from a step that waits for a text."""

Way = tuple[str, str]
"""A step's id, and the choice that is pressed there."""


@dataclass(frozen=True)
class Walk:
    """The ways from the start of a flow to an end of it; the first of them that no earlier walk has shown."""

    ways: tuple[Way, ...]
    new_from: int


def walks(flow: Flow, given: frozenset[str] = frozenset()) -> Iterator[Walk]:
    """The happy path first, since the first choice of a step is the most likely one; then each detour.

    `given` names the answers that a seller brings along.
    """
    shown: set[Way] = set()
    while True:
        ways = _next_walk(flow, shown, given)
        fresh = [number for number, way in enumerate(ways) if way not in shown]
        if not fresh:
            return
        yield Walk(tuple(ways), fresh[0])
        shown.update(ways)


@dataclass(frozen=True)
class Place:
    """A step, and which answers have been given on the way to it: decisions look at them."""

    step: str
    given: frozenset[str] = frozenset()


def ways_on(flow: Flow, place: Place) -> Mapping[str, Place | None]:
    """From each choice at a place to the place that asks next, None where the flow is left."""
    step = flow.steps[place.step]
    typed = {TYPED: step.then} if step.accept else {"0": step.then} if step.suggest else {}
    ways: Mapping[str, object] = {**step.choices, **typed}
    given = place.given | ({step.keeps} if step.keeps else frozenset())
    return {
        choice: None if isinstance(target, Enter) else _settled(flow, str(target), given)
        for choice, target in ways.items()
    }


def _settled(flow: Flow, step: str, given: frozenset[str]) -> Place:
    while decide := flow.steps[step].decide:
        then = flow.steps[step].then
        assert isinstance(then, Mapping)
        step = then[decide(Given(answers=dict.fromkeys(given, "anything")))]
    return Place(step, given)


def _next_walk(flow: Flow, shown: set[Way], given: frozenset[str]) -> list[Way]:
    ways: list[Way] = []
    here: Place | None = _settled(flow, flow.start.id, given)
    while here is not None and not flow.steps[here.step].is_end:
        taken, here = _to_something_new(flow, here, shown | set(ways)) or _out(flow, here)
        ways.extend(taken)
    return ways


def _to_something_new(flow: Flow, start: Place, known: set[Way]) -> tuple[list[Way], Place | None] | None:
    return next((found for found in _paths(flow, start) if found[0][-1] not in known), None)


def _out(flow: Flow, start: Place) -> tuple[list[Way], Place | None]:
    return next((path, end) for path, end in _paths(flow, start) if end is None or flow.steps[end.step].is_end)


def _paths(flow: Flow, start: Place) -> Iterator[tuple[list[Way], Place | None]]:
    """Shortest paths first, each with the place that it leads to."""
    reached, todo = {start}, deque[tuple[Place, list[Way]]]([(start, [])])
    while todo:
        here, path = todo.popleft()
        for choice, target in ways_on(flow, here).items():
            longer = [*path, (here.step, choice)]
            yield longer, target
            if target is not None and target not in reached:
                reached.add(target)
                todo.append((target, longer))
