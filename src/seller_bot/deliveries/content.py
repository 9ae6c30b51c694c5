"""What a delivery says, as JSON that becomes text only when it is sent, in its reader's language then."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from seller_bot.conversation.turn import Button, Frame, Key, Pressed, Say

Json = dict[str, Any]


def content_of(say: Say) -> Json:
    """The message as it is kept."""
    content: Json = {
        "key": say.key,
        "values": _kept(say.values),
        "buttons": [_kept_button(button) for button in say.buttons],
    }
    if say.frame is not None:
        content["frame"] = {"key": say.frame.key, "values": _kept(say.frame.values)}
    rest = {"locale": say.locale, "force_reply": say.force_reply, "reply_to": say.reply_to}
    return content | {name: value for name, value in rest.items() if value is not None}


def say_of(content: Json, about: int) -> Say:
    """The message again; `about`, the delivery's id, comes back with each press on a step that names no visit."""
    frame = content.get("frame")
    return Say(
        key=content["key"],
        values=_given(content["values"]),
        buttons=tuple(_given_button(button, about) for button in content["buttons"]),
        frame=Frame(key=frame["key"], values=_given(frame["values"])) if frame else None,
        locale=content.get("locale"),
        force_reply=content.get("force_reply"),
        reply_to=content.get("reply_to"),
    )


def values_of(content: Json) -> Mapping[str, object]:
    """What the text names."""
    return _given(content["values"])


def _kept(values: Mapping[str, object]) -> Json:
    return {name: _kept_value(value) for name, value in values.items()}


def _kept_value(value: object) -> object:
    match value:
        case Key(key=key, values=own):
            return {"key": key, "values": _kept(own)} if own else {"key": key}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return list(value)
        case _:
            return value


def _given(values: Json) -> dict[str, object]:
    return {name: _given_value(value) for name, value in values.items()}


def _given_value(value: object) -> object:
    match value:
        case {"key": str(key), "values": dict(own)}:
            return Key(key=key, values=_given(own))
        case {"key": str(key)}:
            return Key(key=key)
        case {"moment": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case _:
            return value


def _kept_button(button: Button) -> Json:
    kept: Json = {"label": button.label, "values": _kept(button.values)}
    if button.presses is not None:
        pressed = button.presses
        kept["presses"] = [pressed.flow, pressed.step, pressed.choice, pressed.visit]
    if button.copies is not None:
        kept["copies"] = button.copies
    if button.style is not None:
        kept["style"] = button.style
    return kept


def _given_button(kept: Json, about: int) -> Button:
    presses = None
    if "presses" in kept:
        flow, step, choice, visit = kept["presses"]
        presses = Pressed(flow=flow, step=step, choice=choice, visit=visit or (about if step else 0))
    return Button(
        label=kept["label"],
        presses=presses,
        copies=kept.get("copies"),
        values=_given(kept["values"]),
        style=kept.get("style"),
    )
