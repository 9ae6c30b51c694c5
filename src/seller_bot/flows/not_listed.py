"""The partner is not in the list: other letters, the main word, the exact name from the partner, the certificate.

seller: my partner is not in the list
bot:    answer.partner_not_in_list [not_listed]
seller: [not_listed]
bot:    binding.ask_partner
seller: Sunrise Logistics
bot:    not_listed.search [copy | found | not_found | back]
seller: [not_found]
bot:    not_listed.letters [found | not_found | back]
seller: [found]
bot:    not_listed.ask_listed_name [back]
seller: Санрайз Логистик
bot:    binding.ask_role [admin | not_admin | unsure | back]        and after the terms straight to the button
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Note, Step
from seller_bot.flows.binding import FOUND
from seller_bot.flows.partner_name import partner_name

BIND_IT = Enter("binding", takes=("partner", FOUND))

NOT_LISTED = Flow(
    "not_listed",
    Step("partner", ask="binding.ask_partner", accept=partner_name, brief=True, keeps="partner", then="search"),
    Step(
        "search",
        ask="not_listed.search",
        picture="partner_search",
        labels="binding.search_partner",
        copies="partner",
        choices={"found": BIND_IT, "not_found": "letters"},
        keeps=FOUND,
    ),
    Step(
        "letters",
        ask="not_listed.letters",
        labels="binding.search_partner",
        choices={"found": "listed_name", "not_found": "main_word"},
        keeps=FOUND,
    ),
    Step(
        "main_word",
        ask="not_listed.main_word",
        labels="binding.search_partner",
        choices={"found": "listed_name", "not_found": "exact_name"},
        keeps=FOUND,
    ),
    Step(
        "listed_name",
        ask="not_listed.ask_listed_name",
        accept=partner_name,
        brief=True,
        keeps="partner",
        then=BIND_IT,
        beside="main_word",
    ),
    Step(
        "exact_name",
        ask="not_listed.exact_name",
        before=(Note(key="not_listed.letter"),),
        choices={"other_name": "other_name", "same_name": "certificate", "later": "later"},
    ),
    Step(
        "other_name",
        ask="binding.ask_other_name",
        accept=partner_name,
        brief=True,
        keeps="partner",
        then="search",
        beside="exact_name",
    ),
    Step("certificate", ask="not_listed.certificate", choices={"seen": "person", "not_shown": "stopped"}),
    Step("later", ask="not_listed.later", doors=("not_listed", "menu")),
    Step("person", ask="not_listed.person", picture="support_messages", doors=("write_us", "menu")),
    Step("stopped", ask="binding.not_listed", doors=("choose_partner", "contact", "menu")),
)
