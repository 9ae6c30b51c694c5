"""The first words: who runs the bot, that it is not Ozon, and what it can do.

seller: /start
bot:    onboarding.choose_language [zh_Hans | zh_Hant | ru | en]     only where Telegram's language is none of ours
seller: [ru]
bot:    onboarding.welcome [want | trouble | contact | language | help]       the groups of the menu
"""

from collections.abc import Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.flows.language import LOCALES, choose_language
from seller_bot.flows.menu import GROUPS, TO_GROUPS


def language_known(given: Given) -> Literal["known", "unknown"]:
    return "known" if given.known.get("language") else "unknown"


def choose_given_language(given: Given) -> Sequence[object]:
    return choose_language(given) if "language" in given.answers else ()


ONBOARDING = Flow(
    "onboarding",
    Step("arrival", decide=language_known, then={"known": "welcome", "unknown": "language"}),
    Step(
        "language",
        ask="onboarding.choose_language",
        choices=dict.fromkeys(LOCALES, "welcome"),
        keeps="language",
        numbered=False,
    ),
    Step(
        "welcome",
        ask="onboarding.welcome",
        act=choose_given_language,
        labels="menu.home",
        choices=TO_GROUPS,
        doors=("contact", "language", "help"),
        numbered=False,
    ),
    *GROUPS,
    commands=("start",),
    aside=True,
)
