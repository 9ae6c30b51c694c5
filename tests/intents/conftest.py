"""The bot's own matcher."""

import pytest

from seller_bot import knowledge
from seller_bot.intents import Matcher


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    """Learnt from `locales/` when the project was set up."""
    return knowledge.matcher()
