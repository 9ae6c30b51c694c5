"""The report on a notice as files: a picture, and a table with a line for each reader.

Both are made from all rows of the batch, which may be a million: on a connection and a thread of their own, when the
call that brings them is made.
"""

import functools
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from seller_bot.clock import Clock
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import Delivery
from seller_bot.deliveries.queries import plan_unless_due
from seller_bot.notices.models import Notice
from seller_bot.notices.report import Report, readers, reported
from seller_bot.notices.rules import Rules
from seller_bot.storage.database import Database, when_back
from seller_bot.telegram.contents import Content, Rendered
from seller_bot.telegram.methods import Upload
from seller_bot.telegram.newsroom import report_table
from seller_bot.telegram.newsroom.readers import locale_at, may_see, zone_of
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.wording import Wording

PICTURE, TABLE = "notice_picture", "notice_csv"
"""What a delivery brings: the report on the notice of that id, in this form."""


def bring(session: Session, kind: str, notice_id: int, chat_id: int, now: datetime) -> None:
    """The file comes into the chat; once, however often it is asked for before it is there."""
    plan_unless_due(session, [_planned(kind, notice_id, chat_id, now)])


def bring_once(session: Session, kind: str, notice_id: int, chat_id: int, now: datetime) -> None:
    """The file comes into the chat, unless it has come or been planned before."""
    planned = _planned(kind, notice_id, chat_id, now)
    if not session.scalars(select(exists().where(Delivery.reference == planned.reference))).one():
        session.add(planned)


def _planned(kind: str, notice_id: int, chat_id: int, now: datetime) -> Delivery:
    return Delivery(
        chat_id=chat_id,
        kind=kind,
        content={kind: notice_id},
        reference=f"{kind}:{notice_id}:{chat_id}",
        planned_at=now,
        due_at=now,
    )


@dataclass(frozen=True)
class ReportFile(Content):
    """A file of the report, in the reader's language."""

    database: Database
    rules: Rules
    clock: Clock

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        reader = delivery.chat_id
        notice = session.get_one(Notice, delivery.content[delivery.kind])
        if notice.batch_id is None or not may_see(session, reader):
            return Rendered(calls=[])
        wording = Wording(locale_at(session, reader), zone_of(session, reader, self.rules), self.clock())
        batch = session.get_one(Batch, notice.batch_id)
        call = self._call(notice, batch, wording)
        return Rendered(calls=[{**call, "parameters": {"chat_id": reader, "parse_mode": "HTML", **call["parameters"]}}])

    def _call(self, notice: Notice, batch: Batch, wording: Wording) -> Call:
        raise NotImplementedError

    def _upload(self, name: str, make: Callable[[Session], bytes]) -> Upload:
        return Upload(name, functools.partial(when_back, functools.partial(self.database.read, make)))


class Picture(ReportFile):
    """How it was delivered over time, how each delivery ended, and what of that was in which language."""

    def _call(self, notice: Notice, batch: Batch, wording: Wording) -> Call:
        def draw(session: Session) -> bytes:
            report = reported(session, batch.id, self.clock())
            return _drawn(notice.title, batch, report, wording)

        caption = wording.html("notice.report_picture", title=notice.title)
        photo = self._upload(f"notice-{notice.id}.png", draw)
        return {"method": "sendPhoto", "parameters": {"photo": photo, "caption": caption}}


def _drawn(title: str, batch: Batch, report: Report, wording: Wording) -> bytes:
    """Pillow is loaded for the first picture: it takes memory that few running bots ever have a use for."""
    drawing = importlib.import_module("seller_bot.telegram.newsroom.report_picture")
    made: bytes = drawing.drawn(title, batch, report, wording)
    return made


class Table(ReportFile):
    """All readers, one a line; packed where they are many."""

    def _call(self, notice: Notice, batch: Batch, wording: Wording) -> Call:
        write, suffix, key = report_table.form_for(batch.total)

        def made(session: Session) -> bytes:
            return write(f"notice-{notice.id}.csv", readers(session, batch.id), wording)

        caption = wording.html(key, title=notice.title, count=batch.total)
        document = self._upload(f"notice-{notice.id}{suffix}", made)
        return {"method": "sendDocument", "parameters": {"document": document, "caption": caption}}
