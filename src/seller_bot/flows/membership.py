"""The own role, for managers and support, and the way out of it.

member: /staff
bot:    membership.own [leave]
member: [leave]
bot:    membership.confirm [leave | back]
member: [leave]
bot:    membership.left
"""

from collections.abc import Mapping, Sequence

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.flows.roles import named
from seller_bot.staff.effects import Leave


def own_role(given: Given) -> Mapping[str, object]:
    return {"role": named(given.known["role"]), "since": given.known["joined_at"]}


def leave(given: Given) -> Sequence[object]:
    return (Leave(role=str(given.known["role"])),)


MEMBERSHIP = Flow(
    "membership",
    Step("own", ask="membership.own", values=own_role, choices={"leave": "confirm"}, numbered=False),
    Step("confirm", ask="membership.confirm", choices={"leave": "left"}, numbered=False),
    Step("left", ask="membership.left", act=leave),
    commands=("staff",),
    for_roles=("manager", "support"),
)
