"""A partner is bound that the seller did not agree to.

bot:    answer.unauthorized_binding
bot:    unauthorized.see [there | report | not_there]
seller: [there]
bot:    unbinding.ask_role [admin | not_admin | unsure | back]
seller: [back]
bot:    unauthorized.see [there | report | not_there]
seller: [not_there]
bot:    self_check.employees [fine | unknown | back]                the contacts were just looked at
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step
from seller_bot.flows.self_check import CONTACTS

UNAUTHORIZED = Flow(
    "unauthorized",
    Step(
        "see",
        ask="unauthorized.see",
        picture="useful_contacts",
        choices={
            "there": Enter("unbinding"),
            "report": Enter("report_partner"),
            "not_there": Enter("self_check", takes=(CONTACTS,)),
        },
        keeps=CONTACTS,
    ),
)
