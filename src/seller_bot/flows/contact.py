"""How a seller reaches a person.

seller: /contact
bot:    contact.organisation [write_us | status | menu]     here, or as the organisation says; without that
bot:    contact.support [write_us | status | menu]          here, and Ozon's own support
"""

from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step


def contact_known(given: Given) -> Literal["known", "unknown"]:
    return "known" if given.known.get("contact") else "unknown"


WAYS = ("write_us", "status", "menu")

CONTACT = Flow(
    "contact",
    Step("arrival", decide=contact_known, then={"known": "organisation", "unknown": "support"}),
    Step("organisation", ask="contact.organisation", doors=WAYS),
    Step("support", ask="contact.support", doors=WAYS),
    commands=("contact",),
    aside=True,
)
