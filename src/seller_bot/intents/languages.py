"""Which language a message is in, when sellers mix two of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seller_bot.intents.tokens import Token, is_cyrillic, without_pauses

LOUDNESS = {
    "latin": 1.0,
    "cyrillic": 1.5,
    "han": 1.0,
}  # Russian and Chinese borrow from English, not the other way round.
SHARED = 0.5  # A word with less of its uses in its best language (`ozon`, `id`) says nothing.


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of each word, "" for a word of several, and the usual language of each script."""

    of_word: Mapping[str, str]
    of_script: Mapping[str, str]

    @classmethod
    def fit(cls, messages: Sequence[tuple[str, Sequence[Token]]]) -> "Languages":
        """Learns from messages of known language."""
        sizes = Counter(language for language, _ in messages)
        words: dict[str, Counter[str]] = defaultdict(Counter)
        scripts: dict[str, Counter[str]] = defaultdict(Counter)
        for language, sequence in messages:
            for token in without_pauses(sequence):
                scripts[script_of(token)][language] += 1
                if not token.is_han:
                    words[token.text][language] += 1
        usual = {script: counts.most_common(1)[0][0] for script, counts in scripts.items()}
        return cls({word: _owner(counts, sizes) for word, counts in words.items()}, usual)

    def of(self, sequence: Sequence[Token]) -> str | None:
        """The language that most of the message speaks for; None where nothing does."""
        votes: dict[str, float] = defaultdict(float)
        for token in sequence:
            script = script_of(token)
            if script in self.of_script and token.text.isalpha():
                votes[self.of_word.get(token.text, self.of_script[script])] += LOUDNESS[script]
        votes.pop("", None)
        return max(votes, key=lambda language: votes[language]) if votes else None

    def usual_script(self, language: str | None) -> str | None:
        """The script whose usual language it is."""
        return next((script for script, usual in self.of_script.items() if usual == language), None)


def script_of(token: Token) -> str:
    """Han, Cyrillic, or Latin for everything else."""
    if token.is_han:
        return "han"
    return "cyrillic" if is_cyrillic(token.text) else "latin"


def _owner(uses: Counter[str], sizes: Counter[str]) -> str:
    shares = {language: count / sizes[language] for language, count in uses.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= SHARED * sum(shares.values()) else ""
