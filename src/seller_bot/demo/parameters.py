"""Parameters of a method as data: how a value is read from its string, and what Telegram says when it is missing.

Telegram ignores what it does not know and takes a wrong number for none. So does this, and notes it as a violation:
such a call is answered as Telegram answers it, and fails the test that made it.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from seller_bot.demo.bodies import Body, Upload
from seller_bot.demo.errors import bad_request
from seller_bot.demo.shapes import unknown_fields
from seller_bot.demo.unicode import loaded

Json = dict[str, Any]
Read = Callable[[str], Any]
WHOLE = re.compile(r"\s*(-?[0-9]+)")
LONGEST_NUMBER = len(str(-(2**63)))


class Odd(ValueError):
    """A value that Telegram takes for nothing, and that nobody can have meant."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    read: Read
    missing: str | None = None
    """The refusal when the value is missing or empty; None: it may be."""
    default: Any = None
    shape: str | None = None
    """The Bot API's type of a JSON value: fields that the type does not have are violations."""
    doubts: Callable[[Any], Iterable[str]] | None = None
    """What else Telegram lets pass in a JSON value although nobody can have meant it."""


@dataclass(frozen=True, slots=True)
class Given:
    """The values of one call, read; `files` are its uploads."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload]
    violations: list[str]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        """None also for what the method does not declare."""
        return self.values.get(name)


def read_given(parameters: tuple[Parameter, ...], body: Body, violations: list[str]) -> Given:
    """The values of a call; what Telegram passes over is added to `violations`."""
    known = {parameter.name for parameter in parameters}
    violations.extend(f"unknown parameter {name!r}" for name in body.arguments if name not in known)
    values = {parameter.name: read_value(parameter, body.arguments, violations) for parameter in parameters}
    return Given(values, body.files, violations)


def read_value(parameter: Parameter, arguments: Mapping[str, str], violations: list[str]) -> Any:
    value = arguments.get(parameter.name, "")
    if not value:
        if parameter.missing is not None:
            raise bad_request(parameter.missing)
        return parameter.default
    try:
        found = parameter.read(value)
    except Odd as odd:
        violations.append(f"{parameter.name}: {odd}")
        if parameter.missing is not None:
            raise bad_request(parameter.missing) from None
        return parameter.default
    if parameter.shape and found is not None:
        violations.extend(f"{parameter.name}: {what}" for what in json_doubts(json.loads(value), parameter))
    return found


def json_doubts(value: Any, parameter: Parameter) -> Iterable[str]:
    yield from unknown_fields(value, parameter.shape or "")
    if parameter.doubts:
        yield from parameter.doubts(value)


def string(value: str) -> str:
    return value


def integer(value: str) -> int:
    found = WHOLE.match(value)
    if found is None or found.end() != len(value) or len(found[1]) > LONGEST_NUMBER:
        raise Odd(f"not a whole number: {value[:40]!r}")
    return int(found[1])


def between(low: int, high: int) -> Read:
    """A whole number that Telegram moves into its limits without a word."""
    return lambda value: min(max(integer(value), low), high)


def number(value: str) -> float:
    """Digits, perhaps with a fraction and an exponent; "nan" and "inf" are no numbers, and JSON can't say them."""
    try:
        found = float(value)
    except ValueError:
        raise Odd(f"not a number: {value!r}") from None
    if not isfinite(found):
        raise Odd(f"not a number: {value!r}")
    return found


def boolean(value: str) -> bool:
    if value.lower() not in ("true", "false", "yes", "no", "1", "0"):
        raise Odd(f"neither true nor false: {value!r}")
    return value.lower() in ("true", "yes", "1")


def parsed_json(value: str, what: str) -> Any:
    """The JSON value, or Telegram's refusal; `what` is how it names the object."""
    try:
        return loaded(value)
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None


def json_object(what: str) -> Read:
    def read(value: str) -> Json:
        found = parsed_json(value, what)
        if not isinstance(found, dict):
            raise bad_request(f"object expected as {what}")
        return found

    return read
