"""Texts and captions of a call: from a parse mode or a list of entities to what Telegram keeps, or its refusal."""

from collections.abc import Callable
from typing import Any

from seller_bot.demo import fields
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import Json, WrongField
from seller_bot.demo.users import User
from seller_bot.entities.clean import WrongEntity, cleaned, is_blank
from seller_bot.entities.errors import Unparsable
from seller_bot.entities.formatted import Entity, FormattedText
from seller_bot.entities.html import parse_html
from seller_bot.entities.links import WrongLink, checked_link
from seller_bot.entities.markdown import parse_markdown_v2

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100
LONGEST_SOURCE = 1 << 15
FOUND_BY_TELEGRAM = ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
PLAIN = ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote")
PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2}
"""A gap: Telegram still reads the older `Markdown`, and this server refuses it like one that nobody knows."""
Known = Callable[[int], User | None]
"""By id whom the bot may mention."""


def message_text(text: str, parse_mode: str, entities: Any, known: Known) -> FormattedText:
    """A text of 1 to 4096 characters."""
    if not text:
        raise bad_request("message text is empty")
    found = formatted(text, parse_mode, entities, known)
    if is_blank(found.text):
        raise bad_request("text must be non-empty")
    if len(found.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return found


def caption(text: str, parse_mode: str, entities: Any, known: Known) -> FormattedText:
    """A caption of at most 1024 characters, or none."""
    found = formatted(text, parse_mode, entities, known)
    if len(found.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return found


def formatted(text: str, parse_mode: str, entities: Any, known: Known) -> FormattedText:
    if len(text.encode()) > LONGEST_SOURCE:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    try:
        if not text or mode in ("", "none"):
            return cleaned(FormattedText(text, given_entities(entities, known))).limited(MOST_ENTITIES)
        if mode not in PARSERS:
            raise bad_request("unsupported parse_mode")
        parsed = PARSERS[mode](text)
        return cleaned(FormattedText(parsed.text, with_people(parsed.entities, known))).limited(MOST_ENTITIES)
    except Unparsable as reason:
        raise bad_request(f"can't parse entities: {reason}") from None
    except WrongEntity as reason:
        raise bad_request(str(reason)) from None


def dropped_entities(found: FormattedText) -> list[str]:
    """What Telegram does in silence to a text with too much formatting: the rest of it comes out plain."""
    return [f"{found.dropped} entities beyond the {MOST_ENTITIES} that Telegram keeps"] if found.dropped else []


def given_entities(entities: Any, known: Known) -> tuple[Entity, ...]:
    """The `entities` of a call; what is not a list is ignored, as are those that Telegram finds by itself."""
    found: list[Entity] = []
    for item in entities if isinstance(entities, list) else ():
        try:
            entity = given_entity(item)
        except WrongField as wrong:
            raise bad_request(f"can't parse MessageEntity: {wrong}") from None
        if entity:
            found.append(checked(entity, known))
    return tuple(sorted(found, key=Entity.order))


def given_entity(item: Any) -> Entity | None:
    if not isinstance(item, dict):
        raise WrongField("expected an Object")
    offset = fields.integer(item, "offset", required=True)
    length = fields.integer(item, "length", required=True)
    kind = fields.string(item, "type", required=True)
    extra: Json = {}
    if kind == "pre" and (language := fields.string(item, "language")):
        extra = {"language": language}
    elif kind == "text_link":
        extra = {"url": fields.string(item, "url", required=True)}
    elif kind == "text_mention":
        extra = {"user": {"id": fields.integer(fields.nested(item, "user", required=True), "id", required=True)}}
    elif kind == "custom_emoji":
        extra = {"custom_emoji_id": str(fields.integer(item, "custom_emoji_id", required=True))}
    elif kind == "date_time":
        extra = {"unix_time": fields.integer(item, "unix_time", required=True)}
    elif kind in FOUND_BY_TELEGRAM:
        return None
    elif kind not in (*PLAIN, "pre"):
        raise WrongField("Unsupported type specified")
    return Entity(kind, offset, length, extra)


def checked(entity: Entity, known: Known) -> Entity:
    if entity.type == "text_link":
        try:
            return Entity("text_link", entity.offset, entity.length, {"url": checked_link(entity.extra["url"])})
        except WrongLink as reason:
            raise bad_request(f"entity URL '{entity.extra['url']}' is invalid: {reason}") from None
    if entity.type == "text_mention":
        person = known(entity.extra["user"]["id"])
        if person is None:
            raise bad_request("user not found")
        return Entity("text_mention", entity.offset, entity.length, {"user": person.json()})
    return entity


def with_people(entities: tuple[Entity, ...], known: Known) -> tuple[Entity, ...]:
    """Links to people in a parse mode: the person, or nothing where Telegram knows nobody of this id."""
    found: list[Entity] = []
    for entity in entities:
        if entity.type != "text_mention":
            found.append(entity)
        elif person := known(entity.extra["user"]["id"]):
            found.append(Entity("text_mention", entity.offset, entity.length, {"user": person.json()}))
    return tuple(found)
