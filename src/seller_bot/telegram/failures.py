"""Updates that could not be applied: kept aside with the error's place, no secrets or contacts; and apologised for."""

import json
import re
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Say, Toast
from seller_bot.escalations.masks import masked_all
from seller_bot.questions.secrets import REDACTED, find, redact
from seller_bot.sellers.queries import lock
from seller_bot.staff.links import JOIN
from seller_bot.telegram.loading import Incoming
from seller_bot.telegram.outbound import Call, calls
from seller_bot.texts import locale_of
from seller_bot.turns.models import FailedUpdate, ReceivedUpdate
from seller_bot.turns.queries import known_among

INVITATION = re.compile(rf"(?<={JOIN}_)[A-Za-z0-9_-]{{8,}}")
IDENTIFIERS = frozenset(
    {
        "id",
        "type",
        "status",
        "data",
        "callback_data",
        "language_code",
        "mime_type",
        "media_group_id",
        "chat_instance",
        "file_id",
        "file_unique_id",
        "custom_emoji_id",
        "inline_message_id",
        "persistent_id",
    }
)
"""What is written by a program, and would be spoilt by a mask; all else may be what somebody typed."""

OF_OTHERS = frozenset({"contact", "location", "venue", "forward_origin", "external_reply", "reply_to_message"})
"""What is about other people, or says where somebody is: that it was there is all that anybody needs to know."""


def received(one: Incoming, made: list[Call], now: datetime) -> ReceivedUpdate:
    """The update's row; where there is nothing to say it is answered thereby."""
    answered_at = None if made else now
    return ReceivedUpdate(
        id=one.update.update_id, chat_id=one.chat_id, received_at=now, calls=made, answered_at=answered_at
    )


def apologise(session: Session, one: Incoming, error: Exception, now: datetime) -> list[Call]:
    """Keep the update aside, and the calls that tell its seller so."""
    if known_among(session, [one.update.update_id]):
        return []
    made = _apology(session, one, now)
    session.add(received(one, made, now))
    keep(session, one.update.to_dict(), place_of(error), now)
    return made


def _apology(session: Session, one: Incoming, now: datetime) -> list[Call]:
    if not one.is_private:
        # Whoever wrote in a group may have no chat with the bot: a press at least waits no longer.
        return calls((Toast(),), chat_id=one.chat_id, locale=None, query=one.query)
    seller = lock(session, [one.user.id], now)[one.user.id]
    seller.locale = seller.locale or locale_of(one.user.language_code)
    return calls((Toast(), Say(key="error.apology")), chat_id=seller.id, locale=seller.locale, query=one.query)


def pass_over(session: Session, one: Incoming, now: datetime) -> list[Call]:
    """Note only that the update came."""
    session.add(received(one, [], now))
    return []


def keep(session: Session, update: dict[str, Any], error: str, now: datetime) -> None:
    """Keep an update for the engineer who mends the bot; of an older one with the same number it takes the place."""
    content = json.dumps(_redacted(update))
    session.merge(FailedUpdate(id=update["update_id"], failed_at=now, error=error, content=content))


def logged(error: Exception) -> dict[str, Any]:
    """What the log says of an error: where it was raised and how the program came there, none of its words."""
    way = "" if isinstance(error, DBAPIError) else "".join(traceback.format_tb(error.__traceback__))
    return {"error": place_of(error), **({"traceback": way} if way else {})}


def place_of(error: Exception) -> str:
    """The exception and the line that raised it; never its message, which may repeat what a seller typed."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        return type(error.orig).__name__ + (f" (SQLSTATE {state})" if state else "")
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _redacted(value: Any, name: str = "") -> Any:
    if name in OF_OTHERS:
        return REDACTED
    if isinstance(value, dict):
        return {key: _redacted(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        return [_redacted(entry) for entry in value]
    if isinstance(value, str) and name not in IDENTIFIERS:
        return masked_all(INVITATION.sub(REDACTED, redact(value, find(value))))
    return value
