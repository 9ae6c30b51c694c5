"""The answer to each intent: what is said first, and the guide that follows it.

What is asked in the middle of binding only offers its guide: the answer may be enough, and the step goes on."""

from collections.abc import Mapping
from types import MappingProxyType

from seller_bot.conversation.answer import Answer

ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "bind_partner": Answer(say="answer.bind_partner", opens="binding"),
        "unbind_partner": Answer(say="answer.unbind_partner", opens="unbinding"),
        "unbind_consequences": Answer(say="answer.unbind_consequences", doors=("unbinding",)),
        "choose_partner": Answer(say="answer.choose_partner", doors=("choose_partner",)),
        "partner_pending_confirmation": Answer(say="answer.partner_pending_confirmation", doors=("waiting",)),
        "partner_not_in_list": Answer(say="answer.partner_not_in_list", doors=("not_listed",)),
        "admin_role": Answer(say="answer.admin_role", doors=("admin_role",)),
        "self_check": Answer(say="answer.self_check", opens="self_check"),
        "unauthorized_binding": Answer(say="answer.unauthorized_binding", opens="unauthorized"),
        "ozon_id_bind_info": Answer(say="answer.ozon_id_bind_info", opens="ozon_id"),
        "ozon_id_wrong": Answer(say="answer.ozon_id_wrong", opens="wrong_ozon_id"),
        "link_not_received": Answer(say="answer.link_not_received", opens="link_trouble"),
        "login_failed": Answer(say="answer.login_failed", opens="login_trouble"),
        "code_not_received": Answer(say="answer.code_not_received", opens="code_trouble"),
        "remove_account_help": Answer(say="answer.remove_account_help", doors=("remove_account",)),
        "contact_manager": Answer(say="answer.contact_manager", opens="contact", is_chat=True),
        "change_language": Answer(say="answer.change_language", opens="language", is_chat=True),
        "greeting": Answer(say="answer.greeting", doors=("binding", "unbinding", "menu"), is_chat=True),
        "thanks": Answer(say="answer.thanks", is_chat=True),
    }
)
