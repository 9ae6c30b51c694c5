"""The administrator role by itself: whether the seller has it, and how to get it.

seller: how do I get the admin role?
bot:    answer.admin_role [admin_role]
seller: [admin_role]
bot:    role.look_up [admin | not_admin]
seller: [not_admin]
bot:    admin_role.ask_purpose [bind | unbind | other | back]
seller: [bind]
bot:    binding.request_to_administrator     to be forwarded
bot:    role.ask_administrator [granted | delegated | nobody | back]
seller: [granted]
bot:    binding.ask_terms [agreed | not_yet | back]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step
from seller_bot.flows.role import OWN_ROLE, get_role, without_role

TO_BIND = Enter("binding", takes=(OWN_ROLE,))
TO_UNBIND = Enter("unbinding", takes=(OWN_ROLE,))

ADMIN_ROLE = Flow(
    "admin_role",
    Step(
        "look",
        ask="role.look_up",
        picture="own_role",
        choices={"admin": "have_it", "not_admin": "purpose"},
        keeps=OWN_ROLE,
    ),
    Step(
        "have_it",
        ask="admin_role.have_it",
        choices={"bind": TO_BIND, "unbind": TO_UNBIND},
        doors=("menu",),
        numbered=False,
    ),
    Step(
        "purpose",
        ask="admin_role.ask_purpose",
        choices={"bind": "to_bind", "unbind": "to_unbind", "other": "for_other"},
    ),
    get_role("to_bind", request="binding.request_to_administrator", then=TO_BIND, beside="purpose"),
    get_role("to_unbind", request="unbinding.request_to_administrator", then=TO_UNBIND, beside="purpose"),
    get_role("for_other", request="admin_role.request", then="have_it", beside="purpose"),
    *without_role(),
)
