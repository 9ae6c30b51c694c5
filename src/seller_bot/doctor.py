"""How the bot is: each thing that it needs, and what was left undone."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from seller_bot.errors import OperatorError
from seller_bot.sellers.models import Seller
from seller_bot.settings import Settings
from seller_bot.storage import schema
from seller_bot.storage.database import blocking_engine, parse_url
from seller_bot.telegram.inspection import inspect
from seller_bot.turns.models import FailedUpdate
from seller_bot.turns.queries import failed, unanswered

FAILURES_SHOWN = 10
MANY_WAITING = 100
REPLY_OVERDUE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; what is not well says what to do about it."""

    is_well: bool
    text: str


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The findings, one as soon as it is there."""
    try:
        schema.ensure_current(settings.database_url)
    except OperatorError as error:
        yield Finding(False, str(error))
    else:
        with _session(settings.database_url) as session:
            yield from _database(session, now)
    try:
        yield from _telegram(settings)
    except OperatorError as error:
        yield Finding(False, str(error))


def content_of(database_url: str, update_id: int) -> str:
    """An update that was kept aside, as JSON. Raises OperatorError."""
    with _session(database_url) as session:
        kept = session.get(FailedUpdate, update_id)
    if kept is None:
        raise OperatorError(f"No update {update_id} is kept aside: `seller-bot doctor` lists those that are.")
    return kept.content


def _session(database_url: str) -> Session:
    return Session(blocking_engine(parse_url(database_url)))


def _database(session: Session, now: datetime) -> Iterator[Finding]:
    sellers = session.scalar(select(func.count()).select_from(Seller))
    yield Finding(True, f"The database is at revision {schema.head()} and knows {sellers} sellers.")
    overdue = len(unanswered(session, now - REPLY_OVERDUE))
    if overdue:
        yield Finding(
            False, f"{overdue} replies have waited for more than a minute: start the bot, or look into its log."
        )
    else:
        yield Finding(True, "No reply is overdue.")
    kept = failed(session)
    for update in kept[:FAILURES_SHOWN]:
        text = f"Update {update.id} failed on {update.failed_at:%Y-%m-%d %H:%M} UTC: {update.error}."
        yield Finding(False, f"{text} `seller-bot doctor --update {update.id}` shows it.")
    if len(kept) > FAILURES_SHOWN:
        yield Finding(False, f"{len(kept) - FAILURES_SHOWN} older updates failed, too.")
    if not kept:
        yield Finding(True, "No update has failed.")


def _telegram(settings: Settings) -> Iterator[Finding]:
    token = settings.telegram_bot_token.get_secret_value()
    found = asyncio.run(inspect(token, settings.telegram_api_url))
    yield Finding(True, f"Telegram knows the bot as @{found.username}.")
    if found.webhook:
        yield Finding(True, f"Its updates are sent to {found.webhook}.")
    if found.failure:
        yield Finding(
            False, f"Telegram could not deliver there on {found.failed_at:%Y-%m-%d %H:%M} UTC: {found.failure}."
        )
    waits = f"{found.waiting} updates wait at Telegram"
    if found.waiting >= MANY_WAITING:
        yield Finding(False, f"{waits}: the bot doesn't run, or can't keep up.")
    else:
        yield Finding(True, f"{waits}.")
