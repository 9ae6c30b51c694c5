"""Telegram's own parser (tdlib, through tdjson): what ours is held against."""

import json
from typing import Any

import tdjson

from seller_bot.entities.formatted import Entity, FormattedText

MODES: dict[str, dict[str, Any]] = {
    "HTML": {"@type": "textParseModeHTML"},
    "MarkdownV2": {"@type": "textParseModeMarkdown", "version": 2},
}
TYPES = {
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeMentionName": "text_mention",
    "textEntityTypePreCode": "pre",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeCustomEmoji": "custom_emoji",
    "textEntityTypeEmailAddress": "email",
    "textEntityTypeDateTime": "date_time",
}
NAMES = {name: kind for kind, name in TYPES.items() if kind != "textEntityTypePreCode"}


class RefusedByTelegram(ValueError):
    pass


def execute(**request: Any) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    found: dict[str, Any] = json.loads(answer)
    if found["@type"] == "error":
        raise RefusedByTelegram(found["message"].removeprefix("Can't parse entities: "))
    return found


execute(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def parsed(source: str, mode: str) -> FormattedText:
    return formatted(execute(**{"@type": "parseTextEntities", "text": source, "parse_mode": MODES[mode]}))


def settled(text: str, entities: tuple[Entity, ...]) -> FormattedText:
    """The text as tdlib sends it off: parseMarkdown does so with a text that holds nothing of its own Markdown."""
    given = {"@type": "formattedText", "text": text, "entities": [described(entity) for entity in entities]}
    return formatted(execute(**{"@type": "parseMarkdown", "text": given}))


def found(text: str) -> tuple[Entity, ...]:
    return formatted({"text": text, **execute(**{"@type": "getTextEntities", "text": text})}).entities


def formatted(answer: dict[str, Any]) -> FormattedText:
    entities = (
        Entity(kind(item["type"]), item["offset"], item["length"], extra(item["type"])) for item in answer["entities"]
    )
    return FormattedText(answer["text"], tuple(entities))


def kind(value: dict[str, Any]) -> str:
    name: str = value["@type"]
    return TYPES.get(name) or name.removeprefix("textEntityType").lower()


def extra(value: dict[str, Any]) -> dict[str, Any]:
    if "user_id" in value:
        return {"user": {"id": value["user_id"]}}
    return {name: value[name] for name in ("url", "language", "custom_emoji_id", "unix_time") if name in value}


def described(entity: Entity) -> dict[str, Any]:
    name = NAMES.get(entity.type) or f"textEntityType{entity.type.title()}"
    if entity.type == "pre" and entity.extra:
        name = "textEntityTypePreCode"
    inner = {"user_id": entity.extra["user"]["id"]} if "user" in entity.extra else entity.extra
    return {"@type": "textEntity", "offset": entity.offset, "length": entity.length, "type": {"@type": name, **inner}}
