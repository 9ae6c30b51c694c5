"""Flows as tables of steps, which check their own graph when they are built."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from seller_bot.conversation import graph
from seller_bot.conversation.answer import Answer
from seller_bot.conversation.step import Enter, FlowError, Step


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a step stands in its flow, counted from 1."""

    number: int
    total: int


class Flow:
    """A guided conversation. The first step is where it starts; ids are permanent, since positions are stored.

    commands  slash commands that open it
    counted   the text that stands before each step with its number
    aside     shown without leaving the step at which the seller stands; its buttons never grow old
    moved     where chats go that stand at a step which is no more
    """

    def __init__(
        self,
        id: str,
        *steps: Step,
        commands: Sequence[str] = (),
        counted: str = "step.numbered",
        aside: bool = False,
        moved: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.id = id
        self.steps = {step.id: step for step in steps}
        self.start = steps[0]
        self.commands = tuple(commands)
        self.counted = counted
        self.aside = aside
        self.moved = moved
        graph.check(id, steps, aside=aside, moved=moved)
        self._numbered = [step.id for step in steps if step.is_numbered]

    def progress(self, step: Step) -> Progress | None:
        """The number of a step, or of the one that it is a detour of; none where there is nothing to count."""
        place = step.beside or step.id
        if place not in self._numbered or len(self._numbered) < 2:
            return None
        return Progress(number=self._numbered.index(place) + 1, total=len(self._numbered))

    def locate(self, step: str | None) -> Step | None:
        """The step of that id, or the one that took its place."""
        return self.steps.get(self.moved.get(step or "", step or ""))


class Flows(Mapping[str, Flow]):
    """All flows by their id, checked against each other.

    home     the flow that is shown to whoever stands in none
    person   the flow that leads to a person
    answers  the answer to each intent that free text is understood as
    moved    where chats go whose flow is no more
    """

    def __init__(
        self,
        *flows: Flow,
        home: str,
        person: str,
        answers: Mapping[str, Answer] = MappingProxyType({}),
        moved: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._flows = {flow.id: flow for flow in flows}
        self.home = home
        self.person = person
        self.answers = answers
        self.moved = moved
        self.by_command = {command: flow for flow in flows for command in flow.commands}
        if len(self._flows) != len(flows) or len(self.by_command) != sum(len(flow.commands) for flow in flows):
            raise FlowError("two flows share an id or a command")
        named = {home, person, *moved.values(), *(name for flow in flows for name in _named(flow))}
        named |= {name for answer in answers.values() for name in answer.flows}
        if unknown := named - self._flows.keys():
            raise FlowError(f"no such flow: {', '.join(sorted(unknown))}")

    def __getitem__(self, id: str) -> Flow:
        """The flow of that id, or the one that took its place."""
        return self._flows[self.moved.get(id, id)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._flows)

    def __len__(self) -> int:
        return len(self._flows)


def _named(flow: Flow) -> Iterator[str]:
    for step in flow.steps.values():
        yield from step.doors
        yield from (target.flow for target in step.targets if isinstance(target, Enter))
