"""The last steps before a text is taken: no control characters, no crossing entities, no spaces at its ends."""

import re
from collections.abc import Callable, Iterable

from seller_bot.entities.formatted import Entity, FormattedText, utf16_length
from seller_bot.entities.found import found_entities
from seller_bot.entities.nesting import settled, with_new

CONTROLS = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
INVISIBLE = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)
"""tdlib misc.cpp, strip_empty_characters: spaces of all widths, marks of direction, characters without width."""
FARTHEST = 1_000_000


class WrongEntity(ValueError):
    """The message is Telegram's reason."""


def cleaned(formatted: FormattedText) -> FormattedText:
    """The text as Telegram keeps it; an empty text means that nothing was left."""
    kept = trimmed(without_controls(formatted))
    return FormattedText(kept.text, with_new(kept.entities, found_entities(kept.text)))


def is_blank(text: str) -> bool:
    """Nothing of the text can be seen; Telegram calls it empty."""
    return INVISIBLE.fullmatch(text) is not None


def without_controls(formatted: FormattedText) -> FormattedText:
    check_places(formatted)
    text = CONTROLS.sub(" ", formatted.text)
    if not DROPPED.search(text):
        return FormattedText(text, settled(formatted.entities))
    gone = [utf16_length(text[: found.start()]) for found in DROPPED.finditer(text)]
    entities = (
        shifted(entity, lambda place: place - sum(1 for at in gone if at < place))
        for entity in settled(formatted.entities)
    )
    return FormattedText(DROPPED.sub("", text), settled(entities))


def shifted(entity: Entity, move: Callable[[int], int]) -> Entity:
    begin, end = move(entity.offset), move(entity.end)
    return entity.moved(begin, end - begin)


def check_places(formatted: FormattedText) -> None:
    """Entities begin and end inside the text, at its characters; of several wrong ones Telegram names the first."""
    for entity in formatted.entities:
        if not 0 <= entity.offset <= FARTHEST:
            raise WrongEntity(f"Receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= FARTHEST:
            raise WrongEntity(f"Receive an entity with incorrect length {entity.length}")
    entities = settled(formatted.entities)
    length = utf16_length(formatted.text)
    if length != len(formatted.text):
        check_characters(entities, formatted.text)
    if late := [entity for entity in entities if entity.offset > length]:
        raise WrongEntity(f"Entity begins after the end of the text at UTF-16 offset {late[0].offset}")
    if long := [entity for entity in entities if entity.end > length]:
        where = f"beginning at UTF-16 offset {long[-1].offset} ends after the end of the text at UTF-16 offset"
        raise WrongEntity(f"Entity {where} {long[-1].end}")


def check_characters(entities: Iterable[Entity], text: str) -> None:
    """No entity begins or ends between the two halves of a character outside the first 65,536."""
    open_entities: list[Entity] = []
    waiting = list(entities)
    offset = position = 0
    for character in [*text, ""]:
        while open_entities and open_entities[-1].end <= offset:
            if (entity := open_entities.pop()).end < offset:
                what = f"Entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 symbol"
                raise WrongEntity(f"{what} at byte offset {position}")
        while waiting and waiting[0].offset <= offset:
            if waiting[0].offset < offset:
                raise WrongEntity(f"Entity begins in a middle of a UTF-16 symbol at byte offset {position}")
            open_entities.append(waiting.pop(0))
        offset += 1 + (character > "\uffff")
        position += len(character.encode())


def trimmed(formatted: FormattedText) -> FormattedText:
    """Without spaces at its end, and without those at its beginning that no entity covers."""
    text = formatted.text.rstrip(" \n")
    length = utf16_length(text)
    entities = [shifted(entity, lambda place: min(place, length)) for entity in formatted.entities]
    entities = [entity for entity in entities if entity.length > 0]
    first = min((entity.offset for entity in entities), default=length)
    leading = min(len(text) - len(text.lstrip(" \n")), first)
    moved = (shifted(entity, lambda place: place - leading) for entity in entities)
    return FormattedText(text[leading:], tuple(sorted(moved, key=Entity.order)))
