"""Secrets in a text: confirmation codes, passwords, API keys, card numbers. Found so that they are never kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FIRST_DIGITS = {13: ("4",), 14: ("3",), 15: ("3",)}
_FIRST_OF_LONG = ("2", "3", "4", "5", "6", "8", "9")
"""What card numbers of a length begin with."""

REDACTED = "‹…›"

_API_KEY = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)
_BOT_TOKEN = re.compile(r"\b\d{6,12}:[A-Za-z0-9_-]{30,}")
_DIGITS = re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)")
_CODE_WORD = r"(?:код\w*|смс|(?<![a-z])(?:sms|otp|pin(?![a-z])|code|passcode)|пин|验证码|驗證碼|校验码|动态码)"
_CODE = re.compile(
    rf"(?:{_CODE_WORD}(?!.?(?:ошиб|error))[^\d\n]{{0,12}}(?P<after>\d(?:[ -]?\d){{3,7}})"
    rf"|(?P<before>(?<!\d)\d{{4,8}})\W{{0,3}}{_CODE_WORD})(?!\d)",
    re.IGNORECASE,
)
_OF_AN_ERROR = re.compile(r"(?:error|ошиб\w*|错误|錯誤)\W*$", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?P<alone>\d{6})\s*")
_SIGN_IN_WORD = r"(?:парол[ьяеию]\w*|password|passwd|pwd|密码|密碼|口令)"
_PASSWORD = re.compile(
    rf"{_SIGN_IN_WORD}\s*[:：=]\s*(?P<told>[^\s,，。;；]{{4,64}})"
    rf"|{_SIGN_IN_WORD}\s*(?:is\b|это\b|是|—|–)\s*(?P<said>(?=[^\s]*\d)[^\s,，。;；]{{4,64}})"
    rf"|{_SIGN_IN_WORD}\s+(?P<bare>(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[\x21-\x7e]{{6,64}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A secret's kind (code, password, key, card) and the place where it stands in the text."""

    kind: str
    start: int
    end: int


def find(text: str, *, alone: bool = True) -> list[Secret]:
    """The secrets of a text, in order. `alone` takes a message of just six digits for a confirmation code."""
    found = sorted(_all(text, alone=alone), key=lambda secret: (secret.start, -secret.end))
    return [secret for place, secret in enumerate(found) if all(secret.start >= other.end for other in found[:place])]


def redact(text: str, secrets: list[Secret]) -> str:
    """The text with every secret taken out."""
    for secret in reversed(secrets):
        text = text[: secret.start] + REDACTED + text[secret.end :]
    return text


def _all(text: str, *, alone: bool) -> Iterator[Secret]:
    for pattern in (_API_KEY, _BOT_TOKEN):
        yield from (Secret(kind="key", start=found.start(), end=found.end()) for found in pattern.finditer(text))
    for found in _DIGITS.finditer(text):
        if _is_card(found[0]):
            yield Secret(kind="card", start=found.start(), end=found.end())
    yield from _groups(_PASSWORD, "password", text)
    yield from _groups(_CODE, "code", text)
    if alone and (six := _ALONE.fullmatch(text)):
        yield Secret(kind="code", start=six.start("alone"), end=six.end("alone"))


def _groups(pattern: re.Pattern[str], kind: str, text: str) -> Iterator[Secret]:
    for found in pattern.finditer(text):
        if _OF_AN_ERROR.search(text, 0, found.start()):
            continue
        name = found.lastgroup or ""
        yield Secret(kind=kind, start=found.start(name), end=found.end(name))


def _is_card(digits: str) -> bool:
    """Luhn's check, which every card number passes and one in ten other numbers: phone numbers begin differently."""
    plain = re.sub(r"\D", "", digits)
    if not plain.startswith(_FIRST_DIGITS.get(len(plain), _FIRST_OF_LONG)):
        return False
    numbers = [int(digit) for digit in reversed(digits) if digit.isdigit()]
    doubled = (sum(divmod(2 * number, 10)) for number in numbers[1::2])
    return (sum(numbers[::2]) + sum(doubled)) % 10 == 0
