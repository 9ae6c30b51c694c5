"""Looking whether anybody is bound who should not be: three places, one at a time.

seller: /check
bot:    self_check.contacts [fine | unknown]
seller: [fine]
bot:    self_check.employees [fine | unknown]
seller: [fine]
bot:    self_check.api_keys [fine | unknown]
seller: [fine]
bot:    self_check.all_fine
"""

from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Given, Step

CONTACTS = "contacts"
"""The answer of a seller who comes from looking at the contacts, so that the check goes on behind them."""


def contacts_seen(given: Given) -> Literal["seen", "unseen"]:
    return "seen" if CONTACTS in given.answers else "unseen"


def stranger_left(given: Given) -> Literal["left", "none"]:
    return "left" if "stranger" in given.answers else "none"


SELF_CHECK = Flow(
    "self_check",
    Step("arrival", decide=contacts_seen, then={"seen": "employees", "unseen": "contacts"}),
    Step(
        "contacts",
        ask="self_check.contacts",
        picture="useful_contacts",
        choices={"fine": "employees", "unknown": "stranger"},
    ),
    Step(
        "stranger",
        ask="self_check.stranger",
        choices={"unbind": Enter("unbinding"), "report": Enter("report_partner"), "go_on": "employees"},
        keeps="stranger",
        beside="contacts",
    ),
    Step(
        "employees",
        ask="self_check.employees",
        picture="employees",
        choices={"fine": "api_keys", "unknown": "employee"},
    ),
    Step("employee", ask="self_check.employee", choices={"removed": "api_keys"}, beside="employees"),
    Step("api_keys", ask="self_check.api_keys", picture="api_keys", choices={"fine": "seen", "unknown": "api_key"}),
    Step("api_key", ask="self_check.api_key", choices={"removed": "seen_and_cleaned"}, beside="api_keys"),
    Step("seen", decide=stranger_left, then={"left": "stranger_left", "none": "all_fine"}),
    Step("seen_and_cleaned", decide=stranger_left, then={"left": "stranger_left", "none": "cleaned"}),
    Step("stranger_left", ask="self_check.stranger_left", doors=("unbinding", "report_partner", "menu")),
    Step("all_fine", ask="self_check.all_fine", doors=("traps", "menu")),
    Step("cleaned", ask="self_check.cleaned", doors=("contact", "menu")),
    commands=("check",),
)
