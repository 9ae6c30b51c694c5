"""How sellers are bound without meaning to be: the signs one at a time, and what to do where it has happened.

seller: [traps]                              in the menu
bot:    traps.what [next | happened]
seller: [next]
bot:    traps.free [next | happened | back]
seller: [next]
bot:    traps.bind_first [next | happened | back]
seller: [happened]
bot:    traps.happened [bound | unsure | gave_out | back]
seller: [unsure]
bot:    self_check.contacts [fine | unknown | back]
"""

from itertools import pairwise

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step

SIGNS = ("free", "bind_first", "store_id", "ozon_name")

TRAPS = Flow(
    "traps",
    Step("what", ask="traps.what", choices={"next": "free", "happened": "happened"}, numbered=False),
    *(
        Step(sign, ask=f"traps.{sign}", labels="traps.sign", choices={"next": following, "happened": "happened"})
        for sign, following in pairwise((*SIGNS, "never"))
    ),
    Step("never", ask="traps.never", choices={"kept": "ready", "gave_out": "gave_out"}),
    Step("ready", ask="traps.ready", doors=("self_check", "choose_partner", "menu")),
    Step(
        "happened",
        ask="traps.happened",
        choices={"bound": Enter("unauthorized"), "unsure": Enter("self_check"), "gave_out": "gave_out"},
        numbered=False,
    ),
    Step("gave_out", ask="traps.gave_out", doors=("self_check", "contact", "menu")),
)
