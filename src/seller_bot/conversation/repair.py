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


def unknown_command(flows: Flows) -> Say:
    return Say(key="repair.unknown_command", buttons=(door(flows.home),))


def cancelled(flow: Flow | None, flows: Flows) -> Say:
    if flow is None:
        return Say(key="repair.nothing_to_cancel", buttons=(door(flows.home),))
    return Say(key="repair.cancelled", values=_named(flow), buttons=(door(flow.id), door(flows.home)))


def nothing_to_go_back_to(flows: Flows) -> Say:
    return Say(key="repair.nothing_to_go_back_to", buttons=(door(flows.home),))


def past(flow: Flow, flows: Flows) -> Say:
    """A button of a flow that the seller is not in any more."""
    return Say(key="repair.flow_is_past", values=_named(flow), buttons=(door(flow.id), door(flows.home)))


def offer(intents: Sequence[str]) -> Say:
    """One of these may be what was asked."""
    none = Button(label="repair.button_none", presses=Pressed(flow=QUESTION, choice=NONE))
    return Say(key="repair.which_question", buttons=(*map(question, intents[:OFFERED]), none))


def not_understood(reason: str, misses: int, flows: Flows) -> Say:
    """To somebody who stands in no flow: honestly, with the menu and a person; never the same words twice running."""
    key = reason if misses < 2 else "repair.not_understood_again"
    return Say(key=key, buttons=(door(flows.home), door(flows.person)))


def stuck(resume: Button, flows: Flows) -> Say:
    """To somebody whose answer to a step was not understood twice."""
    return Say(key="repair.stuck", buttons=(resume, door(flows.home), door(flows.person)))


def leave_or_stay(current: Flow, wanted: Flow, resume: Button) -> Say:
    values = {"current": Key(key=f"{current.id}.title"), "wanted": Key(key=f"{wanted.id}.title")}
    if current is wanted:
        again = anew(wanted.id, "repair.button_start_again")
        return Say(key="repair.already_here", values=values, buttons=(resume, again))
    return Say(key="repair.leave_or_stay", values=values, buttons=(resume, anew(wanted.id, "repair.button_leave")))


def _named(flow: Flow) -> dict[str, Key]:
    return {"flow": Key(key=f"{flow.id}.title")}
