"""Every path of a flow, as walks that together press every button once."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step

TYPED = "typed"
"""The way on from a step that waits for a text."""

Way = tuple[str, str]
"""A step's id, and the choice that is pressed there."""


@dataclass(frozen=True)
class Walk:
    """The ways from the start of a flow to an end of it; the first of them that no earlier walk has shown."""

    ways: tuple[Way, ...]
    new_from: int


def walks(flow: Flow) -> Iterator[Walk]:
    """The happy path first, since the first choice of a step is the most likely one; then each detour."""
    shown: set[Way] = set()
    while True:
        ways = _next_walk(flow, shown)
        fresh = [number for number, way in enumerate(ways) if way not in shown]
        if not fresh:
            return
        yield Walk(tuple(ways), fresh[0])
        shown.update(ways)


def ways_on(flow: Flow, step: Step) -> Mapping[str, str | None]:
    """From each choice of a step to the step that asks next, None where the flow is left."""
    ways = dict(step.choices) if not step.accept else {TYPED: step.then}
    return {
        choice: None if isinstance(target, Enter) else _settled(flow, str(target)) for choice, target in ways.items()
    }


def _settled(flow: Flow, step: str) -> str:
    """Where a decision leads somebody who comes for the first time: to its last outcome."""
    while flow.steps[step].decide:
        then = flow.steps[step].then
        assert isinstance(then, Mapping)
        step = [*then.values()][-1]
    return step


def _next_walk(flow: Flow, shown: set[Way]) -> list[Way]:
    ways: list[Way] = []
    here: str | None = _settled(flow, flow.start.id)
    while here is not None and not flow.steps[here].is_end:
        taken = _way_to_something_new(flow, here, shown | set(ways)) or _way_out(flow, here)
        ways.extend(taken)
        here = ways_on(flow, flow.steps[taken[-1][0]])[taken[-1][1]]
    return ways


def _way_to_something_new(flow: Flow, start: str, known: set[Way]) -> list[Way]:
    for path, _ in _paths(flow, start):
        if path[-1] not in known:
            return path
    return []


def _way_out(flow: Flow, start: str) -> list[Way]:
    return next(path for path, end in _paths(flow, start) if end is None or flow.steps[end].is_end)


def _paths(flow: Flow, start: str) -> Iterator[tuple[list[Way], str | None]]:
    """Shortest paths first, each with the step that it leads to."""
    reached, todo = {start}, deque[tuple[str, list[Way]]]([(start, [])])
    while todo:
        here, path = todo.popleft()
        for choice, target in ways_on(flow, flow.steps[here]).items():
            longer = [*path, (here, choice)]
            yield longer, target
            if target is not None and target not in reached:
                reached.add(target)
                todo.append((target, longer))
