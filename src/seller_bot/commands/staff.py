"""`seller-bot staff`: who works here, and what was changed; the same as owners do in Telegram."""

import asyncio
from datetime import UTC, datetime

import click

from seller_bot.clock import system_clock
from seller_bot.commands.database import transaction
from seller_bot.errors import OperatorError
from seller_bot.escalations.models import number_of
from seller_bot.settings import StaffSettings, read
from seller_bot.staff import queries, roster
from seller_bot.staff.events import COMMAND_LINE, StaffEvent
from seller_bot.staff.links import link, payload
from seller_bot.staff.models import INVITED, Role, new_token
from seller_bot.telegram.inspection import NotInspected, username
from seller_bot.texts import LOCALES

MINUTE = "%Y-%m-%d %H:%M UTC"


@click.group
def command() -> None:
    """List the staff, invite and remove members, read the record of changes."""


@command.command("list")
def listtransaction() -> None:
    """Who works here, with role, language and since when; and the invitations that are open."""
    with transaction() as session:
        members, invitations = queries.staff(session), queries.open_invitations(session, system_clock())
        for one in members:
            click.echo(f"{one.role:8} {one.id:<12} {one.locale or '-':8} since {one.joined_at:%Y-%m-%d}  {one.name}")
        for left in invitations:
            click.echo(f"Invitation {left.id} is open: {left.role}, until {left.expires_at:{MINUTE}}.")
    if not members:
        click.echo("Nobody is on the staff yet: name the owners in SELLER_BOT_OWNERS and start the bot.", err=True)


@command.command
@click.option(
    "--role",
    type=click.Choice([role.value for role in INVITED]),
    required=True,
    help="What whoever opens the link becomes.",
)
def invite(role: str) -> None:
    """Print a link that makes one person a member, once, within 48 hours."""
    settings, token = read(StaffSettings), new_token()
    shown, hint = _shown(settings, token)
    with transaction() as session:
        made = roster.invite(session, Role(role), token, COMMAND_LINE, system_clock())
    click.echo(shown)
    click.echo(f"{hint} It works once, until {made.expires_at:{MINUTE}}; the role is {role}.", err=True)


@command.command
@click.argument("id", type=int)
def revoke(id: int) -> None:
    """End the membership of the person with this Telegram id; the buttons lose their effect at once."""
    with transaction() as session:
        try:
            roster.revoke(session, id, COMMAND_LINE, system_clock())
        except roster.NotStaff:
            raise OperatorError(_nobody(id)) from None
        except roster.OwnerBySettings:
            said = f"{id} is an owner by SELLER_BOT_OWNERS"
            raise OperatorError(f"{said}: take the id out there, and start the bot again.") from None
    click.echo(f"{id} is no longer on the staff.")


@command.command
@click.argument("number", type=int)
def withdraw(number: int) -> None:
    """Close an open invitation, so that nobody can use its link any more."""
    with transaction() as session:
        try:
            roster.withdraw(session, number, COMMAND_LINE, system_clock())
        except roster.NoInvitation:
            said = f"No open invitation has the number {number}"
            raise OperatorError(f"{said}: `seller-bot staff list` shows those that are open.") from None
    click.echo(f"Invitation {number} is withdrawn.")


@command.command
@click.argument("id", type=int)
@click.argument("locale", type=click.Choice(LOCALES))
def language(id: int, locale: str) -> None:
    """Change the language in which the bot speaks to a member."""
    with transaction() as session:
        try:
            roster.change_language(session, id, locale, COMMAND_LINE, system_clock())
        except roster.NotStaff:
            raise OperatorError(_nobody(id)) from None
    click.echo(f"The bot speaks {locale} to {id}.")


@command.command
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Only from then on, in UTC.")
def audit(since: datetime | None) -> None:
    """Every change on record: when, who, what, of what, before and after."""
    with transaction() as session:
        for event in queries.events_since(session, since.replace(tzinfo=UTC) if since else None):
            click.echo(_line(event))


def _shown(settings: StaffSettings, token: str) -> tuple[str, str]:
    """The link, or, where the bot's name isn't to be had, what does the same; and what to do with it."""
    by_hand = f"/start {payload(token)}"
    if settings.telegram_bot_token is None:
        return by_hand, "Without TELEGRAM_BOT_TOKEN no link can be made: the person sends this text to the bot."
    try:
        name = asyncio.run(username(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url))
    except NotInspected as error:
        return by_hand, f"{error} Until then: the person sends this text to the bot."
    return link(name, token), "Send this link to one person."


def _nobody(id: int) -> str:
    return f"Nobody with the id {id} is on the staff: `seller-bot staff list` shows who is."


def _line(event: StaffEvent) -> str:
    who = " ".join(filter(None, (event.actor_kind, str(event.actor_id or ""))))
    changed = [_change(name, event) for name in dict.fromkeys((*event.before, *event.after))]
    subject = number_of(event.subject_id) if event.subject_kind == "case" else event.subject_id
    about = f"{event.subject_kind} {subject}"
    said = f"{event.happened_at:%Y-%m-%d %H:%M:%S} UTC  {who}  {event.what}  {about}"
    return "  ".join((said, ", ".join(changed))).rstrip()


def _change(name: str, event: StaffEvent) -> str:
    if name not in event.before:
        return f"{name}: {event.after[name]}"
    return f"{name}: {event.before[name]} → {event.after.get(name, 'none')}"
