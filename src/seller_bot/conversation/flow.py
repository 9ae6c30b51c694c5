"""Flows as tables of steps, which check their own graph when they are built."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType

from seller_bot.conversation import graph
from seller_bot.conversation.answer import Answer
from seller_bot.conversation.step import Enter, FlowError, Step
from seller_bot.conversation.turn import Commanded

START = "start"
"""The command that a link to the bot sends, with what the link carries as its argument."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a step stands in its flow, counted from 1."""

    number: int
    total: int


class Flow:
    """A guided conversation. The first step is where it starts; ids are permanent, since positions are stored.

    commands  slash commands that open it
    links     what links to the bot begin with that open it: `join` stands for t.me/<bot>?start=join_…
    for_roles the roles to whom it is open; to everybody else it is not there at all
    counted   the text that stands before each step with its number, and the one after something else came in between
    aside     shown without leaving the step at which the seller stands; its buttons never grow old
    moved     where chats go that stand at a step which is no more
    """

    def __init__(
        self,
        id: str,
        *steps: Step,
        commands: Sequence[str] = (),
        links: Sequence[str] = (),
        for_roles: Sequence[str] = (),
        counted: tuple[str, str] = ("step.numbered", "step.numbered_again"),
        aside: bool = False,
        moved: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.id = id
        self.steps = {step.id: step for step in steps}
        self.start = steps[0]
        self.commands = tuple(commands)
        self.links = tuple(links)
        self.for_roles = tuple(for_roles)
        self.counted = counted
        self.aside = aside
        self.moved = moved
        graph.check(id, steps, aside=aside, moved=moved)
        self._numbered = [step.id for step in steps if step.is_numbered]

    def is_open_to(self, role: object) -> bool:
        return not self.for_roles or role in self.for_roles

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
        if len({flow.id for flow in flows}) != len(flows):
            raise FlowError("two flows share an id")
        self.home = home
        self.person = person
        self.answers = answers
        self.moved = moved
        self._hold(flows)
        roles = {None, *(role for flow in flows for role in flow.for_roles)}
        self._open_to = {role: self._as_seen_by(role) for role in roles}

    def open_to(self, role: object) -> "Flows":
        """The flows that are there for somebody with this role; None, like a role that no flow knows, for a seller."""
        return self._open_to.get(str(role), self._open_to[None])

    def opened_by(self, turn: Commanded) -> Flow | None:
        """The flow that a command opens, or the link behind it."""
        linked = self.by_link.get(turn.argument.partition("_")[0]) if turn.name == START else None
        return linked or self.by_command.get(turn.name)

    def is_retired(self, id: str) -> bool:
        """Whether another flow took its place."""
        return id in self.moved

    def __getitem__(self, id: str) -> Flow:
        """The flow of that id, or the one that took its place."""
        return self._flows[self.moved.get(id, id)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._flows)

    def __len__(self) -> int:
        return len(self._flows)

    def _hold(self, flows: Sequence[Flow]) -> None:
        self._flows = {flow.id: flow for flow in flows}
        self.by_command = {command: flow for flow in flows for command in flow.commands}
        self.by_link = {link: flow for flow in flows for link in flow.links}

    def _as_seen_by(self, role: str | None) -> "Flows":
        seen = copy(self)
        seen._hold([flow for flow in self._flows.values() if flow.is_open_to(role)])
        seen.moved = {gone: place for gone, place in self.moved.items() if place in seen or place not in self._flows}
        seen._check()
        return seen

    def _check(self) -> None:
        """Whoever sees these flows comes by no way to one that is not there."""
        flows = self._flows.values()
        for ways in ([flow.commands for flow in flows], [flow.links for flow in flows]):
            if len(names := [name for several in ways for name in several]) != len(set(names)):
                raise FlowError("two flows share a command or a link")
        named = {self.home, self.person, *self.moved.values(), *(name for flow in flows for name in _named(flow))}
        named |= {name for answer in self.answers.values() for name in answer.flows}
        if unknown := named - self._flows.keys():
            raise FlowError(f"no such flow: {', '.join(sorted(unknown))}")


def _named(flow: Flow) -> Iterator[str]:
    for step in flow.steps.values():
        yield from step.doors
        yield from (target.flow for target in step.targets if isinstance(target, Enter))
