"""How the bot is: each thing that it needs, and what was left undone."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import State
from seller_bot.deliveries.queries import overdue, settled_since
from seller_bot.errors import OperatorError
from seller_bot.sellers.models import Seller
from seller_bot.settings import Settings
from seller_bot.storage import schema
from seller_bot.telegram.inspection import inspect
from seller_bot.turns.models import FailedUpdate
from seller_bot.turns.queries import count_failed, newest_failed, unanswered
from seller_bot.upkeep import REPLIES_OVERDUE

FAILURES_SHOWN = 10
MANY_WAITING = 100
DELIVERY_OVERDUE = timedelta(minutes=5)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; what is not well says what to do about it."""

    is_well: bool
    text: str


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The findings, the database's first."""
    try:
        schema.ensure_current(settings.database_url)
        with schema.connection(settings.database_url) as connection:
            findings = [*_database(Session(connection), now)]
    except OperatorError as error:
        findings = [Finding(False, str(error))]
    # The database is left alone while they are read.
    yield from findings
    try:
        yield from _telegram(settings)
    except OperatorError as error:
        yield Finding(False, str(error))


def content_of(database_url: str, update_id: int) -> str:
    """An update that was kept aside, as JSON. Raises OperatorError."""
    schema.ensure_current(database_url)
    with schema.connection(database_url) as connection:
        kept = Session(connection).get(FailedUpdate, update_id)
    if kept is None:
        raise OperatorError(f"No update {update_id} is kept aside: `seller-bot doctor` lists those that are.")
    return kept.content


def _database(session: Session, now: datetime) -> Iterator[Finding]:
    sellers = session.scalar(select(func.count()).select_from(Seller))
    yield Finding(True, f"The database is at revision {schema.head()} and knows {sellers} sellers.")
    waiting = len(unanswered(session, now - REPLIES_OVERDUE))
    if waiting:
        text = f"{waiting} replies have waited for more than a minute: start the bot, or look into its log."
        yield Finding(False, text)
    else:
        yield Finding(True, "No reply is overdue.")
    yield from _deliveries(session, now)
    yield from _failures(session)


def _failures(session: Session) -> Iterator[Finding]:
    failures = count_failed(session)
    if not failures:
        yield Finding(True, "No update has failed.")
    for update_id, failed_at, error in newest_failed(session, FAILURES_SHOWN):
        text = f"Update {update_id} failed on {failed_at:%Y-%m-%d %H:%M} UTC: {error}."
        yield Finding(False, f"{text} `seller-bot doctor --update {update_id}` shows it.")
    if failures > FAILURES_SHOWN:
        yield Finding(False, f"{failures - FAILURES_SHOWN} older updates failed, too.")


def _deliveries(session: Session, now: datetime) -> Iterator[Finding]:
    """What the bot says on its own initiative."""
    if late := overdue(session, now - DELIVERY_OVERDUE):
        due = f"{late} messages of the bot's own were due more than 5 minutes ago"
        yield Finding(False, f"{due}: start the bot, or look into its log.")
    for state, said in ((State.FAILED, "failed"), (State.UNCERTAIN, "are uncertain")):
        if found := settled_since(session, state, now - A_WEEK):
            newest = f"the newest, a {found[0].kind}: {found[0].error}"
            yield Finding(False, f"{len(found)} messages of the last week {said}; {newest}.")


def _telegram(settings: Settings) -> Iterator[Finding]:
    token = settings.telegram_bot_token.get_secret_value()
    found = asyncio.run(inspect(token, settings.telegram_api_url))
    yield Finding(True, f"Telegram knows the bot as @{found.username}.")
    if found.webhook:
        yield Finding(True, f"Its updates are sent to {found.webhook}; `seller-bot run` can't fetch them meanwhile.")
    if found.failure:
        yield Finding(
            False, f"Telegram could not deliver there on {found.failed_at:%Y-%m-%d %H:%M} UTC: {found.failure}."
        )
    waits = f"{found.waiting} updates wait at Telegram"
    if found.waiting >= MANY_WAITING:
        yield Finding(False, f"{waits}: the bot doesn't run, or can't keep up.")
    else:
        yield Finding(True, f"{waits}.")
