"""Somebody at work on a notice."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from seller_bot.conversation.turn import Button, Pressed
from seller_bot.notices.models import Writer
from seller_bot.notices.rules import Rules
from seller_bot.telegram.act import Act

FLOW = "notice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Editing(Act):
    """One act of one person who writes notices."""

    rules: Rules

    def in_zone(self, zone: str) -> "Editing":
        """The same act of somebody who has just changed the zone."""
        return replace(self, zone=ZoneInfo(zone))


def button(label: str, notice_id: int, action: str, argument: str | None = None, **more: object) -> Button:
    """A button of a notice's card; its label is a key, whose values are `more`."""
    return Button(label=label, presses=Pressed(flow=FLOW, step=action, choice=argument, visit=notice_id), values=more)


def writer_of(editing: Editing) -> Writer:
    """What this person is writing, from now on kept."""
    found = editing.session.get(Writer, editing.person_id)
    if found is None:
        found = Writer(person_id=editing.person_id)
        editing.session.add(found)
    return found
