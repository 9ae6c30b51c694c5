"""Notices as tests write them."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from seller_bot.notices import sending
from seller_bot.notices.models import Category, Notice, NoticeState
from seller_bot.staff.events import COMMAND_LINE

WORDS = {"en": "Works on Sunday.", "ru": "В воскресенье работы.", "zh_Hans": "周日维护。"}


def text(said: str) -> dict[str, Any]:
    return {"text": said, "entities": []}


def notice(now: datetime, **more: Any) -> Notice:
    """A draft of news to everybody, in three languages."""
    row: dict[str, Any] = {
        "title": "Works",
        "category": Category.NEWS,
        "texts": {language: text(said) for language, said in WORDS.items()},
        "fallback": ["en"],
        "attachments": [],
        "buttons": [],
        "audience": {},
        "is_for_all": False,
        "is_patient": False,
        "state": NoticeState.DRAFT,
        "checks": {},
        "created_at": now,
    }
    return Notice(**{**row, **more})


def sent(session: Session, draft: Notice, now: datetime) -> int:
    """Send it right away; its number."""
    sending.keep(session, draft, COMMAND_LINE, now)
    sending.send(session, draft.id, COMMAND_LINE, now)
    return draft.id
