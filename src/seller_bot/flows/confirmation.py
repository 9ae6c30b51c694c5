"""The question with which the bot comes back: whether a partner has confirmed. Asked days later, wherever the seller
stands by then, so an aside; which partner it was about is known by the delivery that asked.

bot:    confirmation.ask [appeared | not_yet]        tomorrow
seller: [not_yet]
bot:    waiting.letter                               to be forwarded to the partner
bot:    binding.waiting [appeared | remind | wait]
seller: [remind]
bot:    binding.reminded [menu]                      and again tomorrow
seller: [appeared]
bot:    binding.done [menu]                          recorded
"""

from collections.abc import Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Note, Step
from seller_bot.conversation.turn import Button, Pressed, Say
from seller_bot.deliveries.effects import CancelFollowUps, PlanFollowUp
from seller_bot.partners.effects import RecordBinding

CONFIRMATION = "binding_confirmation"
"""The follow-up that asks whether the partner has confirmed by now."""

TO_THE_PARTNER = (Note(key="waiting.letter"),)
"""The request to confirm, to be forwarded."""


def ask_later(partner: str) -> Say:
    """The question that is asked tomorrow; a press on it names the delivery, and so the partner."""
    choices = ("appeared", "not_yet")
    buttons = (
        Button(label=f"confirmation.ask.{choice}", presses=Pressed(flow="confirmation", step="asked", choice=choice))
        for choice in choices
    )
    return Say(key="confirmation.ask", values={"partner": partner}, buttons=tuple(buttons))


def remind_tomorrow(given: Given) -> Sequence[object]:
    partner = _partner(given)
    return (PlanFollowUp(kind=CONFIRMATION, days=1, about={"partner": partner}, says=ask_later(partner)),)


def record_binding(given: Given) -> Sequence[object]:
    partner = _partner(given)
    return RecordBinding(partner=partner), CancelFollowUps(kind=CONFIRMATION, about={"partner": partner})


def partner_known(given: Given) -> Literal["known", "forgotten"]:
    return "known" if _partner(given) else "forgotten"


def _partner(given: Given) -> str:
    return str(given.answers.get("partner") or given.known.get("partner") or "")


CONFIRMATION_FLOW = Flow(
    "confirmation",
    Step("arrival", decide=partner_known, then={"known": "asked", "forgotten": "forgotten"}),
    Step("asked", ask="confirmation.ask", choices={"appeared": "seen", "not_yet": "unseen"}, numbered=False),
    Step("seen", decide=partner_known, then={"known": "done", "forgotten": "forgotten"}),
    Step("unseen", decide=partner_known, then={"known": "waiting", "forgotten": "forgotten"}),
    Step(
        "waiting",
        ask="binding.waiting",
        before=TO_THE_PARTNER,
        choices={"appeared": "seen", "remind": "again", "wait": "wait"},
        numbered=False,
    ),
    Step("again", decide=partner_known, then={"known": "reminded", "forgotten": "forgotten"}),
    Step("wait", decide=partner_known, then={"known": "waiting_on", "forgotten": "forgotten"}),
    Step("done", ask="binding.done", act=record_binding, doors=("menu",)),
    Step("reminded", ask="binding.reminded", act=remind_tomorrow, doors=("menu",)),
    Step("waiting_on", ask="binding.waiting_on", doors=("waiting", "menu")),
    Step("forgotten", ask="confirmation.forgotten", doors=("waiting", "menu")),
    aside=True,
)
