"""What was meant: a message as it stands, on the other keyboard layout, or Russian or Chinese in Latin letters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from seller_bot.intents.features import characters, letters
from seller_bot.intents.layout import as_english_keys, as_russian_keys, retyped
from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.romanised import chinese, is_pinyin, russian
from seller_bot.intents.tokens import Token, is_cyrillic, tokens, without_pauses
from seller_bot.intents.vectors import Vocabulary

AS_IT_STANDS = 0.15  # How much more familiar another reading must be ...
OWN_SCRIPT = 0.1  # ... and how much less, if it is in the seller's own script.
TELLING_SIZES = (3, 4)  # Pieces of two letters occur in any language.
SAMPLE = 120  # So many characters show how a message was typed.

Reading = Callable[[str], list[Token]]


@dataclass(frozen=True, slots=True)
class Readings:
    """Chooses the reading whose words and pieces of words the phrases know best."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    scripts: frozenset[str]

    def choose(self, text: str, own_script: str | None = None) -> list[Token]:
        """The tokens of a folded text in its most familiar reading; of words that are all known, as it stands."""
        sample = _beginning(text)
        typed = tokens(sample)
        if all(map(self.lexicon.knows, without_pauses(typed))):
            return tokens(text)  # Otherwise `ty` would be «ты», which is in more phrases.
        best: Reading = tokens
        needed = self.familiarity(typed) + AS_IT_STANDS
        for script, reading in self._others(typed):
            ahead = OWN_SCRIPT if script == own_script else 0
            if 1 + ahead <= needed:
                continue  # Not even a reading that is known from end to end could be chosen.
            familiarity = self.familiarity(reading(sample)) + ahead
            if familiarity > needed:
                best, needed = reading, familiarity
        return best(text)

    def familiarity(self, sequence: Sequence[Token]) -> float:
        """The known share of a message, 0-1: half by whole words, half by pieces; Chinese by its pairs."""
        sequence = without_pauses(sequence)
        words = [token for token in sequence if not token.is_han]
        pieces = [f"l{gram}" for word in words for gram in letters(word.text, TELLING_SIZES)]
        pieces += [f"c{gram}" for gram in characters([token for token in sequence if token.is_han], (2,))]
        size = sum(len(token.text) for token in sequence)
        known = sum(len(token.text) for token in sequence if self.lexicon.knows(token))
        return (known / size + self.vocabulary.knows(pieces)) / 2 if size else 0.0

    def _others(self, sequence: Sequence[Token]) -> Iterator[tuple[str, Reading]]:
        words = [token.text for token in sequence if not token.is_han and token.text.isalnum()]
        if not words or any(token.is_han for token in sequence):
            return
        if all(map(is_cyrillic, words)) and "latin" in self.scripts:
            yield "latin", self._on_english_keys
        if not any(map(is_cyrillic, words)) and "cyrillic" in self.scripts:
            yield "cyrillic", self._on_russian_keys
            yield "cyrillic", lambda text: russian(tokens(text), self.lexicon)
        if "han" in self.scripts and is_pinyin(sequence):
            yield "han", lambda text: chinese(tokens(text), self.lexicon)

    def _on_english_keys(self, text: str) -> list[Token]:
        return tokens(retyped(text, as_english_keys, self.lexicon.words))

    def _on_russian_keys(self, text: str) -> list[Token]:
        return tokens(retyped(text, as_russian_keys, self.lexicon.words))


def _beginning(text: str) -> str:
    """Some SAMPLE characters, cut between words where there are blanks: half a word is in no language."""
    if len(text) <= SAMPLE:
        return text
    blank = text.rfind(" ", SAMPLE // 2, SAMPLE)
    return text[: blank if blank > 0 else SAMPLE]
