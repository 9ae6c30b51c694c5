"""Russian and Chinese typed in Latin letters, written back in their own script."""

from collections.abc import Sequence
from functools import lru_cache

from seller_bot.intents.lexicon import Lexicon
from seller_bot.intents.syllables import CHARACTERS_OF
from seller_bot.intents.tokens import Token, token_of

LONGEST_SYLLABLE = 6


def russian(sequence: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Every Latin word as the Russian one it spells; numbers and pauses stay."""
    return [token_of(lexicon.russian(token.text)) if token.text[0].isalnum() else token for token in sequence]


def chinese(sequence: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Pinyin as characters, pair by pair as the phrases have them; nothing if a word is no pinyin."""
    sounds: list[str] = []
    for token in sequence:
        syllables = () if token.is_pause else syllables_of(token.text)
        if not syllables and not token.is_pause:
            return []
        sounds += syllables
    return [token_of(character) for character in _spelt(sounds, lexicon)]


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


def _spelt(sounds: Sequence[str], lexicon: Lexicon) -> str:
    characters = [CHARACTERS_OF[sound][0] for sound in sounds]
    certainty = [0] * len(sounds)
    for place in range(len(sounds) - 1):
        word = lexicon.by_sound.get(f"{sounds[place]} {sounds[place + 1]}", "")
        for offset, character in enumerate(word):
            if lexicon.pairs[word] > certainty[place + offset]:
                characters[place + offset], certainty[place + offset] = character, lexicon.pairs[word]
    return "".join(characters)
