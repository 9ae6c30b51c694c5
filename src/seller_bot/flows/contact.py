"""How a seller reaches a person.

seller: /contact
bot:    contact.organisation [menu]      who runs the bot, and how to reach them; without a contact in the settings
bot:    contact.support [menu]           Ozon's own support
"""

from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step


def contact_known(given: Given) -> Literal["known", "unknown"]:
    return "known" if given.known.get("contact") else "unknown"


CONTACT = Flow(
    "contact",
    Step("arrival", decide=contact_known, then={"known": "organisation", "unknown": "support"}),
    Step("organisation", ask="contact.organisation", doors=("menu",)),
    Step("support", ask="contact.support", doors=("menu",)),
    commands=("contact",),
    aside=True,
)
