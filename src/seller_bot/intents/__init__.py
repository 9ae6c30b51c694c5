"""Free text in several languages to one of a set of questions, by example phrases."""

from seller_bot.intents.examples import NothingToLearn
from seller_bot.intents.matcher import Decision, Match, Matcher
from seller_bot.intents.storage import UnreadableMatcher

__all__ = ["Decision", "Match", "Matcher", "NothingToLearn", "UnreadableMatcher"]
