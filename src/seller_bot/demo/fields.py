"""Reading the fields of a JSON object as telegram-bot-api does (JsonBuilder.cpp), with its refusals."""

import re
from typing import Any

Json = dict[str, Any]
KINDS = {"Boolean": bool, "Array": list, "Object": dict}


class WrongField(ValueError):
    """The message is Telegram's reason, to be told as it is or behind "can't parse …: "."""


def is_there(value: Json, name: str) -> bool:
    """A null counts as there: Telegram refuses it as a value of the wrong type."""
    return name in value


def string(value: Json, name: str, *, required: bool = False) -> str:
    """A number is taken for its digits."""
    if name not in value:
        return missing(name) if required else ""
    found = value[name]
    if isinstance(found, str):
        return found
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    raise WrongField(f'Field "{name}" must be of type String')


def boolean(value: Json, name: str) -> bool:
    return bool(typed(value, name, "Boolean"))


def array(value: Json, name: str) -> list[Any]:
    return list(typed(value, name, "Array") or [])


def nested(value: Json, name: str, *, required: bool = False) -> Json:
    if required and name not in value:
        missing(name)
    return dict(typed(value, name, "Object") or {})


def integer(value: Json, name: str, *, required: bool = False, default: int = 0) -> int:
    """A string of digits is taken for a number."""
    if name not in value:
        return int(missing(name)) if required else default
    found = value[name]
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        raise WrongField(f'Field "{name}" must be of type Number')
    if not re.fullmatch(r"-?[0-9]{1,19}", str(found)) or not -(2**63) <= int(found) < 2**63:
        raise WrongField(f'Field "{name}" must be a valid Number')
    return int(found)


def typed(value: Json, name: str, kind: str) -> Any:
    found = value.get(name)
    if name in value and not isinstance(found, KINDS[kind]):
        raise WrongField(f'Field "{name}" must be of type {kind}')
    return found


def missing(name: str) -> str:
    raise WrongField(f'Can\'t find field "{name}"')
