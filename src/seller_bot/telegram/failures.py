"""Updates that could not be applied, as they are kept aside: with the error's kind and place, without secrets."""

import json
import re
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from seller_bot.questions.secrets import REDACTED, find, redact
from seller_bot.staff.links import JOIN
from seller_bot.turns.models import FailedUpdate

INVITATION = re.compile(rf"(?<={JOIN}_)[A-Za-z0-9_-]{{8,}}")
WORDS = frozenset({"text", "caption"})


def failed_update(update: dict[str, Any], error: str, now: datetime) -> FailedUpdate:
    """What the engineer who mends the bot will want to see."""
    return FailedUpdate(id=update["update_id"], failed_at=now, error=error, content=json.dumps(_redacted(update)))


def place_of(error: Exception) -> str:
    """The exception and the line that raised it; never its message, which may repeat what a seller typed."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        return type(error.orig).__name__ + (f" (SQLSTATE {state})" if state else "")
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else repr(error)


def _redacted(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _redacted(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        return [_redacted(entry) for entry in value]
    if name in WORDS and isinstance(value, str):
        return INVITATION.sub(REDACTED, redact(value, find(value)))
    return value
