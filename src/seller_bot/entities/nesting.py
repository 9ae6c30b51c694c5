"""How entities may lie: Telegram merges, splits and drops them until none crosses another."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from seller_bot.entities.formatted import Entity

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("pre", "code")


def settled(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Quotations hold everything, links no other link; styles are cut at every edge, and lie nowhere in code."""
    ordered = sorted((entity for entity in entities if entity.length > 0), key=Entity.order)
    if is_settled(ordered):
        return tuple(ordered)
    quotes = apart([entity for entity in ordered if entity.type in QUOTES])
    solid = apart([entity for entity in ordered if entity.type not in SPLITTABLE and entity.type not in QUOTES])
    solid = [entity for entity in solid if not any(crosses(entity, quote) for quote in quotes)]
    styles = [entity for entity in ordered if entity.type in SPLITTABLE]
    return with_styles(styles, sorted([*solid, *quotes], key=Entity.order))


def with_new(entities: Sequence[Entity], new: Sequence[Entity]) -> tuple[Entity, ...]:
    """With those that Telegram found: only where no link, code or edge of a quotation is in the way."""
    if not new:
        return tuple(entities)
    quotes = [entity for entity in entities if entity.type in QUOTES]
    solid = [entity for entity in entities if entity.type not in SPLITTABLE and entity.type not in QUOTES]
    free = [
        entity
        for entity in new
        if not any(crosses(entity, quote) for quote in quotes) and not any(overlaps(entity, other) for other in solid)
    ]
    styles = [entity for entity in entities if entity.type in SPLITTABLE]
    return with_styles(styles, sorted([*solid, *free, *quotes], key=Entity.order))


def is_settled(entities: Sequence[Entity]) -> bool:
    """Already without anything to merge, split or drop. Nested styles are split even where they would do no harm."""
    ends: dict[str, int] = {}
    around: list[Entity] = []
    for entity in entities:
        while around and entity.offset >= around[-1].end:
            around.pop()
        if around and not fits_inside(entity, around):
            return False
        if entity.type in SPLITTABLE:
            if ends.get(entity.type, -1) >= entity.offset:
                return False
            ends[entity.type] = entity.end
        around.append(entity)
    return True


def fits_inside(entity: Entity, around: Sequence[Entity]) -> bool:
    kinds = {kind_of(outer) for outer in around}
    if entity.end > around[-1].end or any(outer.type == entity.type for outer in around):
        return False
    if "code" in kinds or "style" in kinds or kind_of(entity) == "quote" in kinds:
        return False
    return kind_of(entity) == "style" or "solid" not in kinds


def kind_of(entity: Entity) -> str:
    if entity.type in SPLITTABLE:
        return "style"
    if entity.type in QUOTES:
        return "quote"
    return "code" if entity.type in CODE else "solid"


def apart(entities: Sequence[Entity]) -> list[Entity]:
    """The first of each heap; what overlaps it is dropped."""
    found: list[Entity] = []
    for entity in entities:
        if not found or entity.offset >= found[-1].end:
            found.append(entity)
    return found


def overlaps(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def crosses(entity: Entity, quote: Entity) -> bool:
    """They overlap, and the entity does not lie inside the quotation."""
    return overlaps(entity, quote) and not (quote.offset <= entity.offset and entity.end <= quote.end)


def with_styles(styles: Sequence[Entity], others: list[Entity]) -> tuple[Entity, ...]:
    """Styles of one kind that touch are merged, then cut wherever another style or entity begins or ends."""
    merged = {kind: joined([style for style in styles if style.type == kind]) for kind in SPLITTABLE}
    edges = sorted(edge for other in others for edge in (other.offset, other.end))
    found: list[Entity] = []
    for kind, spans in merged.items():
        begins = [begin for other, rest in merged.items() if other != kind for begin, _ in rest]
        for begin, end in spans:
            found += pieces(kind, begin, end, sorted({*edges, *begins}))
    code = [other for other in others if other.type in CODE]
    visible = [style for style in found if not any(overlaps(style, block) for block in code)]
    return tuple(sorted([*others, *visible], key=Entity.order))


def joined(styles: Sequence[Entity]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for style in styles:
        if spans and style.offset <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], style.end)
        else:
            spans.append((style.offset, style.end))
    return spans


def pieces(kind: str, begin: int, end: int, edges: Sequence[int]) -> list[Entity]:
    cuts = [begin, *(edge for edge in edges if begin < edge < end), end]
    return [Entity(kind, left, right - left) for left, right in pairwise(cuts)]
