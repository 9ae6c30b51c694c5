"""A text with its entities, whose offsets and lengths count UTF-16 code units."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

# Entities of one place stand in this order; the numbers are tdlib's.
PRIORITIES = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
FOUND = 50


@dataclass(frozen=True, slots=True)
class Entity:
    type: str
    offset: int
    length: int
    extra: dict[str, Any] = field(default_factory=dict)
    """`url`, `user`, `language` or `custom_emoji_id`, as in the Bot API."""

    @property
    def end(self) -> int:
        return self.offset + self.length

    def moved(self, offset: int, length: int) -> Self:
        return replace(self, offset=offset, length=length)

    def json(self) -> dict[str, Any]:
        return {"offset": self.offset, "length": self.length, "type": self.type, **self.extra}

    def order(self) -> tuple[int, int, int]:
        return self.offset, -self.length, PRIORITIES.get(self.type, FOUND)


@dataclass(frozen=True, slots=True)
class FormattedText:
    text: str
    entities: tuple[Entity, ...] = ()
    dropped: int = 0
    """How many entities more there were than Telegram keeps."""

    def limited(self, most: int) -> Self:
        return replace(self, entities=self.entities[:most], dropped=max(0, len(self.entities) - most))

    def json(self, key: str = "text") -> dict[str, Any]:
        """`text` and `entities` of a message, or `caption` and `caption_entities`."""
        entities = "entities" if key == "text" else f"{key}_entities"
        found = {key: self.text} if self.text else {}
        return {**found, entities: [entity.json() for entity in self.entities]} if self.entities else dict(found)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_part(text: str, offset: int, length: int) -> str:
    if text.isascii():
        return text[offset : offset + length]
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
