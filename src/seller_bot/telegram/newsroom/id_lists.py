"""Lists of ids that come as files: fetched beside the turns, since a turn waits for no network.

That a file is to be fetched stands in its writer's row, so no crash forgets it.
"""

import asyncio
import functools
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from seller_bot.clock import Clock
from seller_bot.conversation.turn import Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery
from seller_bot.notices import drafts
from seller_bot.notices.cards import show_below
from seller_bot.notices.models import Notice, NotPossible, Writer
from seller_bot.notices.picks import with_ids
from seller_bot.staff.events import Actor
from seller_bot.staff.models import Role
from seller_bot.storage.database import AWAY, Database, brief
from seller_bot.telegram.newsroom.composing import NotUnderstood, ids_of
from seller_bot.telegram.newsroom.readers import locale_at

log = structlog.stdlib.get_logger()

FILE = "file:"
"""What is awaited of a writer whose file is to be fetched, with Telegram's id of it."""

LOOK_SECONDS = 1.0
LARGEST = 20 * 2**20
UNREADABLE = b"\xff"


class IdLists:
    """Fetches the files that writers have sent, and takes the ids in them for the audience of their notices."""

    def __init__(self, database: Database, bot: Bot, clock: Clock) -> None:
        self._database = database
        self._bot = bot
        self._clock = clock

    async def run(self) -> None:
        while True:
            try:
                for person_id, file_id in await self._database.run(_awaited):
                    await self._take(person_id, file_id)
            except AWAY as error:
                log.warning("id_lists_not_read", reason=brief(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def _take(self, person_id: int, file_id: str) -> None:
        try:
            content = await self._fetch(file_id)
        except TelegramError as error:
            log.warning("id_list_not_fetched", person=person_id, reason=error.message)
            if not isinstance(error, BadRequest):
                return  # It is tried again at the next look.
            content = UNREADABLE
        settle = functools.partial(_settle, person_id=person_id, file_id=file_id, now=self._clock())
        try:
            await self._database.run(functools.partial(settle, content=content))
        except AWAY:
            raise
        except Exception:
            # Whatever it is about this file, it must not come back with every look.
            log.exception("id_list_failed", person=person_id)
            await self._database.run(functools.partial(settle, content=UNREADABLE))

    async def _fetch(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        return UNREADABLE if (file.file_size or 0) > LARGEST else bytes(await file.download_as_bytearray())


def _awaited(session: Session) -> Sequence[tuple[int, str]]:
    waiting = select(Writer.person_id, Writer.awaits).where(Writer.awaits.startswith(FILE))
    return [(person_id, str(awaits).removeprefix(FILE)) for person_id, awaits in session.execute(waiting)]


def _settle(session: Session, *, person_id: int, file_id: str, content: bytes, now: datetime) -> None:
    """Take the ids, or say what is wrong with the file; nothing, where the writer has gone on to something else."""
    writer = session.get(Writer, person_id, with_for_update=True, populate_existing=True)
    if writer is None or writer.notice_id is None or writer.awaits != f"{FILE}{file_id}":
        return
    try:
        ids = ids_of(content.decode("utf-8-sig"))
        audience = with_ids(session.get_one(Notice, writer.notice_id).audience, ids)
        drafts.revise(session, writer.notice_id, Actor(Role.SUPPORT, person_id), now, audience=audience)
    except UnicodeDecodeError:
        _say(session, person_id, Say(key="notice.fault_file"), now)
    except NotUnderstood as fault:
        _say(session, person_id, Say(key=fault.key, values={"line": fault.line}), now)
    except NotPossible:
        _say(session, person_id, Say(key="notice.said_not_possible"), now)
    else:
        writer.awaits = None
        show_below(session, writer.notice_id, person_id, now)
        return
    writer.awaits = "ids"


def _say(session: Session, person_id: int, say: Say, now: datetime) -> None:
    """To the writer, in the language of the staff."""
    delivery = Delivery(
        chat_id=person_id,
        kind="notice_fault",
        content=content_of(say),
        locale=locale_at(session, person_id),
        planned_at=now,
        due_at=now,
    )
    session.add(delivery)
