"""How a Chinese character sounds, as the typing error needs it."""

from seller_bot.intents.syllables import CHARACTERS_OF

SYLLABLE_OF = {character: sound for sound, all_of_it in CHARACTERS_OF.items() for character in all_of_it}


def syllable(character: str) -> str:
    """The syllable without tone; a rare character stands for itself."""
    return SYLLABLE_OF.get(character, character)
