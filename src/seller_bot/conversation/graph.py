"""What makes a flow's table sound: checked whenever a flow is built, so that a wrong table never runs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args, get_type_hints

from seller_bot.conversation.step import BACK, MAX_ID, TYPED, Collect, Decide, Enter, FlowError, Step


def check(flow: str, steps: Sequence[Step], *, aside: bool, moved: Mapping[str, str]) -> None:
    """Raise FlowError for a step that is malformed, unreachable, unmapped, or without a way to an end."""
    by_id = {step.id: step for step in steps}
    if len(by_id) != len(steps):
        raise FlowError(f"{flow}: two steps have the same id")
    faults = [*_faults_of_ids(flow, steps)]
    for step in steps:
        faults.extend(f"{flow}.{step.id}: {fault}" for fault in _faults_of_step(step, by_id, aside=aside))
    faults = faults or [*_faults_of_paths(flow, steps[0], by_id)]
    faults.extend(
        f"{flow}: the moved step {gone!r} must be gone, and {place!r} must be there"
        for gone, place in moved.items()
        if gone in by_id or place not in by_id
    )
    if faults:
        raise FlowError("; ".join(faults))


def _faults_of_ids(flow: str, steps: Sequence[Step]) -> Iterator[str]:
    for name in (flow, *(name for step in steps for name in (step.id, *step.choices))):
        if not name.isidentifier() or len(name) > MAX_ID or name == BACK or name.startswith(TYPED):
            yield f"{flow}: {name!r} is no id of at most {MAX_ID} letters, digits and underscores"


def _faults_of_step(step: Step, by_id: Mapping[str, Step], *, aside: bool) -> Iterator[str]:
    if bool(step.ask) == bool(step.decide):
        yield "a step either asks or decides"
    if step.decide:
        yield from _faults_of_decision(step, step.decide)
    elif isinstance(step.then, Mapping) == bool(step.accept or step.suggest or step.about):
        yield "`then` is the one next step of what is accepted, suggested or listed"
    if (step.accept or step.suggest) and not step.keeps:
        yield "what is accepted or suggested is kept under the name in `keeps`"
    if step.collect:
        yield from _faults_of_collection(step, step.collect)
    if step.called and not (step.suggest or step.about):
        yield "`called` is for suggestions"
    if step.about and not step.called:
        yield "what is listed is named by `called`"
    yield from _faults_of_place(step, by_id, aside=aside)
    for target in step.targets:
        if isinstance(target, str) and target not in by_id:
            yield f"leads to the unknown step {target!r}"


def _faults_of_place(step: Step, by_id: Mapping[str, Step], *, aside: bool) -> Iterator[str]:
    if step.about and not aside:
        yield "only an aside is about one of the things that it lists"
    if aside and _keeps_place(step):
        yield "an aside keeps no position: it can't wait for a text nor suggest one, nor lead out but by a door"
    if step.beside is not None and not (step.beside in by_id and by_id[step.beside].is_numbered):
        yield f"beside the unknown or unnumbered step {step.beside!r}"


def _keeps_place(step: Step) -> bool:
    waits = step.accept or step.collect or step.suggest or step.beside
    return bool(waits) or any(isinstance(target, Enter) for target in step.targets)


def _faults_of_collection(step: Step, collect: Collect) -> Iterator[str]:
    if step.accept or step.suggest:
        yield "a step that collects files keeps the words beside them, and can't wait for others"
    ways = {collect.none, collect.done, collect.drop}
    if len(ways) != 3 or not ways <= step.choices.keys():
        yield "`none`, `done` and `drop` of what is collected are three of the choices"
    if not step.keeps or step.keeps == collect.words:
        yield "the files are kept under the name in `keeps`, the words beside them under another"
    if collect.most < 1:
        yield "at least one file is collected"


def _faults_of_decision(step: Step, decide: Decide) -> Iterator[str]:
    outcomes = get_args(get_type_hints(decide)["return"])
    if step.choices or step.accept or step.collect or step.suggest:
        yield "a step that decides can't wait for an answer"
    if step.picture:
        yield "a step that decides says nothing that could have a picture"
    if not isinstance(step.then, Mapping) or set(step.then) != set(outcomes):
        yield f"`then` must map each outcome ({', '.join(outcomes)}) and nothing else"


def _faults_of_paths(flow: str, start: Step, by_id: Mapping[str, Step]) -> Iterator[str]:
    if unreachable := by_id.keys() - _reachable(start, by_id):
        yield f"{flow}: no path leads to {', '.join(sorted(unreachable))}"
    for step in by_id.values():
        if not any(_leaves(by_id[reached]) for reached in _reachable(step, by_id)):
            yield f"{flow}.{step.id}: no path leads from here to an end"
        if step.decide and _returns_undecided(step, by_id):
            yield f"{flow}.{step.id}: its decisions lead back to it without a question"


def _leaves(step: Step) -> bool:
    return step.is_end or any(isinstance(target, Enter) for target in step.targets)


def _reachable(start: Step, by_id: Mapping[str, Step]) -> set[str]:
    reached, todo = set[str](), [start]
    while todo:
        step = todo.pop()
        if step.id not in reached:
            reached.add(step.id)
            todo.extend(by_id[target] for target in step.targets if isinstance(target, str))
    return reached


def _returns_undecided(start: Step, by_id: Mapping[str, Step]) -> bool:
    seen, todo = set[str](), [start]
    while todo:
        following = {target for target in todo.pop().targets if isinstance(target, str)} - seen
        seen |= following
        todo.extend(by_id[name] for name in following if by_id[name].decide)
    return start.id in seen
