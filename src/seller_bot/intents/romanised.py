"""Russian and Chinese typed in Latin letters, written back in their own script."""

from collections.abc import Sequence
from functools import lru_cache

from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.syllables import CHARACTERS_OF
from seller_bot.intents.tokens import Token, token_of, without_pauses

LONGEST_SYLLABLE = 6


def russian(sequence: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Every Latin word as the Russian one it spells; numbers and pauses stay."""
    return [token_of(lexicon.russian(token.text)) if _is_word(token) else token for token in sequence]


def chinese(sequence: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Pinyin as characters, pair by pair as the phrases have them; numbers stay, and words that are no pinyin."""
    sounds: list[str] = []
    for token in without_pauses(sequence):
        sounds += syllables_of(token.text) or [token.text]
    return list(map(token_of, _spelt(sounds, lexicon)))


def is_pinyin(sequence: Sequence[Token]) -> bool:
    """Whether every word is pinyin."""
    return all(syllables_of(token.text) for token in sequence if _is_word(token))


@lru_cache(maxsize=4096)
def syllables_of(word: str) -> tuple[str, ...]:
    """A word cut into syllables, as few as possible; empty if it is none."""
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            before, shortest = best[start], best[end]
            is_shorter = before is not None and (shortest is None or len(before) + 1 <= len(shortest))
            if before is not None and is_shorter and word[start:end] in CHARACTERS_OF:
                best[end] = (*before, word[start:end])
    return best[-1] or ()


def _is_word(token: Token) -> bool:
    return token.text[0].isalnum() and not token.text.isdigit()


def _spelt(sounds: Sequence[str], lexicon: Lexicon) -> list[str]:
    characters = [CHARACTERS_OF[sound][0] if sound in CHARACTERS_OF else sound for sound in sounds]
    certainty = [0] * len(sounds)
    for place in range(len(sounds) - 1):
        word = lexicon.by_sound.get(f"{sounds[place]} {sounds[place + 1]}", "")
        for offset, character in enumerate(word):
            if lexicon.pairs[word] > certainty[place + offset]:
                characters[place + offset], certainty[place + offset] = character, lexicon.pairs[word]
    return characters
