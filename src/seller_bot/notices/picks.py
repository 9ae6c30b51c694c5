"""An audience as it is picked from a list: each group of sellers is wanted, left out, or of no matter.

{"language=ru": True, "case=open": False} is for those who read Russian and have no open case. Of the groups of one kind
a seller may be in any that is wanted, and must be in none that is left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from seller_bot.texts import LANGUAGES

Picks = Mapping[str, bool]

KINDS: Mapping[str, tuple[str, ...]] = {
    "language": LANGUAGES,
    "case": ("open",),
    "binding": ("recorded", "waiting", "unbound"),
    "active_days": ("7", "30", "90"),
}
BY_KIND = tuple(tuple(f"{kind}={value}" for value in values) for kind, values in KINDS.items())
GROUPS = tuple(group for groups in BY_KIND for group in groups)


def next_pick(picks: Picks, group: str) -> dict[str, bool]:
    """Pressed once a group is wanted, pressed twice it is left out, and then of no matter again."""
    rest = {name: wanted for name, wanted in picks.items() if name != group}
    if group not in picks:
        return {**rest, group: True}
    return {**rest, group: False} if picks[group] else rest


def audience_of(picks: Picks, ids: list[int] | None = None) -> dict[str, Any]:
    """The audience in the form that `audience.py` reads."""
    parts = [*_wanted(picks), *({"not": _condition(group)} for group in GROUPS if picks.get(group) is False)]
    if ids is not None:
        parts.append({"ids": ids})
    return {"all": parts} if parts else {}


def picks_of(audience: Mapping[str, Any]) -> tuple[dict[str, bool], list[int] | None] | None:
    """The picks, and the ids, that make this audience; None where no picks do."""
    picks: dict[str, bool] = {}
    ids: list[int] | None = None
    for part in audience.get("all", ()):
        match part:
            case {"ids": list(listed)}:
                ids = listed
            case {"not": dict(left_out)}:
                picks |= dict.fromkeys(_groups(left_out), False)
            case {"any": list(wanted)}:
                picks |= {group: True for one in wanted for group in _groups(one)}
    return (picks, ids) if audience_of(picks, ids) == audience else None


def with_ids(audience: Mapping[str, Any], ids: list[int]) -> dict[str, Any]:
    """The same audience, of these sellers only; one that no picks make is replaced."""
    picks, _ = picks_of(audience) or ({}, None)
    return audience_of(picks, ids)


def _wanted(picks: Picks) -> Iterator[dict[str, Any]]:
    for groups in BY_KIND:
        if wanted := [group for group in groups if picks.get(group)]:
            yield {"any": [_condition(group) for group in wanted]}


def _condition(group: str) -> dict[str, Any]:
    kind, _, value = group.partition("=")
    return {kind: int(value) if kind == "active_days" else value}


def _groups(condition: Mapping[str, Any]) -> list[str]:
    return [f"{kind}={value}" for kind, value in condition.items()]
