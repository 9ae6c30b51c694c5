"""The name of a partner, as a seller types it."""

from seller_bot.conversation.step import Accepted, Given, Refused

MAX_NAME = 120


def partner_name(given: Given) -> Accepted | Refused:
    """One line that could be a company's name; a link or a question is none."""
    name = " ".join(given.text.split())
    if len(name) > MAX_NAME:
        return Refused("partner.name_too_long")
    if not any(letter.isalnum() for letter in name):
        return Refused("partner.name_without_letters")
    if "://" in name or name.endswith(("?", "？")):
        return Refused("partner.name_expected")
    return Accepted(name)
