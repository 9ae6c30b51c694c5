"""A partner can't be unbound: the role, one more try, then a request to Ozon or a manager.

seller: [unbind_trouble]                     in the menu
bot:    unbinding.ask_role [admin | not_admin | unsure]
seller: [admin]
bot:    unbind_trouble.again [gone | still_there | back]
seller: [still_there]
bot:    unbinding.write_support [draft | people | later | back]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step
from seller_bot.flows.role import role_steps

UNBIND_TROUBLE = Flow(
    "unbind_trouble",
    *role_steps(ask="unbinding.ask_role", request="unbinding.request_to_administrator", then="again"),
    Step(
        "again",
        ask="unbind_trouble.again",
        picture="partner_page_cancel",
        choices={"gone": "gone", "still_there": "write_support"},
    ),
    Step(
        "write_support",
        ask="unbinding.write_support",
        choices={"draft": Enter("support_request"), "people": Enter("cant_unbind"), "later": "support_later"},
        beside="again",
    ),
    Step("support_later", ask="unbinding.support_later", doors=("unbinding", "menu")),
    Step("gone", ask="unbinding.gone_already", doors=("self_check", "menu")),
)
