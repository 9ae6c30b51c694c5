"""Inline keyboards: their rows, and the callback data that brings a press back as a turn."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from seller_bot.conversation.turn import Button, Pressed
from seller_bot.texts import Texts

ROW_WIDTH = 30
"""How much text fits beside each other on a phone, in Latin letters; a Chinese character is two wide."""

MAX_IN_ROW = 3
MAX_COPIED = 256
MAX_PLACEHOLDER = 64
SEPARATOR = ":"
TICK = "✓ "
"""Before the label of a button that was pressed."""


def encode(pressed: Pressed) -> str:
    """The callback data of a button, at most 64 bytes."""
    return SEPARATOR.join((pressed.flow, pressed.step or "", pressed.choice or "", str(pressed.visit)))


def decode(data: str) -> Pressed:
    """The press that a button's data stands for; data that none of our buttons holds leads to no flow."""
    flow, *rest = data.split(SEPARATOR)
    if len(rest) != 3 or not (rest[2].isascii() and rest[2].isdigit() and len(rest[2]) < 19):
        return Pressed(flow="")
    return Pressed(flow=flow, step=rest[0] or None, choice=rest[1] or None, visit=int(rest[2]))


def markup(buttons: Sequence[Button], texts: Texts) -> dict[str, Any]:
    """An InlineKeyboardMarkup: short buttons side by side, long ones each in a row."""
    rows: list[list[dict[str, Any]]] = []
    for shown in (_shown(button, texts) for button in buttons):
        if rows and _fits([*rows[-1], shown]):
            rows[-1].append(shown)
        else:
            rows.append([shown])
    return {"inline_keyboard": rows}


def rows_markup(rows: Sequence[Sequence[Button]], texts: Texts) -> dict[str, Any]:
    """An InlineKeyboardMarkup with these rows as they are."""
    return {"inline_keyboard": [[_shown(button, texts) for button in row] for row in rows]}


def reply_field(placeholder: str, texts: Texts) -> dict[str, Any]:
    """A ForceReply: the reader's field is open for a reply to the message."""
    return {"force_reply": True, "input_field_placeholder": texts.plain(placeholder)[:MAX_PLACEHOLDER]}


def marked(button: Button, texts: Texts) -> dict[str, Any]:
    """The keyboard that is left of a pressed one: what was chosen, with a tick."""
    shown = _shown(button, texts)
    return {"inline_keyboard": [[{**shown, "text": f"{TICK}{shown['text']}"}]]}


def _shown(button: Button, texts: Texts) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": texts.plain(button.label, button.values)}
    if button.style is not None:
        shown["style"] = button.style
    if button.presses is not None:
        return {**shown, "callback_data": encode(button.presses)}
    return {**shown, "copy_text": {"text": (button.copies or "")[:MAX_COPIED]}}


def _fits(row: Sequence[dict[str, Any]]) -> bool:
    return len(row) <= MAX_IN_ROW and all(_width(button["text"]) <= ROW_WIDTH // len(row) for button in row)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
