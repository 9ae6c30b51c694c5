"""Drawings of where to click: schematic, in the reader's language, the place to press marked."""

from seller_bot.pictures.account import Account
from seller_bot.pictures.drawings import DRAWINGS
from seller_bot.texts import texts

TALL = 2000
"""Higher than any drawing is."""


def drawn(name: str, locale: str) -> bytes:
    """The drawing as a PNG, as high as it is filled. Raises KeyError where there is none of that name."""
    draw, words = DRAWINGS[name], texts(locale)
    trial = Account(TALL)
    draw(trial, words)
    account = Account(trial.filled)
    draw(account, words)
    return account.canvas.png()
