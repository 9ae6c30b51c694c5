"""The menu: what the bot can do for a seller.

seller: /menu
bot:    menu.home [binding | unbinding | status | language | help]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Step

MENU = Flow(
    "menu",
    Step("home", ask="menu.home", doors=("binding", "unbinding", "status", "language", "help")),
    commands=("menu",),
    aside=True,
)
