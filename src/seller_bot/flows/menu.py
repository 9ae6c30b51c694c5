"""The menu: what the bot can do for a seller, for those who don't know the words.

seller: /menu
bot:    menu.home [want | trouble | status | contact | notices | language | help]
seller: [trouble]
bot:    menu.trouble [unauthorized | code_trouble | login_trouble | … | contact | menu]
seller: [menu]
bot:    menu.home [want | trouble | status | contact | notices | language | help]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Step

WISHES = ("binding", "unbinding", "choose_partner", "self_check", "admin_role", "traps", "ozon_id")
TROUBLES = (
    "unauthorized",
    "code_trouble",
    "login_trouble",
    "link_trouble",
    "not_listed",
    "waiting",
    "unbind_trouble",
    "id_trouble",
)

GROUPS = (
    Step("want", ask="menu.want", doors=(*WISHES, "menu")),
    Step("trouble", ask="menu.trouble", doors=(*TROUBLES, "contact", "menu")),
)
TO_GROUPS = {group.id: group.id for group in GROUPS}

MENU = Flow(
    "menu",
    Step("home", ask="menu.home", choices=TO_GROUPS, doors=("status", "contact", "notices", "language", "help")),
    *GROUPS,
    commands=("menu",),
    aside=True,
)
