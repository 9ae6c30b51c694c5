"""The language in which the bot speaks to the seller, changed at any time.

seller: /language
bot:    language.choose [zh_Hans | zh_Hant | ru | en]
seller: [ru]
bot:    language.chosen                  in Russian; then the step at which the seller stands, in Russian too
"""

from collections.abc import Sequence

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.sellers.effects import ChooseLanguage
from seller_bot.staff.effects import ChangeStaffLanguage

LOCALES = ("zh_Hans", "zh_Hant", "ru", "en")


def choose_language(given: Given) -> Sequence[object]:
    locale, role = str(given.answers["language"]), given.known.get("role")
    return ChooseLanguage(locale=locale), *([ChangeStaffLanguage(role=str(role), locale=locale)] if role else ())


LANGUAGE = Flow(
    "language",
    Step("choose", ask="language.choose", choices=dict.fromkeys(LOCALES, "chosen"), keeps="language"),
    Step("chosen", ask="language.chosen", act=choose_language),
    commands=("language",),
    aside=True,
)
