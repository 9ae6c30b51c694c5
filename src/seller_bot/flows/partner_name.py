"""The name of a partner, as a seller types it."""

import unicodedata

from seller_bot.conversation.step import Accepted, Given, Refused
from seller_bot.escalations.masks import contact
from seller_bot.flows.case_answers import without_contacts

MAX_NAME = 120


def partner_name(given: Given) -> Accepted | Refused:
    """One line that could be a company's name; a link, a question or a phone number is none."""
    name = " ".join(seen(given.text).split())
    if len(name) > MAX_NAME:
        return Refused("partner.name_too_long")
    if not any(letter.isalnum() for letter in name):
        return Refused("partner.name_without_letters")
    if contact(name) is not None:
        return Refused("partner.no_contact")
    if "://" in name or name.endswith(("?", "？")):
        return Refused("partner.name_expected")
    return Accepted(without_contacts(name))


def seen(text: str) -> str:
    """The text without what turns the writing around or can't be seen: it would do so to our own words beside it."""
    return "".join(letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf"))
