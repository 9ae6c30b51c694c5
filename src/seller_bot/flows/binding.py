"""Binding a certified partner.

seller: /bind
bot:    binding.ask_role [admin | not_admin | unsure]
seller: [admin]
bot:    binding.ask_terms [agreed | not_yet]
seller: [agreed]
bot:    binding.ask_partner
seller: Sunrise Logistics
bot:    binding.open_contacts [opened | not_there]
seller: [opened]
bot:    binding.search_partner [found | not_found]
seller: [found]
bot:    binding.press_start [pressed | no_button]
seller: [pressed]
bot:    binding.await_confirmation [appeared | not_yet | other_name]
seller: [appeared]
bot:    binding.done                         recorded
"""

from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.flows.confirmation import TO_THE_PARTNER, record_binding, remind_tomorrow
from seller_bot.flows.partner_name import partner_name
from seller_bot.flows.role import get_role, role_steps

FOUND = "found"
"""The answer of a seller who comes from the guide that has just found the partner in the list."""


def terms_known(given: Given) -> Literal["agreed", "unknown"]:
    return "agreed" if "terms" in given.answers else "unknown"


def partner_known(given: Given) -> Literal["found", "unknown"]:
    return "found" if FOUND in given.answers else "unknown"


BINDING = Flow(
    "binding",
    *role_steps(ask="binding.ask_role", request="binding.request_to_administrator", then="before_terms"),
    Step("before_terms", decide=terms_known, then={"agreed": "before_partner", "unknown": "terms"}),
    Step("terms", ask="binding.ask_terms", choices={"agreed": "before_partner", "not_yet": "contact_first"}),
    Step(
        "contact_first",
        ask="binding.contact_first",
        choices={"agreed": "before_partner", "later": "terms_later"},
        beside="terms",
    ),
    Step("terms_later", ask="binding.terms_later", doors=("choose_partner", "menu")),
    Step("before_partner", decide=partner_known, then={"found": "press_start", "unknown": "partner"}),
    Step(
        "partner",
        ask="binding.ask_partner",
        accept=partner_name,
        brief=True,
        keeps="partner",
        then="open_contacts",
    ),
    Step(
        "open_contacts",
        ask="binding.open_contacts",
        picture="useful_contacts",
        choices={"opened": "search", "not_there": "no_contacts"},
    ),
    Step(
        "no_contacts",
        ask="binding.no_contacts",
        picture="own_role",
        choices={"opened": "search", "not_admin": "role_missing", "still_not": "ask_support"},
        beside="open_contacts",
    ),
    get_role("role_missing", request="binding.request_about_partner", then="open_contacts", beside="open_contacts"),
    Step("ask_support", ask="binding.ask_support", picture="support_messages", doors=("contact", "menu")),
    Step(
        "search",
        ask="binding.search_partner",
        picture="partner_search",
        copies="partner",
        choices={"found": "press_start", "not_found": "not_found"},
    ),
    Step(
        "not_found",
        ask="binding.not_found",
        choices={"found": "press_start", "other_name": "other_name", "still_not": "not_listed"},
        beside="search",
    ),
    Step(
        "other_name",
        ask="binding.ask_other_name",
        accept=partner_name,
        brief=True,
        keeps="partner",
        then="search",
        beside="search",
    ),
    Step("not_listed", ask="binding.not_listed", doors=("binding", "contact", "menu")),
    Step(
        "press_start",
        ask="binding.press_start",
        picture="partner_page_start",
        choices={"pressed": "await_confirmation", "no_button": "no_start"},
    ),
    Step(
        "no_start",
        ask="binding.no_start",
        picture="own_role",
        choices={"pressed": "await_confirmation", "not_admin": "role_missing", "still_not": "ask_support"},
        beside="press_start",
    ),
    Step(
        "await_confirmation",
        ask="binding.await_confirmation",
        picture="own_contacts",
        choices={"appeared": "done", "not_yet": "waiting", "other_name": "right_name"},
    ),
    Step(
        "right_name",
        ask="binding.ask_right_name",
        accept=partner_name,
        brief=True,
        keeps="partner",
        then="await_confirmation",
        beside="await_confirmation",
    ),
    Step(
        "waiting",
        ask="binding.waiting",
        before=TO_THE_PARTNER,
        choices={"appeared": "done", "remind": "reminded", "wait": "waiting_on"},
        beside="await_confirmation",
    ),
    Step("done", ask="binding.done", act=record_binding, doors=("menu",)),
    Step("waiting_on", ask="binding.waiting_on", doors=("waiting", "menu")),
    Step("reminded", ask="binding.reminded", act=remind_tomorrow, doors=("menu",)),
    commands=("bind",),
)
