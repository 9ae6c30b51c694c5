"""The notices that a seller gets: each category is on or off. An aside, so that a guide goes on where it stands.

seller: /notices
bot:    notices.switches [news_off | service_off]
seller: [news_off]
bot:    notices.news_off [notices]
seller: [notices]
bot:    notices.switches [news_on | service_off]
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.conversation.turn import Key
from seller_bot.notices.effects import SwitchOff, SwitchOn
from seller_bot.notices.models import Category

RECEIPT = "receipt"
"""What "Got it" under a notice is pressed with: no step, since it shows nothing and leads nowhere."""


def switched_on(given: Given) -> Literal["both", "service", "news", "neither"]:
    off = given.known.get("opted_out", ())
    assert isinstance(off, Sequence)
    if Category.NEWS in off:
        return "neither" if Category.SERVICE in off else "service"
    return "news" if Category.SERVICE in off else "both"


def standing(given: Given) -> Mapping[str, object]:
    on = switched_on(given)
    return {name: Key(key="notices.on" if on in (name, "both") else "notices.off") for name in Category}


def switch_off(category: Category) -> Callable[[Given], Sequence[object]]:
    return lambda given: (SwitchOff(category=category),)


def switch_on(category: Category) -> Callable[[Given], Sequence[object]]:
    return lambda given: (SwitchOn(category=category),)


def _shown(id: str, *choices: str) -> Step:
    switches = {choice: choice for choice in choices}
    return Step(id, ask="notices.switches", values=standing, choices=switches, numbered=False)


NOTICES = Flow(
    "notices",
    Step("arrival", decide=switched_on, then={name: name for name in ("both", "service", "news", "neither")}),
    _shown("both", "news_off", "service_off"),
    _shown("service", "news_on", "service_off"),
    _shown("news", "news_off", "service_on"),
    _shown("neither", "news_on", "service_on"),
    Step("news_off", ask="notices.news_off", act=switch_off(Category.NEWS), doors=("notices",)),
    Step("news_on", ask="notices.news_on", act=switch_on(Category.NEWS), doors=("notices",)),
    Step("service_off", ask="notices.service_off", act=switch_off(Category.SERVICE), doors=("notices",)),
    Step("service_on", ask="notices.service_on", act=switch_on(Category.SERVICE), doors=("notices",)),
    commands=("notices",),
    aside=True,
)
