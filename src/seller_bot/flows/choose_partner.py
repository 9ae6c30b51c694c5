"""Choosing a partner: first they answer, then something is bound.

seller: how do I choose a partner?
bot:    answer.choose_partner [choose_partner]
seller: [choose_partner]
bot:    choose_partner.letter                to be forwarded to the partner
bot:    choose_partner.write [answered | bind_first | later]
seller: [answered]
bot:    choose_partner.price [clear | free | unclear | back]
seller: [clear]
bot:    choose_partner.access [clear | unclear | back]
seller: [clear]
bot:    choose_partner.certificate [seen | not_shown | back]
seller: [seen]
bot:    choose_partner.agreed [bind | later | back]
seller: [bind]
bot:    binding.ask_role [admin | not_admin | unsure | back]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Note, Step


def ask_again(id: str, *, then: str, beside: str) -> Step:
    """What to do about an answer that says nothing."""
    return Step(id, ask="choose_partner.ask_again", choices={"clear": then, "stop": "stopped"}, beside=beside)


CHOOSE_PARTNER = Flow(
    "choose_partner",
    Step(
        "write",
        ask="choose_partner.write",
        before=(Note(key="choose_partner.letter"),),
        choices={"answered": "price", "bind_first": "bind_first", "later": "later"},
    ),
    Step(
        "bind_first",
        ask="choose_partner.bind_first",
        choices={"answered": "price", "stop": "stopped"},
        beside="write",
    ),
    Step("price", ask="choose_partner.price", choices={"clear": "access", "free": "free", "unclear": "price_unclear"}),
    Step("free", ask="choose_partner.free", choices={"explained": "access", "stop": "stopped"}, beside="price"),
    ask_again("price_unclear", then="access", beside="price"),
    Step("access", ask="choose_partner.access", choices={"clear": "certificate", "unclear": "access_unclear"}),
    ask_again("access_unclear", then="certificate", beside="access"),
    Step("certificate", ask="choose_partner.certificate", choices={"seen": "agreed", "not_shown": "no_certificate"}),
    Step(
        "no_certificate",
        ask="choose_partner.no_certificate",
        choices={"seen": "agreed", "stop": "stopped"},
        beside="certificate",
    ),
    Step(
        "agreed",
        ask="choose_partner.agreed",
        choices={"bind": Enter("binding", takes=("terms",)), "later": "later"},
        keeps="terms",
    ),
    Step("later", ask="choose_partner.later", doors=("choose_partner", "menu")),
    Step("stopped", ask="choose_partner.stopped", doors=("choose_partner", "self_check", "menu")),
)
