"""Drawings on their way: as the file that Telegram has of them, else uploaded, else the message is sent without.

A picture may neither lose a message nor hold it up: an upload is tried once, and not for long. One of which nobody
knows whether it has arrived is tried once more, as every message is: the words would be a second message beside it.
Whoever is to get a drawing that is being uploaded for somebody else waits a moment for it.
"""

import asyncio
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session
from telegram import Bot

from seller_bot.pictures import drawn
from seller_bot.pictures.files import forget_file, keep_file, known_file
from seller_bot.storage.database import AWAY, Database, brief
from seller_bot.telegram.attempt import Blocked, Impossible, InDoubt, Outcome, Sent, TooFast
from seller_bot.telegram.failures import logged
from seller_bot.telegram.methods import Upload
from seller_bot.telegram.outbound import Call, in_words
from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.sending import FIRST_PAUSE, NotTaken, make, once, settle
from seller_bot.waiting import until_set

log = structlog.stdlib.get_logger()

DRAWING_SECONDS = 5.0
UPLOAD_SECONDS = 15.0
MOMENT = 2.0
"""So many seconds one waits for the upload to somebody else; then the words come."""

ABOUT_THE_FILE = ("file identifier", "file_id", "file_reference", "file reference", "file of type", "photo_invalid")
"""What Telegram says where a file_id is of no use any more; all else says nothing of it."""

Write = Callable[[Session], None]


@dataclass(frozen=True, slots=True)
class Drawing:
    name: str
    locale: str

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.locale}.png"


class Illustrations:
    """Sends messages, with their drawings where they have one: uploaded once, by the file_id from then on.

    `_drawn` has each drawing as it looks, drawn once; `_files` what Telegram has of them.
    """

    def __init__(self, database: Database, bot: Bot, pacing: Pacing, *, are_on: bool) -> None:
        self._database = database
        self._bot = bot
        self._pacing = pacing
        self._are_on = are_on
        self._drawn: dict[Drawing, asyncio.Task[bytes]] = {}
        self._files: dict[Drawing, str] = {}
        self._uploading: dict[Drawing, asyncio.Event] = {}
        self._notes: set[asyncio.Task[None]] = set()

    async def send(self, chat_id: int, call: Call) -> None:
        """Send a message. Raises NotTaken and NotSent as `make` does."""
        drawing = _drawing_of(call)
        if drawing is None:
            await make(self._bot, chat_id, call, self._pacing)
        elif not (self._are_on and await self._is_shown(chat_id, call, drawing)) and (words := in_words(call)):
            await make(self._bot, chat_id, words, self._pacing)

    async def _is_shown(self, chat_id: int, call: Call, drawing: Drawing) -> bool:
        """Whether the message is out with its drawing, or would not be without it either."""
        try:
            content = await self._content(drawing)
        except Exception as error:
            log.error("picture_not_drawn", picture=drawing.file_name, **logged(error))
            return False
        if drawing in self._uploading:
            await until_set(self._uploading[drawing], MOMENT)
        known = self._files.get(drawing)
        if known is not None and (is_shown := await self._is_shown_by(known, chat_id, call, drawing)) is not None:
            return is_shown
        return drawing not in self._uploading and await self._is_uploaded(content, chat_id, call, drawing)

    # Drawing.

    async def _content(self, drawing: Drawing) -> bytes:
        """The drawing, which is drawn once for all who wait for it; a failure is no reason not to try the next time."""
        if drawing not in self._drawn:
            self._drawn[drawing] = asyncio.create_task(self._prepare(drawing), name=drawing.file_name)
        drawing_it = self._drawn[drawing]
        try:
            async with asyncio.timeout(DRAWING_SECONDS):
                return await asyncio.shield(drawing_it)
        finally:
            if drawing_it.done() and (drawing_it.cancelled() or drawing_it.exception()):
                self._drawn.pop(drawing, None)

    async def _prepare(self, drawing: Drawing) -> bytes:
        """Draw it, and find out whether Telegram has it already as it looks now."""
        content = await asyncio.to_thread(drawn, drawing.name, drawing.locale)
        look_up = functools.partial(
            known_file, bot_id=self._bot.id, name=drawing.name, locale=drawing.locale, digest=_digest(content)
        )
        try:
            file_id = await self._database.run(look_up)
        except AWAY as error:
            log.warning("picture_not_looked_up", picture=drawing.file_name, reason=brief(error))
        else:
            if file_id is not None:
                self._files[drawing] = file_id
        return content

    # Sending.

    async def _is_shown_by(self, file_id: str, chat_id: int, call: Call, drawing: Drawing) -> bool | None:
        """None where Telegram has no such file any more, which is forgotten; for all else it is not to blame."""
        outcome = await settle(self._bot, chat_id, _with(call, photo=file_id), self._pacing)
        if isinstance(outcome, Sent | None):
            return True
        _raise_if_blocked(outcome)
        log.warning("picture_refused", picture=drawing.file_name, outcome=repr(outcome))
        if not _is_about_the_file(outcome):
            return False
        if self._files.get(drawing) == file_id:
            del self._files[drawing]
        self._note(functools.partial(forget_file, bot_id=self._bot.id, file_id=file_id))
        return None

    async def _is_uploaded(self, content: bytes, chat_id: int, call: Call, drawing: Drawing) -> bool:
        async def made() -> bytes:
            return content

        kept = functools.partial(self._keep, drawing, _digest(content))
        upload = Upload(drawing.file_name, made, kept)
        limits = {"read_timeout": UPLOAD_SECONDS, "write_timeout": UPLOAD_SECONDS}
        outcome = await self._alone(drawing, chat_id, _with(call, photo=upload, **limits))
        _raise_if_blocked(outcome)
        if not isinstance(outcome, Sent):
            log.warning("picture_not_sent", picture=drawing.file_name, outcome=repr(outcome))
        return isinstance(outcome, Sent)

    async def _alone(self, drawing: Drawing, chat_id: int, call: Call) -> Outcome:
        """One upload of a drawing at a time; who waits for it hears when it is over."""
        self._uploading[drawing] = asyncio.Event()
        try:
            outcome = await self._in_turn(chat_id, call)
            if isinstance(outcome, InDoubt):
                await asyncio.sleep(FIRST_PAUSE)
                outcome = await self._in_turn(chat_id, call)
            return outcome
        finally:
            self._uploading.pop(drawing).set()

    async def _in_turn(self, chat_id: int, call: Call) -> Outcome:
        """That Telegram is written to too fast says nothing of the picture."""
        while isinstance(outcome := await once(self._bot, chat_id, call, self._pacing), TooFast):
            self._pacing.refused(chat_id, outcome.seconds)
        return outcome

    # Remembering.

    def _keep(self, drawing: Drawing, digest: str, file_id: str) -> None:
        self._files[drawing] = file_id
        about = functools.partial(keep_file, bot_id=self._bot.id, name=drawing.name, locale=drawing.locale)
        self._note(functools.partial(about, digest=digest, file_id=file_id))

    def _note(self, work: Write) -> None:
        """In the background: the message is out, and the next one need not wait."""
        task = asyncio.create_task(self._write(work), name="picture")
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _write(self, work: Write) -> None:
        try:
            await self._database.run(work)
        except Exception as error:
            log.warning("picture_not_noted", reason=brief(error))  # The next process uploads it once more.


def _drawing_of(call: Call) -> Drawing | None:
    match call["parameters"].get("photo"):
        case {"drawing": str(name), "locale": str(locale)}:
            return Drawing(name, locale)
    return None


def _with(call: Call, **parameters: object) -> Call:
    return {**call, "parameters": {**call["parameters"], **parameters}}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _raise_if_blocked(outcome: Outcome) -> None:
    if isinstance(outcome, Blocked):
        raise NotTaken(outcome.reason)


def _is_about_the_file(outcome: Outcome) -> bool:
    return isinstance(outcome, Impossible) and any(words in outcome.reason.lower() for words in ABOUT_THE_FILE)
