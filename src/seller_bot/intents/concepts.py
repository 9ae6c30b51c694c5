"""Words that mean the same to a seller, in all languages: the code is `otp`, «смска» and 验证码."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from seller_bot.intents.normalise import fold
from seller_bot.intents.tokens import PAUSE, Token, tokens, without_pauses

Terms = Mapping[str, Mapping[str, Sequence[str]]]  # By language and concept, as in `locales/<lang>/concepts.yaml`.
Term = tuple[str, ...]
Meanings = tuple[str, ...]

COURTESY = "courtesy"
ENOUGH_WORDS, ENOUGH_CHARACTERS = 5, 7  # So much says something, even if nothing that we have a concept for.


@dataclass(frozen=True)
class Concepts:
    """The meanings of each term, a term being the stems of its words or its characters; one term may have several."""

    meanings: Mapping[Term, Meanings]
    courtesies: frozenset[Term]

    @classmethod
    def read(cls, terms: Terms) -> "Concepts":
        """Turns words into terms; the concept `courtesy` has no meaning: it may be left out around a question."""
        meanings: dict[Term, Meanings] = {}
        courtesies: set[Term] = set()
        for concept, words in ((concept, words) for concepts in terms.values() for concept, words in concepts.items()):
            for term in (tuple(token.stem for token in without_pauses(tokens(fold(word)))) for word in words):
                if concept == COURTESY:
                    courtesies.add(term)
                else:
                    meanings[term] = tuple(dict.fromkeys((*meanings.get(term, ()), concept)))
        meanings.pop((), None)
        return cls(meanings, frozenset(courtesies - {()}))

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The size of the longest term with a meaning that begins with a stem: most words begin none."""
        sizes: dict[str, int] = {}
        for term in self.meanings:
            sizes[term[0]] = max(len(term), sizes.get(term[0], 0))
        return sizes

    @property
    def stems(self) -> frozenset[str]:
        """Of all words that have a meaning, or are a courtesy."""
        return frozenset().union(*self.meanings, *self.courtesies)

    @cached_property
    def longest_courtesy(self) -> int:
        return max(map(len, self.courtesies), default=0)

    def find(self, sequence: Sequence[Token]) -> Iterator[Meanings]:
        """The meanings in order of occurrence, longest terms first; pauses count, what means nothing is passed over."""
        stems = tuple(token.stem for token in sequence)
        place = 0
        while place < len(stems):
            size = min(self.longest.get(stems[place], 0), len(stems) - place)
            while size and stems[place : place + size] not in self.meanings:
                size -= 1
            if size:
                yield self.meanings[stems[place : place + size]]
            elif sequence[place].is_pause:
                yield (sequence[place].stem,)
            place += size or 1

    def without_courtesies(self, sequence: Sequence[Token]) -> Sequence[Token]:
        """The message without "hello" before it and "thanks" after it, if it says something beside them."""
        stems = tuple(token.stem for token in sequence)
        start, end = 0, len(stems)
        while (size := self._courtesy_at_start(stems[start:end])) > 0:
            start += size
        while (size := self._courtesy_at_end(stems[start:end])) > 0:
            end -= size
        rest = sequence[start:end]
        words = without_pauses(rest)
        says_enough = len(words) >= (ENOUGH_CHARACTERS if words and words[0].is_han else ENOUGH_WORDS)
        return rest if says_enough or any(self.find(words)) else sequence

    def _courtesy_at_start(self, stems: Term) -> int:
        if stems[:1] == (PAUSE.stem,):
            return 1
        return next((size for size in self._sizes(len(stems)) if stems[:size] in self.courtesies), 0)

    def _courtesy_at_end(self, stems: Term) -> int:
        if stems[-1:] == (PAUSE.stem,):
            return 1
        return next((size for size in self._sizes(len(stems)) if stems[-size:] in self.courtesies), 0)

    def _sizes(self, left: int) -> range:
        return range(min(self.longest_courtesy, left), 0, -1)
