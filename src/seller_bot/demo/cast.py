"""Who is there when a demo begins: sellers in four languages, and staff, who work for them."""

import os
import re
from collections.abc import Mapping

from seller_bot.demo.server import BotApiServer

SELLERS = (("李伟", "zh-hans"), ("Ольга", "ru"), ("Emma", "en"), ("陳怡君", "zh-hant"))
SUPPORT = 600_000_002
STAFF = {600_000_001: ("王芳", "zh-hans", "manager"), SUPPORT: ("Марина", "ru", "support")}
"""By id, which lies below those of all people that the page adds: name, language, and what the page calls them."""
OWNERS = "SELLER_BOT_OWNERS"


def owners(environment: Mapping[str, str] = os.environ) -> str:
    """The bot's setting: what the operator says, else our manager, since an owner may do all that managers do."""
    return environment.get(OWNERS) or ",".join(str(number) for number, (*_, role) in STAFF.items() if role == "manager")


def sellers_enter(server: BotApiServer) -> None:
    for first_name, language_code in SELLERS:
        server.person(first_name, language_code=language_code)


def staff_enters(server: BotApiServer) -> None:
    """Also into a demo that was begun before there was staff. Only whom the bot takes for one is called a manager."""
    for number, (first_name, language_code, _) in STAFF.items():
        if number not in server.world.people:
            server.person(first_name, language_code=language_code, id=number)
    for number in map(int, re.findall(r"\d+", owners())):
        server.world.give_role(number, "manager")
