"""The staff, for owners: who works here, who is invited, and the end of either.

owner: /staff
bot:   staff.list [manager | support | 0 | 1]      two to invite, then each member and each open invitation
owner: [manager]
bot:   staff.invitation                            the link, to be forwarded
bot:   staff.forward_it [staff]
owner: [staff]
bot:   staff.list [manager | support | 0 | 1]
owner: [0]
bot:   staff.confirm_removal [remove | back]
owner: [remove]
bot:   staff.removed [staff]
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Note, Step
from seller_bot.conversation.turn import Key, Lines
from seller_bot.flows.roles import named
from seller_bot.staff.effects import Invite, Revoke, Withdraw
from seller_bot.staff.known import OpenInvitation
from seller_bot.staff.links import link
from seller_bot.staff.models import Role
from seller_bot.staff.queries import Colleague

MEMBER, INVITATION = "member", "invitation"
MOST_LISTED = 40
"""So many buttons fit under a message and can still be looked through; `seller-bot staff` knows no such limit."""


def listed(given: Given) -> Mapping[str, object]:
    members = [Key(key="staff.line_member", values=_member_line(one)) for one in _staff(given)]
    invitations = [Key(key="staff.line_invitation", values=_invitation_line(one)) for one in _invitations(given)]
    return {"members": Lines(items=[*members, *invitations])}


def removable(given: Given) -> Sequence[str]:
    """Members and invitations as the position keeps them: the kind, and the id; owners stand in the settings."""
    members = [f"{MEMBER} {one.id}" for one in _staff(given) if one.role != Role.OWNER]
    return [*members, *(f"{INVITATION} {one.id}" for one in _invitations(given))][-MOST_LISTED:]


def called(given: Given, suggested: str) -> Mapping[str, object]:
    kind, _, id = suggested.partition(" ")
    if kind == MEMBER:
        return {"name": _name(given, id)}
    invitation = _invitation(given, id)
    return {"name": Key(key="staff.open_invitation", values={"role": named(invitation.role)}) if invitation else id}


def kind_of_picked(given: Given) -> Literal["member", "invitation"]:
    return "member" if _picked(given)[0] == MEMBER else "invitation"


def still_open(given: Given) -> Literal["open", "closed"]:
    return "open" if _invitation(given, _picked(given)[1]) else "closed"


def picked_member(given: Given) -> Mapping[str, object]:
    return {"name": _name(given, _picked(given)[1])}


def revoke(given: Given) -> Sequence[object]:
    """Nothing is left to be done where another owner was faster."""
    id = _picked(given)[1]
    return [Revoke(person_id=one.id) for one in _staff(given) if str(one.id) == id]


def withdraw(given: Given) -> Sequence[object]:
    return (Withdraw(invitation_id=int(_picked(given)[1])),)


def invite(given: Given) -> Sequence[object]:
    return (Invite(role=Role(str(given.answers["picked"])), token=str(given.known["token"])),)


def invited(given: Given) -> Mapping[str, object]:
    return {
        "role": named(given.answers["picked"]),
        "link": link(str(given.known["bot"]), str(given.known["token"])),
    }


def _picked(given: Given) -> tuple[str, str]:
    kind, _, id = str(given.answers["picked"]).partition(" ")
    return kind, id


def _staff(given: Given) -> Sequence[Colleague]:
    found = given.known.get("staff", ())
    return [one for one in found if isinstance(one, Colleague)] if isinstance(found, Sequence) else ()


def _invitations(given: Given) -> Sequence[OpenInvitation]:
    found = given.known.get("invitations", ())
    return [one for one in found if isinstance(one, OpenInvitation)] if isinstance(found, Sequence) else ()


def _name(given: Given, id: str) -> str:
    return next((one.name for one in _staff(given) if str(one.id) == id), id)


def _invitation(given: Given, id: str) -> OpenInvitation | None:
    return next((one for one in _invitations(given) if str(one.id) == id), None)


def _member_line(one: Colleague) -> Mapping[str, object]:
    return {"name": one.name, "role": named(one.role), "since": one.joined_at.date()}


def _invitation_line(one: OpenInvitation) -> Mapping[str, object]:
    return {"role": named(one.role), "until": one.expires_at}


STAFF = Flow(
    "staff",
    Step(
        "list",
        ask="staff.list",
        values=listed,
        choices={"manager": "invited", "support": "invited"},
        suggest=removable,
        called=called,
        keeps="picked",
        then="picked",
        numbered=False,
    ),
    Step(
        "invited",
        before=(Note(key="staff.invitation"),),
        ask="staff.forward_it",
        values=invited,
        act=invite,
        doors=("staff",),
    ),
    Step("picked", decide=kind_of_picked, then={"member": "removal", "invitation": "asked"}),
    Step("removal", ask="staff.confirm_removal", values=picked_member, choices={"remove": "removed"}, numbered=False),
    Step("removed", ask="staff.removed", values=picked_member, act=revoke, doors=("staff",)),
    Step("asked", decide=still_open, then={"open": "withdrawal", "closed": "closed"}),
    Step("withdrawal", ask="staff.confirm_withdrawal", choices={"withdraw": "answered"}, numbered=False),
    Step("answered", decide=still_open, then={"open": "withdrawn", "closed": "closed"}),
    Step("withdrawn", ask="staff.withdrawn", act=withdraw, doors=("staff",)),
    Step("closed", ask="staff.invitation_closed", doors=("staff",)),
    commands=("staff",),
    for_roles=("owner",),
)
