"""A notice as a file: read, checked against Telegram's limits, and made into a draft.

title: Works on Sunday                     what the staff calls it
category: service                          or news
always: true                               also to those who have switched the category off; for service only
quiet_hours: true                          only between 9:00 and 20:00 where its reader lives
text: {en: …, ru: …, zh_Hans: …}           in Telegram's HTML
fallback: [en]                             for readers whose language is missing; without it they get nothing
photo: https://…                           or Telegram's id of one
receipt: true                              with a button "Got it", and those who press it are counted
buttons: [{url: https://…, text: {en: …, ru: …, zh_Hans: …}}]
audience: {language: [ru]}                 see `audience.py`; everybody, where it is left out
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import yaml

from seller_bot.errors import OperatorError
from seller_bot.notices.audience import NoAudience, condition
from seller_bot.notices.models import Category, Notice, NoticeState
from seller_bot.texts import LANGUAGES
from seller_bot.traditional import SIMPLIFIED, TRADITIONAL, convert

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_LABEL, LONGEST_TITLE = 4096, 1024, 64, 120
MOST_BUTTONS = 3
KNOWN = ("title", "category", "always", "quiet_hours", "text", "fallback", "photo", "receipt", "buttons", "audience")

Parse = Callable[[str], tuple[str, list[dict[str, Any]]]]
"""From Telegram's HTML to the text and its entities; raises ValueError with the place of the fault."""


class NotWritten(OperatorError):
    """The file is no notice: each fault is named, with its place and what should stand there."""


def read(content: str, parse: Parse, now: datetime, created_by: int | None = None) -> Notice:
    """The draft that a file describes. Raises NotWritten."""
    found = load(content)
    faults = [f"`{name}` is unknown: known are {', '.join(KNOWN)}" for name in found if name not in KNOWN]
    photo = found.get("photo")
    faults += [*_faults(found, now)]
    texts = _texts(found.get("text"), LONGEST_TEXT, parse, faults)
    if faults:
        raise NotWritten("The notice can't be sent as it is: " + "; ".join(faults) + ".")
    return Notice(
        title=found["title"],
        category=found.get("category", Category.SERVICE),
        texts=texts,
        fallback=list(found.get("fallback", [])),
        attachments=[{"type": "photo", "media": photo}] if photo else [],
        buttons=[_with_traditional(button) for button in found.get("buttons", [])],
        asks_receipt=bool(found.get("receipt", False)),
        audience=found.get("audience") or {},
        is_for_all=bool(found.get("always", False)),
        is_patient=bool(found.get("quiet_hours", False)),
        state=NoticeState.DRAFT,
        checks={},
        created_by=created_by,
        created_at=now,
    )


def load(content: str) -> dict[str, Any]:
    """The mapping that a file holds. Raises NotWritten."""
    try:
        found = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise NotWritten(f"The file is no YAML: {error}") from error
    if not isinstance(found, dict):
        raise NotWritten("The file should be a mapping with at least `title` and `text`.")
    return found


def may_be_caption(notice: Notice) -> bool:
    """Whether readers may have its text under what is attached, where a correction must be as short as a caption."""
    return bool(notice.attachments) and any(len(one["text"]) <= LONGEST_CAPTION for one in notice.texts.values())


def texts(written: object, parse: Parse, *, is_caption: bool) -> dict[str, Any]:
    """A text for each language. Raises NotWritten."""
    faults: list[str] = []
    found = _texts(written, LONGEST_CAPTION if is_caption else LONGEST_TEXT, parse, faults)
    if faults:
        raise NotWritten("The text can't be sent as it is: " + "; ".join(faults) + ".")
    return found


def _faults(found: Mapping[str, Any], now: datetime) -> list[str]:
    faults = []
    title = found.get("title")
    if not isinstance(title, str) or not 0 < len(title.strip()) <= LONGEST_TITLE:
        faults.append(f"`title` is a line of up to {LONGEST_TITLE} characters")
    if found.get("category", Category.SERVICE) not in [*Category]:
        faults.append(f"`category` is one of {', '.join(Category)}")
    if found.get("always") and found.get("category", Category.SERVICE) != Category.SERVICE:
        faults.append("`always` is for the category service only")
    written, fallback = found.get("text"), found.get("fallback", [])
    if not isinstance(fallback, list) or not {*fallback} <= {*(written if isinstance(written, dict) else ())}:
        faults.append("`fallback` is a list of languages in which the text is written")
    if not isinstance(found.get("photo", ""), str):
        faults.append("`photo` is an address on the web, or Telegram's id of a photo")
    try:
        condition(found.get("audience") or {}, now)
    except NoAudience as error:
        faults.append(str(error))
    return [*faults, *_faults_of_buttons(found.get("buttons", []))]


def _faults_of_buttons(buttons: object) -> list[str]:
    if not isinstance(buttons, list) or len(buttons) > MOST_BUTTONS:
        return [f"`buttons` is a list of up to {MOST_BUTTONS}"]
    faults = []
    for number, button in enumerate(buttons, 1):
        url = button.get("url") if isinstance(button, dict) else None
        labels = button.get("text") if isinstance(button, dict) else None
        if not isinstance(url, str) or not url.startswith(("https://", "http://", "tg://")):
            faults.append(f"button {number} needs a `url` that begins with https://")
        if not isinstance(labels, dict) or not all(_is_label(label) for label in labels.values()):
            faults.append(f"button {number} needs a `text` of up to {LONGEST_LABEL} characters in each language")
    return faults


def _is_label(label: object) -> bool:
    return isinstance(label, str) and 0 < len(label.strip()) <= LONGEST_LABEL


def _texts(written: object, longest: int, parse: Parse, faults: list[str]) -> dict[str, Any]:
    if not isinstance(written, dict) or not written or not {*written} <= {*LANGUAGES}:
        faults.append(f"`text` has one text for each language, of {', '.join(LANGUAGES)}")
        return {}
    if SIMPLIFIED in written:
        written = {**written, TRADITIONAL: convert(str(written[SIMPLIFIED]))}
    return {language: _text(language, source, longest, parse, faults) for language, source in written.items()}


def _text(language: str, source: object, longest: int, parse: Parse, faults: list[str]) -> dict[str, Any]:
    try:
        text, entities = parse(str(source))
    except ValueError as error:
        faults.append(f"the text in {language} is not what Telegram takes: {error}")
        return {}
    if not 0 < len(text) <= longest:
        faults.append(f"the text in {language} has {len(text)} characters; it may have 1 to {longest}")
    return {"text": text, "entities": entities}


def _with_traditional(button: Mapping[str, Any]) -> dict[str, Any]:
    labels = dict(button["text"])
    if SIMPLIFIED in labels:
        labels[TRADITIONAL] = convert(labels[SIMPLIFIED])
    return {"url": button["url"], "text": labels}
