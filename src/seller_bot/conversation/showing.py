"""How a step looks: its notes, its question and its buttons."""

from collections.abc import Iterator, Mapping, Sequence

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.position import Position
from seller_bot.conversation.step import BACK, ONE, Given, Step
from seller_bot.conversation.turn import ANEW, QUESTION, RESUME, Button, Frame, Key, Pressed, Say


def show(
    flow: Flow, step: Step, position: Position, known: Mapping[str, object], *, again: bool = False
) -> tuple[Say, ...]:
    """The messages of a step; its texts may name what is known and any answer so far.

    Shown `again`, after something else, it says what it belongs to.
    """
    values = {**known, **position.answers}
    if step.values:
        values |= step.values(Given(answers=position.answers, known=known))
    notes = [Say(key=note.key, values=values, locale=note.locale) for note in step.before]
    buttons = tuple(_buttons(flow, step, position, known))
    frame = _frame(flow, step, again=again)
    return (*notes, Say(key=step.ask, values=values, buttons=buttons, frame=frame, picture=step.picture))


def _frame(flow: Flow, step: Step, *, again: bool) -> Frame | None:
    progress = flow.progress(step)
    title = {"flow": _title(flow)} if again else {}
    if progress is None:
        return Frame(key="step.again", values=title) if again else None
    return Frame(key=flow.counted[again], values={"number": progress.number, "total": progress.total, **title})


def choice_button(flow: Flow, step: Step, choice: str, visit: int) -> Button:
    return Button(label=step.label(choice), presses=Pressed(flow=flow.id, step=step.id, choice=choice, visit=visit))


def suggestion_button(flow: Flow, step: Step, position: Position, known: Mapping[str, object], number: int) -> Button:
    pressed = Pressed(flow=flow.id, step=step.id, choice=str(number), visit=position.visit)
    suggested = position.offered[number]
    if step.called is None:
        return Button(label="repair.button_suggestion", presses=pressed, values={"suggestion": suggested})
    called = step.called(Given(answers=position.answers, known=known), suggested)
    return Button(label=step.label("suggested"), presses=pressed, values=called)


def listed_button(flow: Flow, step: Step, given: Given, about: int) -> Button:
    assert step.called is not None  # The flow's own check has seen to it.
    pressed = Pressed(flow=flow.id, step=step.id, choice=ONE, visit=about)
    return Button(label=step.label("suggested"), presses=pressed, values=step.called(given, str(about)))


def door(flow: str) -> Button:
    return Button(label=f"{flow}.title", presses=Pressed(flow=flow))


def question(intent: str) -> Button:
    return Button(label=f"question.{intent}", presses=Pressed(flow=QUESTION, choice=intent))


def anew(flow: str, label: str, visit: int) -> Button:
    return Button(label=label, presses=Pressed(flow=flow, choice=ANEW, visit=visit))


def resume(flow: Flow, step: Step) -> Button:
    """The way back to the seller's step, by its number where it has one."""
    values: dict[str, object] = {"flow": _title(flow)}
    presses = back_to(flow)
    progress = flow.progress(step)
    if progress is None:
        return Button(label="repair.button_resume", presses=presses, values=values)
    values |= {"number": progress.number, "total": progress.total}
    return Button(label="repair.button_resume_step", presses=presses, values=values)


def come_back(flow: Flow) -> Button:
    """The way back to a flow that was left."""
    return Button(label="repair.button_come_back", presses=back_to(flow), values={"flow": _title(flow)})


def back_to(flow: Flow) -> Pressed:
    return Pressed(flow=RESUME, step=flow.id)


def _title(flow: Flow) -> Key:
    return Key(key=f"{flow.id}.title")


def choices(step: Step, position: Position) -> Sequence[str]:
    """What can be chosen now: that there are no files as long as there are none, afterwards that this is all."""
    if step.collect is None:
        return tuple(step.choices)
    hidden = {step.collect.none} if collected(step, position) else {step.collect.done, step.collect.drop}
    return tuple(choice for choice in step.choices if choice not in hidden)


def collected(step: Step, position: Position) -> Sequence[object]:
    """The files that a step has so far."""
    found = position.answers.get(step.keeps, ())
    return tuple(found) if isinstance(found, list | tuple) else ()


def _buttons(flow: Flow, step: Step, position: Position, known: Mapping[str, object]) -> Iterator[Button]:
    if step.copies:
        yield Button(label=step.label("copy"), copies=str(position.answers.get(step.copies, "")))
    for choice in choices(step, position):
        yield choice_button(flow, step, choice, position.visit)
    for number in range(len(position.offered) if step.suggest else 0):
        yield suggestion_button(flow, step, position, known, number)
    if step.about is not None:
        given = Given(answers=position.answers, known=known)
        yield from (listed_button(flow, step, given, about) for about in step.about(given))
    yield from map(door, step.doors)
    if position.trail and not step.is_end:
        back = Pressed(flow=flow.id, step=step.id, choice=BACK, visit=position.visit)
        yield Button(label="repair.button_back", presses=back)
