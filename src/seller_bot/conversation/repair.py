"""What the bot says when a turn does not fit: not understood, nothing to go back to, a button that grew old."""

from collections.abc import Sequence

from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.showing import anew, door, question
from seller_bot.conversation.turn import NONE, QUESTION, Button, Key, Pressed, Say

CANCEL = "cancel"
BACK = "back"
COMMANDS = (BACK, CANCEL)

OFFERED = 3
"""So many meanings are offered where none is sure."""


def cancelled(flow: Flow | None, flows: Flows) -> Say:
    if flow is None:
        return Say(key="repair.nothing_to_cancel", buttons=(door(flows.home),))
    return Say(key="repair.cancelled", values=_named(flow), buttons=(door(flow.id), door(flows.home)))


def nothing_to_go_back_to(flows: Flows) -> Say:
    return Say(key="repair.nothing_to_go_back_to", buttons=(door(flows.home),))


def past(flow: Flow, flows: Flows) -> Say:
    """A button of a flow that the seller is not in any more."""
    return Say(key="repair.flow_is_past", values=_named(flow), buttons=(door(flow.id), door(flows.home)))


def offer(intents: Sequence[str], *, is_second: bool) -> Say:
    """One of these may be what was asked; where that was so a moment ago, too, it is said in other words."""
    none = Button(label="repair.button_none", presses=Pressed(flow=QUESTION, choice=NONE))
    key = "repair.which_question_again" if is_second else "repair.which_question"
    return Say(key=key, buttons=(*map(question, intents[:OFFERED]), none))


def name_or_question(text: str, as_name: Pressed, intent: str) -> Say:
    """What was typed where a name is expected asks something."""
    buttons = (is_the_name(as_name), question(intent))
    return Say(key="repair.name_or_question", values={"name": text}, buttons=buttons)


def is_the_name(as_name: Pressed) -> Button:
    return Button(label="repair.button_is_the_name", presses=as_name)


def taken(as_name: Pressed, text: str) -> Button:
    """What stays of the button that took a text for the name."""
    return Button(label="repair.button_suggestion", presses=as_name, values={"suggestion": text})


def not_understood(reason: str, flows: Flows, *, is_second: bool) -> Say:
    """To somebody who stands in no flow: honestly, with the menu and a person; never the same words twice running."""
    key = "repair.not_understood_again" if is_second else reason
    return Say(key=key, buttons=(door(flows.home), door(flows.person)))


def stuck(resume: Button, flows: Flows) -> Say:
    """To somebody whose answer to a step was not understood twice."""
    return Say(key="repair.stuck", buttons=(resume, door(flows.home), door(flows.person)))


def leave_or_stay(current: Flow, wanted: Flow, resume: Button, visit: int) -> Say:
    values = {"current": Key(key=f"{current.id}.title"), "wanted": Key(key=f"{wanted.id}.title")}
    key = "repair.already_here" if current is wanted else "repair.leave_or_stay"
    return Say(key=key, values=values, buttons=(resume, leave(current, wanted, visit)))


def leave(current: Flow | None, wanted: Flow, visit: int) -> Button:
    """Begins the flow, and with that leaves the one in which the seller stands."""
    label = "repair.button_start_again" if current in (None, wanted) else "repair.button_leave"
    return anew(wanted.id, label, visit)


def _named(flow: Flow) -> dict[str, Key]:
    return {"flow": Key(key=f"{flow.id}.title")}
