"""The words and pairs of characters that the phrases are made of, and how a mistyped one is put right by them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from seller_bot.intents.pinyin import syllable
from seller_bot.intents.tokens import Token, is_cyrillic, token_of
from seller_bot.intents.translit import cyrillic, latin, skeleton

SHORTEST_REPAIRED = 3  # Of three letters, only their order is repaired.
TWO_SLIPS_FROM = 9
CONFUSED_BEGINNINGS = {"а": "о", "о": "а", "е": "иэ", "и": "е", "э": "е"}
"""Unstressed vowels; otherwise people rarely miss the first letter."""
RARE, MUCH_RARER = 2, 15  # Phrases hold typing errors too: a rare word that looks like a common one.
USUAL, CLOSELY = 3, 0.1  # A pair of characters is a word if so many phrases have it and its characters keep together.
MOST_REPAIRS = 16  # A message of nothing but unknown words is not worth more time.


@dataclass(frozen=True)
class Lexicon:
    """In how many phrases each word and each pair of neighbouring characters occurs, and how to find them by likeness.

    Of several that look or sound alike, `by_skeleton` and `by_sound` hold the most frequent. `stems` are those of the
    words and of the synonyms, most of which stand in no phrase.
    """

    words: Mapping[str, int]
    pairs: Mapping[str, int]
    stems: frozenset[str]
    by_skeleton: Mapping[str, str]
    by_sound: Mapping[str, str]

    @classmethod
    def fit(cls, messages: Iterable[Sequence[Token]], synonyms: Iterable[str] = ()) -> "Lexicon":
        """Counts the words and pairs of all messages; `synonyms` are stems that are right without being in one."""
        words: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for sequence in messages:
            words.update(sorted({token.text for token in sequence if not (token.is_han or token.is_pause)}))
            han = [(first.text, second.text) for first, second in pairwise(sequence) if first.is_han and second.is_han]
            pairs.update(sorted({first + second for first, second in han}))
        characters = _characters(pairs)
        return cls(
            words=words,
            pairs=pairs,
            stems=frozenset([*(token_of(word).stem for word in words), *synonyms]),
            by_skeleton={skeleton(latin(word)): word for word in _ascending(words) if is_cyrillic(word)},
            by_sound={sound(pair): pair for pair in _ascending(pairs) if _is_word(pair, pairs, characters)},
        )

    @cached_property
    def by_beginning(self) -> dict[tuple[str, int], list[str]]:
        """The words by first letter and length: only words that begin alike and are about as long are compared."""
        words: dict[tuple[str, int], list[str]] = {}
        for word in self.words:
            words.setdefault((word[0], len(word)), []).append(word)
        return words

    def repair(self, sequence: Sequence[Token]) -> list[Token]:
        """The message as the seller probably meant to type it."""
        suspects = [place for place, token in enumerate(sequence) if not token.is_han and self.is_suspect(token.text)]
        repaired = list(sequence)
        for place in suspects[:MOST_REPAIRS]:
            repaired[place] = token_of(self.nearest(sequence[place].text))
        for place in range(len(repaired) - 1):
            word = self._meant(repaired, place)
            if word:
                repaired[place : place + 2] = map(token_of, word)
        return repaired

    def knows(self, token: Token) -> bool:
        """Whether a word is known in some form; every Chinese character is."""
        return token.is_han or token.stem in self.stems

    def is_suspect(self, word: str) -> bool:
        """Whether a word may be mistyped: rare, or unknown in any form, and long enough to tell what was meant."""
        count = self.words.get(word, 0)
        if len(word) < SHORTEST_REPAIRED or not word.isalpha() or count > RARE:
            return False
        return count > 0 or token_of(word).stem not in self.stems

    def nearest(self, word: str) -> str:
        """The most frequent known word within a slip of the finger, or two in a long one; else the word itself."""
        slips = 1 if len(word) < TWO_SLIPS_FROM or word in self.words else 2
        sizes = range(len(word) - slips, len(word) + slips + 1)
        letters = {*word[:2], *CONFUSED_BEGINNINGS.get(word[0], "")}  # The second, for two that changed places.
        known = [other for letter in letters for size in sizes for other in self.by_beginning.get((letter, size), ())]
        found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
        nearest = [(distance, -self.words[other], other) for other, distance, _ in found if self._may_mean(word, other)]
        return min(nearest)[2] if nearest else word

    def russian(self, word: str) -> str:
        """A Latin word as the Russian one that it spells: a known one if there is one, else letter by letter."""
        return self.by_skeleton.get(skeleton(word)) or cyrillic(word)

    def _may_mean(self, word: str, other: str) -> bool:
        begins_alike = other[0] in word[0] + CONFUSED_BEGINNINGS.get(word[0], "") or word[:2] == other[1::-1]
        if not begins_alike or (len(word) == SHORTEST_REPAIRED and sorted(word) != sorted(other)):
            return False
        count = self.words.get(word, 0)
        if not count:
            return True
        return len(word) > 4 and self.words[other] >= MUCH_RARER * count and token_of(word).stem != token_of(other).stem

    def _meant(self, sequence: Sequence[Token], place: int) -> str | None:
        """The word that sounds like two neighbouring characters which are no word, alone or with the next ones."""
        if not (sequence[place].is_han and sequence[place + 1].is_han):
            return None
        first, second = sequence[place].text, sequence[place + 1].text
        word = self.by_sound.get(sound(first + second))
        if word is None or self.pairs.get(first + second, 0) * MUCH_RARER > self.pairs[word]:
            return None
        before = sequence[place - 1].text if place else ""
        after = sequence[place + 2].text if place + 2 < len(sequence) else ""
        breaks_before = word[0] != first and self.pairs.get(before + first, 0) > RARE
        breaks_after = word[1] != second and self.pairs.get(second + after, 0) > RARE
        return None if breaks_before or breaks_after else word


def sound(pair: str) -> str:
    """Two characters as syllables."""
    return f"{syllable(pair[0])} {syllable(pair[1])}"


def _ascending(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda entry: (counts[entry], entry))


def _characters(pairs: Counter[str]) -> Counter[str]:
    characters: Counter[str] = Counter()
    for pair, count in pairs.items():
        for character in pair:
            characters[character] += count
    return characters


def _is_word(pair: str, pairs: Counter[str], characters: Counter[str]) -> bool:
    together, apart = pairs[pair], characters[pair[0]] * characters[pair[1]]
    return together >= USUAL and together**2 >= CLOSELY**2 * apart
