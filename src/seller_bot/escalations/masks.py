"""Phone numbers and e-mail addresses: recognised, and shown so that they can be told apart but not used."""

import re

PHONE = re.compile(r"\+?\d(?:[\s().-]{0,3}\d){6,14}")
EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+\w{2,63}")

RUSSIAN_DIGITS = 11


def contact(text: str) -> str | None:
    """The phone number, as digits with the plus it may have, or the e-mail address that a text is; else None."""
    text = text.strip()
    if EMAIL.fullmatch(text):
        return text
    return re.sub(r"[^\d+]", "", text) if PHONE.fullmatch(text) else None


def masked(text: str) -> str:
    """A contact with what would make it usable taken out: `+7 9** ***-**-45`, `a***@g***.com`."""
    name, at, domain = text.partition("@")
    if at:
        host, _, top = domain.rpartition(".")
        return f"{name[:1]}***@{host[:1]}***.{top}"
    return _masked_phone(text)


def masked_all(text: str) -> str:
    """A text with every phone number and e-mail address in it masked."""
    text = EMAIL.sub(lambda found: masked(found[0]), text)
    return PHONE.sub(lambda found: masked(re.sub(r"[^\d+]", "", found[0])), text)


def _masked_phone(phone: str) -> str:
    digits = phone.lstrip("+")
    plus = "+" if phone.startswith("+") else ""
    if len(digits) == RUSSIAN_DIGITS and digits[:2] in ("79", "89"):
        return f"{plus}{digits[0]} 9** ***-**-{digits[-2:]}"
    shown = 3 if plus else 2
    return f"{plus}{digits[:shown]}{'*' * (len(digits) - shown - 2)}{digits[-2:]}"
