"""Unbinding a partner.

seller: /unbind
bot:    unbinding.ask_role [admin | not_admin | unsure]
seller: [admin]
bot:    unbinding.consequences [go_on | keep]
seller: [go_on]
bot:    unbinding.find_partner [found | not_there]
seller: [found]
bot:    unbinding.ask_partner                with the partners that the bot knows of as buttons
seller: Sunrise Logistics
bot:    unbinding.press_cancel [pressed | no_button | refused]
seller: [pressed]
bot:    unbinding.check_gone [gone | still_there | other_name]
seller: [gone]
bot:    unbinding.done                       recorded
"""

from collections.abc import Sequence

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Given, Step
from seller_bot.flows.partner_name import partner_name
from seller_bot.flows.role import role_steps
from seller_bot.partners.effects import RecordUnbinding

MOST_SUGGESTED = 8


def bound_partners(given: Given) -> Sequence[str]:
    """The partners bound last: a keyboard of all could be more than a phone, or Telegram, takes."""
    bound = given.known.get("bound_partners", ())
    return [str(name) for name in bound][-MOST_SUGGESTED:] if isinstance(bound, Sequence) else ()


def record_unbinding(given: Given) -> Sequence[object]:
    return (RecordUnbinding(partner=str(given.answers["partner"])),)


UNBINDING = Flow(
    "unbinding",
    *role_steps(ask="unbinding.ask_role", request="unbinding.request_to_administrator", then="consequences"),
    Step("consequences", ask="unbinding.consequences", choices={"go_on": "find_partner", "keep": "kept"}),
    Step("kept", ask="unbinding.kept", doors=("menu",)),
    Step(
        "find_partner",
        ask="unbinding.find_partner",
        picture="technology_partners",
        choices={"found": "partner", "not_there": "not_there"},
    ),
    Step(
        "not_there",
        ask="unbinding.not_there",
        choices={"found": "partner", "gone": "gone_already", "still_not": "ask_support"},
        beside="find_partner",
    ),
    Step("gone_already", ask="unbinding.gone_already", picture="employees_and_keys", doors=("self_check", "menu")),
    Step("ask_support", ask="unbinding.ask_support", picture="support_messages", doors=("contact", "menu")),
    Step(
        "partner",
        ask="unbinding.ask_partner",
        accept=partner_name,
        brief=True,
        suggest=bound_partners,
        keeps="partner",
        then="press_cancel",
    ),
    Step(
        "press_cancel",
        ask="unbinding.press_cancel",
        picture="partner_page_cancel",
        choices={"pressed": "check_gone", "no_button": "write_support", "refused": "write_support"},
    ),
    Step(
        "check_gone",
        ask="unbinding.check_gone",
        choices={"gone": "done", "still_there": "write_support", "other_name": "right_name"},
    ),
    Step(
        "right_name",
        ask="unbinding.ask_right_name",
        accept=partner_name,
        suggest=bound_partners,
        brief=True,
        keeps="partner",
        then="check_gone",
        beside="check_gone",
    ),
    Step(
        "write_support",
        ask="unbinding.write_support",
        choices={
            "draft": Enter("support_request", takes=("partner",)),
            "people": Enter("cant_unbind", takes=("partner",)),
            "later": "support_later",
        },
        beside="check_gone",
    ),
    Step("support_later", ask="unbinding.support_later", picture="support_messages", doors=("unbinding", "menu")),
    Step("done", ask="unbinding.done", picture="employees_and_keys", act=record_unbinding, doors=("menu",)),
    commands=("unbind",),
)
