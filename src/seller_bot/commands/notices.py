"""`seller-bot notices`: what the support team tells sellers, from a shell; the running bot delivers it."""

import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from seller_bot.clock import system_clock
from seller_bot.commands.database import transaction
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.broadcasts import of_state
from seller_bot.deliveries.models import State, WrongState
from seller_bot.entities.clean import cleaned
from seller_bot.entities.html import parse_html
from seller_bot.errors import OperatorError
from seller_bot.notices import queries, sending, written
from seller_bot.notices.audience import surveyed
from seller_bot.notices.models import Notice, NotPossible
from seller_bot.staff.events import COMMAND_LINE

LISTED = 30
LOOK_SECONDS = 1.0
MINUTE = "%Y-%m-%d %H:%M %Z"
COUNTS = ("sent", "blocked", "failed", "uncertain")


@click.group
def command() -> None:
    """Send notices to sellers, stop them, take them back."""


@command.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--at", help="When, with the zone: 2026-12-01T10:00+08:00. Without it: now.")
@click.option("--to", "to", metavar="YAML", help="The audience in place of the file's: '{language: [ru]}'.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--follow", is_flag=True, help="Show the progress until all is sent.")
def send(file: Path, at: str | None, to: str | None, yes: bool, follow: bool) -> None:
    """Check FILE, count its readers, ask, and send it: to each of them once."""
    now, send_at = system_clock(), _moment(at)
    notice = written.read(_with_audience(file.read_text(encoding="utf-8"), to), _parse, now)
    with transaction() as session:
        _show_audience(session, notice, now)
    if not yes:
        click.confirm("Send it?" if send_at is None else f"Send it at {send_at:{MINUTE}}?", abort=True)
    with transaction() as session:
        sending.keep(session, notice, COMMAND_LINE, now)
        if send_at is None:
            sending.send(session, notice.id, COMMAND_LINE, now)
        else:
            sending.schedule(session, notice.id, send_at, COMMAND_LINE, now)
        number = notice.id
    what = "being sent" if send_at is None else "scheduled"
    click.echo(f"Notice {number} is {what}: `seller-bot notices status {number}` tells how far it is.")
    if follow and send_at is None:
        _follow(number)


@command.command("list")
def list_notices() -> None:
    """The newest notices: number, state, how many have it, title."""
    with transaction() as session:
        for notice in queries.newest(session, LISTED):
            found = _status(session, notice)
            click.echo(f"{notice.id:5}  {found['state']:10} {found['sent']:8} of {found['total']:<8} {notice.title}")


@command.command
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--follow", is_flag=True, help="Show the progress until all is sent.")
def status(number: int, as_json: bool, follow: bool) -> None:
    """How far a notice has come; whoever may have it, or not, is named."""
    if follow:
        _follow(number)
    with transaction() as session:
        notice = _found(session, number)
        found = _status(session, notice)
        if as_json:
            click.echo(json.dumps(found))
            return
        counts = ", ".join(f"{name} {found[name]}" for name in (*COUNTS, "due"))
        click.echo(f"Notice {number}, {notice.title}: {found['state']}, {found['total']} readers; {counts}.")
        doubtful = of_state(session, notice.batch_id, State.UNCERTAIN) if notice.batch_id else ()
        for delivery in doubtful:
            click.echo(f"uncertain: {delivery.chat_id} ({delivery.error})")


@command.command
@click.argument("number", type=int)
def pause(number: int) -> None:
    """Send nothing more until it is resumed; what is under way arrives."""
    _steer(sending.pause, number, f"is paused: `seller-bot notices resume {number}` goes on.")


@command.command
@click.argument("number", type=int)
def resume(number: int) -> None:
    """Go on with a paused notice, where it stopped."""
    _steer(sending.resume, number, "goes on.")


@command.command
@click.argument("number", type=int)
def cancel(number: int) -> None:
    """Send nothing more, for good; what is out stays out."""
    _steer(sending.cancel, number, "is cancelled.")


@command.command
@click.argument("number", type=int)
@click.option("--correct", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with new `text`.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def recall(number: int, correct: Path | None, yes: bool) -> None:
    """Delete the notice where it has arrived, which Telegram allows for 48 hours; or change it into a correction."""
    with transaction() as session:
        notice = _found(session, number)
        correction = None
        if correct is not None:
            content = written.load(correct.read_text(encoding="utf-8"))
            correction = written.texts(content.get("text"), _parse, is_caption=written.may_be_caption(notice))
        out = _status(session, notice)["sent"]
    if not yes:
        click.confirm(f"{'Delete' if correction is None else 'Change'} it for {out} readers?", abort=True)
    with transaction() as session:
        _do(sending.recall, session, number, correction)
    click.echo(f"Notice {number} is being {'taken back' if correction is None else 'corrected'}.")


def _parse(source: str) -> tuple[str, list[dict[str, Any]]]:
    found = cleaned(parse_html(source))
    return found.text, [entity.json() for entity in found.entities]


def _with_audience(content: str, to: str | None) -> str:
    return content if to is None else f"{content}\naudience: {to}\n"


def _moment(at: str | None) -> datetime | None:
    if at is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise OperatorError(f"--at {at} is no moment: write it like 2026-12-01T10:00+08:00.") from None
    if moment.tzinfo is None:
        raise OperatorError(f"--at {at} has no zone: write it like {at}+08:00.")
    if moment <= system_clock():
        raise OperatorError(f"--at {at} has passed: leave it out to send at once.")
    return moment


def _show_audience(session: Session, notice: Notice, now: datetime) -> None:
    found = surveyed(session, notice, now)
    each = sorted((language or "no language", count) for language, count in found.by_language.items())
    languages = ", ".join(f"{language} {count}" for language, count in each)
    click.echo(f"“{notice.title}” goes to {found.readers} sellers ({languages or 'nobody'}).")
    unwanted = f"{found.opted_out} who want no {notice.category} notices, {found.textless} in whose language it is not"
    click.echo(f"Not reached: {found.blocked} who have blocked the bot, {unwanted}.")


def _status(session: Session, notice: Notice) -> dict[str, Any]:
    batch = session.get(Batch, notice.batch_id) if notice.batch_id is not None else None
    state = notice.state if batch is None else batch.state
    counts = {name: getattr(batch, name) if batch else 0 for name in ("total", *COUNTS)}
    return {"id": notice.id, "state": state, **counts, "due": batch.left if batch else 0}


def _follow(number: int) -> None:
    with click.progressbar(length=1, label=f"Notice {number}") as bar:
        while True:
            with transaction() as session:
                found = _status(session, _found(session, number))
            bar.length = found["total"]
            bar.update(found["total"] - found["due"] - bar.pos)
            if found["state"] not in ("running", "scheduled"):
                return
            time.sleep(LOOK_SECONDS)


def _found(session: Session, number: int) -> Notice:
    found = session.get(Notice, number)
    if found is None:
        raise OperatorError(_unknown(number))
    return found


def _do(verb: Any, session: Session, number: int, *more: Any) -> None:
    try:
        verb(session, number, COMMAND_LINE, system_clock(), *more)
    except queries.UnknownNotice:
        raise OperatorError(_unknown(number)) from None
    except (NotPossible, WrongState):
        state = _status(session, _found(session, number))["state"]
        raise OperatorError(f"That can't be done with notice {number}: it is {state}.") from None


def _steer(verb: Any, number: int, said: str) -> None:
    with transaction() as session:
        _do(verb, session, number)
    click.echo(f"Notice {number} {said}")


def _unknown(number: int) -> str:
    return f"There is no notice {number}: `seller-bot notices list` shows which there are."
