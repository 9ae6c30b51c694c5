"""What the matcher has learnt: from the phrases of each language, once for each content of them."""

from functools import cache
from pathlib import Path

from seller_bot.errors import OperatorError
from seller_bot.intents import Matcher, UnreadableMatcher
from seller_bot.intents.cache import load_or_fit_locales
from seller_bot.places import CHECKOUT, PACKAGE, locales_directory

INSTALLED = PACKAGE / "locales" / "intents.model"
"""A wheel carries what was learnt; a checkout has the phrases, and learns them anew when they have changed."""


@cache
def matcher() -> Matcher:
    """The matcher, read in milliseconds; where the phrases have changed it learns them first, which takes a minute."""
    if INSTALLED.is_file():
        return installed(INSTALLED)
    return load_or_fit_locales(locales_directory(), CHECKOUT / ".models")


def installed(path: Path) -> Matcher:
    """The matcher that a wheel has brought; raises OperatorError where the file is of another version, or damaged."""
    try:
        return Matcher.load(path)
    except UnreadableMatcher as error:
        raise OperatorError(
            f"{path} can't be read: it is damaged or of another version. Install seller-bot anew."
        ) from error
