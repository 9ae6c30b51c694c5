"""The partner does not confirm: whether it really waits for the partner, a word to them, and what comes after.

seller: the partner hasn't confirmed
bot:    answer.partner_pending_confirmation [waiting | contact]
seller: [waiting]
bot:    waiting.ask_partner
seller: Sunrise Logistics
bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
seller: [not_yet]
bot:    waiting.ask_since [recent | long | not_pressed | back]
seller: [recent]
bot:    waiting.letter                       to be forwarded to the partner
bot:    binding.waiting [appeared | remind | wait | back]
seller: [remind]
bot:    binding.reminded [menu]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step
from seller_bot.flows.confirmation import TO_THE_PARTNER, record_binding, remind_tomorrow
from seller_bot.flows.partner_name import partner_name

WAITING = Flow(
    "waiting",
    Step("partner", ask="waiting.ask_partner", accept=partner_name, brief=True, keeps="partner", then="look"),
    Step(
        "look",
        ask="binding.await_confirmation",
        picture="own_contacts",
        choices={"appeared": "done", "not_yet": "since", "other_name": "partner"},
    ),
    Step("since", ask="waiting.ask_since", choices={"recent": "recent", "long": "long", "not_pressed": "press_start"}),
    Step(
        "press_start",
        ask="binding.press_start",
        picture="partner_page_start",
        choices={"pressed": "recent", "no_button": "no_button"},
        beside="since",
    ),
    Step(
        "no_button",
        ask="waiting.no_button",
        choices={"cancel": "recent", "neither": Enter("binding")},
        beside="since",
    ),
    Step(
        "recent",
        ask="binding.waiting",
        before=TO_THE_PARTNER,
        choices={"appeared": "done", "remind": "reminded", "wait": "waiting_on"},
        beside="since",
    ),
    Step(
        "long",
        ask="waiting.long",
        before=TO_THE_PARTNER,
        choices={"says_done": "says_done", "silent": "support", "remind": "reminded"},
        beside="since",
    ),
    Step(
        "says_done",
        ask="waiting.says_done",
        picture="own_contacts",
        choices={"appeared": "done", "still_not": "support"},
        beside="since",
    ),
    Step("done", ask="binding.done", act=record_binding, doors=("menu",)),
    Step("reminded", ask="binding.reminded", act=remind_tomorrow, doors=("menu",)),
    Step("waiting_on", ask="binding.waiting_on", doors=("waiting", "menu")),
    Step("support", ask="waiting.support", picture="support_messages", doors=("contact", "choose_partner", "menu")),
)
