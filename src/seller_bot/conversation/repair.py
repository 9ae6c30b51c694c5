"""What the bot says when a turn does not fit: not understood, nothing to go back to, a button that grew old."""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.showing import anew, door
from seller_bot.conversation.turn import Button, Key, Say

CANCEL = "cancel"
BACK = "back"
COMMANDS = (BACK, CANCEL)


def unknown_command(home: str) -> Say:
    return Say(key="repair.unknown_command", buttons=(door(home),))


def cancelled(flow: Flow | None, home: str) -> Say:
    if flow is None:
        return Say(key="repair.nothing_to_cancel", buttons=(door(home),))
    return Say(
        key="repair.cancelled", values={"flow": Key(key=f"{flow.id}.title")}, buttons=(door(flow.id), door(home))
    )


def nothing_to_go_back_to(home: str) -> Say:
    return Say(key="repair.nothing_to_go_back_to", buttons=(door(home),))


def past(flow: Flow, home: str) -> Say:
    """A button of a flow that the seller is not in any more."""
    return Say(
        key="repair.flow_is_past", values={"flow": Key(key=f"{flow.id}.title")}, buttons=(door(flow.id), door(home))
    )


def not_understood(reason: str, misses: int, home: str) -> Say:
    """To somebody who stands in no flow; from the second time on with a way to a person."""
    return Say(key=reason if misses < 2 else "repair.not_understood_again", buttons=(door(home),))


def stuck(resume: Button, home: str) -> Say:
    """To somebody whose answer to a step was not understood twice."""
    return Say(key="repair.stuck", buttons=(resume, door(home)))


def leave_or_stay(current: Flow, wanted: Flow, resume: Button) -> Say:
    values = {"current": Key(key=f"{current.id}.title"), "wanted": Key(key=f"{wanted.id}.title")}
    if current is wanted:
        return Say(
            key="repair.already_here",
            values=values,
            buttons=(resume, anew(wanted.id, "repair.button_start_again")),
        )
    return Say(key="repair.leave_or_stay", values=values, buttons=(resume, anew(wanted.id, "repair.button_leave")))


def _named(flow: Flow) -> dict[str, Key]:
    return {"flow": Key(key=f"{flow.id}.title")}
