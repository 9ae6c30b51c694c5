"""The role that binding and unbinding need, asked for in the same way by both.

bot:    <flow>.ask_role [admin | not_admin | unsure]
seller: [unsure]
bot:    role.look_up [admin | not_admin]
seller: [not_admin]
bot:    role.request_to_administrator        to be forwarded
bot:    role.ask_administrator [granted | delegated]
"""

from seller_bot.conversation.step import Note, Step


def role_steps(*, ask: str, then: str) -> tuple[Step, ...]:
    """The steps that make sure of the administrator role; `then` is where an administrator goes on."""
    return (
        Step("role", ask=ask, choices={"admin": then, "not_admin": "get_role", "unsure": "see_role"}),
        Step("see_role", ask="role.look_up", choices={"admin": then, "not_admin": "get_role"}, beside="role"),
        Step(
            "get_role",
            ask="role.ask_administrator",
            before=(Note(key="role.request_to_administrator"),),
            choices={"granted": then, "delegated": "delegated"},
            beside="role",
        ),
        Step("delegated", ask="role.delegated", doors=("menu",)),
    )
