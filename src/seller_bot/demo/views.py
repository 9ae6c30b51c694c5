"""A message as a person sees it: what tests ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from seller_bot.entities.render import to_html


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    message_id: int
    text: str
    """The text, or the caption."""
    html: str
    entities: tuple[dict[str, Any], ...]
    buttons: tuple[tuple[Button, ...], ...]
    """Rows of the inline keyboard."""
    keyboard: tuple[tuple[str, ...], ...]
    """Rows of the labels of the reply keyboard that came with this message."""
    edited: bool
    from_bot: bool
    json: dict[str, Any]
    """The whole message as the Bot API has it."""

    def __iter__(self) -> Iterator[Button]:
        for row in self.buttons:
            yield from row

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self]


def seen(message: dict[str, Any]) -> Message:
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    markup = message.get("reply_markup", {})
    return Message(
        message_id=message["message_id"],
        text=text,
        html=to_html(text, entities),
        entities=tuple(entities),
        buttons=tuple(tuple(map(button, row)) for row in markup.get("inline_keyboard", [])),
        keyboard=tuple(tuple(key["text"] for key in row) for row in markup.get("keyboard", [])),
        edited="edit_date" in message,
        from_bot=message["from"]["is_bot"],
        json=message,
    )


def button(value: dict[str, Any]) -> Button:
    return Button(
        label=value["text"],
        data=value.get("callback_data"),
        url=value.get("url"),
        copy_text=value.get("copy_text", {}).get("text"),
        style=value.get("style"),
    )
