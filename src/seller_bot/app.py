"""The composition root: the only module that sees everything, and puts a running bot together."""

import asyncio
import contextlib
import functools
import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from seller_bot import knowledge, texts, upkeep
from seller_bot.clock import Clock, system_clock
from seller_bot.errors import OperatorError
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.seal import Seal
from seller_bot.flows import FLOWS
from seller_bot.notices.rules import Rules
from seller_bot.settings import Settings
from seller_bot.staff import roster
from seller_bot.storage import schema
from seller_bot.storage.alone import alone_on
from seller_bot.storage.database import Database, DatabaseError, parse_url, sqlite_file, when_back
from seller_bot.storage.slips import Slips
from seller_bot.telegram import handlers, profile
from seller_bot.telegram.case_contents import contents_of_cases
from seller_bot.telegram.contents import Contents
from seller_bot.telegram.courier import Courier
from seller_bot.telegram.feed import Feed
from seller_bot.telegram.handlers import BotApplication
from seller_bot.telegram.illustrations import Illustrations
from seller_bot.telegram.intake import Intake
from seller_bot.telegram.menus import Menus
from seller_bot.telegram.newsroom.contents import contents_of_newsroom
from seller_bot.telegram.newsroom.id_lists import IdLists
from seller_bot.telegram.notices import contents_of_notices
from seller_bot.telegram.outage import Outage
from seller_bot.telegram.outbox import Outbox
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.polling import Polling
from seller_bot.telegram.traffic import Rates
from seller_bot.telegram.transport import TimeLimits, Transport
from seller_bot.telegram.turns import Turns

log = structlog.stdlib.get_logger()

TURNS_GRACE_SECONDS = 5.0
REPLIES_GRACE_SECONDS = 3.0
LATEST_END_SECONDS = 9.0
SWITCH_SECONDS = 0.0005
"""After each statement the database's thread waits for the interpreter this long, if the event loop is busy."""

ANSWER_SECONDS = 30.0
"""A message that Telegram is slow to confirm has mostly arrived: sent again too early, it arrives twice."""


class StartError(OperatorError):
    """The bot can't start."""


def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises StartError, or DatabaseError."""
    url = parse_url(settings.database_url)
    if not sqlite_file(url):
        schema.ensure_current(settings.database_url)
    with alone_on(url):
        if sqlite_file(url):
            _bring_up_to_date(settings.database_url)
        sys.setswitchinterval(SWITCH_SECONDS)
        texts.load()
        _spare_what_stays()
        asyncio.run(_run_until_stopped(settings))


def _bring_up_to_date(url: str) -> None:
    """Alembic is loaded only where the schema is old: it takes memory that a running bot has no use for."""
    if schema.revision(url) != schema.head():
        importlib.import_module("seller_bot.storage.migrate").upgrade(url)


def _spare_what_stays() -> None:
    """The modules are there to stay: looking for garbage among them again and again takes a tenth of all the CPU."""
    gc.collect()
    gc.freeze()


async def _run_until_stopped(settings: Settings) -> None:
    serving = asyncio.create_task(serve(settings), name="serve")

    def stop() -> None:
        serving.cancel()
        _end_in_time()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await serving
    finally:
        _end_in_time()


def _end_in_time() -> None:
    """A database that hangs keeps its driver's thread, and with it the process, from ending by itself."""
    end = threading.Timer(LATEST_END_SECONDS, os._exit, (1,))
    end.daemon = True
    end.start()


async def serve(settings: Settings, clock: Clock = system_clock) -> None:
    """Poll and answer until cancelled; then the turns in hand are finished and their replies sent."""
    calls, polls = Transport(TimeLimits(read=ANSWER_SECONDS)), Transport(connections=1)
    application = _application(settings, calls, polls)
    database = Database(settings.database_url)
    pacing = Pacing(rates=_rates(settings))
    desk = _desk(settings)
    rules = Rules(approval_above=settings.notice_approval_above, zone=settings.business_hours.zone)
    slips = Slips(_slips_file(database))
    illustrations = Illustrations(database, application.bot, pacing, are_on=settings.pictures)
    outbox = Outbox(database, slips, application.bot, pacing, illustrations, clock)
    contents = Contents(
        {
            **contents_of_cases(desk, clock),
            **contents_of_notices(is_paid=settings.paid_broadcast),
            **contents_of_newsroom(database, rules, clock),
        }
    )
    courier = Courier(database, application.bot, pacing, clock, contents)
    menus = Menus(database, application.bot)
    turns = Turns(
        database=database,
        application=application,
        outbox=outbox,
        flows=FLOWS,
        clock=clock,
        matcher=knowledge.matcher(),
        known={"organisation": settings.organisation, "contact": settings.contact, "desk": desk},
        desk=desk,
        rules=rules,
        owners=settings.owners,
        menus=menus,
    )
    polling = Polling(Feed(application.bot, polls), Intake(turns.take))
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(slips.close)
        stack.push_async_callback(database.close)
        stack.push_async_callback(calls.shutdown)
        stack.push_async_callback(polls.shutdown)
        await _introduce(application)
        stack.push_async_callback(application.shutdown)
        follow_settings = functools.partial(roster.follow_settings, owners=settings.owners, now=clock())
        await when_back(functools.partial(database.run, follow_settings))
        await when_back(outbox.take_up)
        stack.push_async_callback(_finish, polling, outbox, courier)
        await _work(
            polling.run(),
            courier.run(),
            profile.publish(application.bot, settings.organisation),
            menus.run(),
            IdLists(database, application.bot, clock).run(),
            upkeep.sweep(database, outbox, clock),
            upkeep.send_notices(database, clock),
            upkeep.show_notices(database, clock),
            upkeep.invite_silent(database, FLOWS, clock),
            upkeep.keep_desk(database, desk, clock),
            upkeep.watch(sqlite_file(database.url)),
        )


def _slips_file(database: Database) -> Path | None:
    """Beside a SQLite file; a program on a server's database may be started again on another machine."""
    file = sqlite_file(database.url)
    return file and Path(f"{file.resolve()}-slips")


def _rates(settings: Settings) -> Rates:
    return Rates(
        in_all=settings.messages_per_second,
        group=settings.group_messages_per_minute,
        paid=settings.paid_messages_per_second if settings.paid_broadcast else None,
    )


def _desk(settings: Settings) -> Desk:
    """Without a key of its own the seal's is derived from the token: with a new token it opens no older seal."""
    secret = settings.encryption_key or settings.telegram_bot_token
    return Desk(
        hours=settings.business_hours,
        seal=Seal(secret.get_secret_value()),
        chat_id=settings.managers_chat,
        locale=settings.managers_language,
    )


async def _work(*jobs: Coroutine[Any, Any, None]) -> None:
    """All that goes on while the bot runs; what ends one of the jobs ends them all."""
    try:
        async with asyncio.TaskGroup() as tasks:
            for job in jobs:
                tasks.create_task(job)
    except ExceptionGroup as errors:
        if errors.subgroup(InvalidToken):
            raise StartError("Telegram doesn't accept TELEGRAM_BOT_TOKEN any more: get the new one.") from errors
        if gone := errors.subgroup(DatabaseError):
            raise gone.exceptions[0] from errors
        raise


def _application(settings: Settings, calls: Transport, polls: Transport) -> BotApplication:
    application = (
        ApplicationBuilder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .updater(None)
        .job_queue(None)
        .build()
    )
    handlers.register(application, FLOWS)
    return application


async def _introduce(application: BotApplication) -> None:
    """Ask Telegram who we are; what only the network keeps from us is waited for."""
    outage = Outage()
    while True:
        try:
            await application.initialize()
            outage.over()
            log.info("started", bot=application.bot.username)
            return
        except InvalidToken as error:
            raise StartError("Telegram doesn't know TELEGRAM_BOT_TOKEN: copy it from @BotFather again.") from error
        except BadRequest as error:
            raise StartError(f"The server at TELEGRAM_API_URL doesn't answer as a Bot API server: {error}.") from error
        except TelegramError as error:
            await outage.wait_out(error)


async def _finish(polling: Polling, outbox: Outbox, courier: Courier) -> None:
    with contextlib.suppress(TimeoutError, TelegramError):
        async with asyncio.timeout(TURNS_GRACE_SECONDS):
            await polling.drain()
    try:
        async with asyncio.timeout(REPLIES_GRACE_SECONDS):
            await asyncio.gather(outbox.drain(), courier.drain())
    except TimeoutError:
        await asyncio.gather(outbox.drop(), courier.drop())
    log.info("stopped")
