"""How it was: asked once when a case is decided, on the bot's own initiative; the delivery knows which case.

bot:    rating.ask [star5 | star4 | star3 | star2 | star1]
seller: [star4]
bot:    rating.rated [words | nothing]
seller: [words]
bot:    rating.write_now [nothing]
seller: The manager was quick.
bot:    rating.thanks
"""

from collections.abc import Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.effects import RateCase
from seller_bot.turns.effects import WriteTo

STARS = {f"star{number}": number for number in (5, 4, 3, 2, 1)}


def case_known(given: Given) -> Literal["known", "forgotten"]:
    return "known" if isinstance(given.known.get("case"), int) else "forgotten"


def rate(given: Given) -> Sequence[object]:
    desk = given.known["desk"]
    assert isinstance(desk, Desk)
    return (RateCase(case_id=_case(given), stars=STARS[str(given.answers["stars"])], desk=desk),)


def write(given: Given) -> Sequence[object]:
    return (WriteTo(place="rating", id=_case(given)),)


def _case(given: Given) -> int:
    case = given.known["case"]
    assert isinstance(case, int)
    return case


RATING = Flow(
    "rating",
    Step("arrival", decide=case_known, then={"known": "asked", "forgotten": "forgotten"}),
    Step("asked", ask="rating.ask", choices=dict.fromkeys(STARS, "judged"), keeps="stars", numbered=False),
    Step("judged", decide=case_known, then={"known": "rated", "forgotten": "forgotten"}),
    Step("rated", ask="rating.rated", act=rate, choices={"words": "wanted", "nothing": "thanks"}, numbered=False),
    Step("wanted", decide=case_known, then={"known": "writing", "forgotten": "forgotten"}),
    Step("writing", ask="rating.write_now", act=write, choices={"nothing": "thanks"}, numbered=False),
    Step("thanks", ask="rating.thanks"),
    Step("forgotten", ask="rating.forgotten", doors=("status", "menu")),
    aside=True,
)
