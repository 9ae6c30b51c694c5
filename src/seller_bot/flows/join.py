"""A link that invites somebody to the staff.

person: /start join_…
bot:    join.welcome              or join.already, or join.closed for a link that is used, withdrawn, old or forged
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.flows.roles import named
from seller_bot.staff.effects import Join
from seller_bot.staff.known import OpenInvitation
from seller_bot.staff.links import JOIN as LINK


def standing(given: Given) -> Literal["invited", "already", "closed"]:
    """Who has the role already, or a higher one that no link gives, leaves the invitation to somebody else."""
    invitation = given.known.get("invitation")
    if not isinstance(invitation, OpenInvitation):
        return "closed"
    return "already" if given.known.get("role") in ("owner", invitation.role) else "invited"


def join(given: Given) -> Sequence[object]:
    invitation = given.known["invitation"]
    assert isinstance(invitation, OpenInvitation)
    return (Join(invitation_id=invitation.id),)


def new_role(given: Given) -> Mapping[str, object]:
    invitation = given.known["invitation"]
    assert isinstance(invitation, OpenInvitation)
    return {"role": named(invitation.role)}


def own_role(given: Given) -> Mapping[str, object]:
    return {"role": named(given.known["role"])}


JOIN = Flow(
    "join",
    Step("arrival", decide=standing, then={"invited": "welcome", "already": "already", "closed": "closed"}),
    Step("welcome", ask="join.welcome", act=join, values=new_role),
    Step("already", ask="join.already", values=own_role),
    Step("closed", ask="join.closed"),
    links=(LINK,),
    aside=True,
)
