"""What keyboards and hands do to messages."""

import random
from collections.abc import Callable

from opencc import OpenCC

from seller_bot.intents.layout import as_english_keys, as_russian_keys
from seller_bot.intents.pinyin import syllable
from seller_bot.intents.syllables import CHARACTERS_OF
from seller_bot.intents.translit import latin
from tests.bench.labelled import Message

LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz", "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя"}
LONG_ENOUGH = 4

_chance = random.Random(0)
_traditional = OpenCC("s2tw")


def mistyped(message: Message) -> str:
    """One slip: a letter dropped, doubled, swapped or hit wrong; in Chinese, a character of the same sound."""
    if message.language.startswith("zh"):
        return _homophone(message.text)
    words = message.text.split()
    places = [place for place, word in enumerate(words) if len(word) >= LONG_ENOUGH]
    if places:
        place = _chance.choice(places)
        words[place] = _slip(words[place], LETTERS.get(message.language, LETTERS["en"]))
    return " ".join(words)


def on_the_other_layout(message: Message) -> str:
    """Typed without switching the keyboard."""
    other_keys = {"ru": as_english_keys, "en": as_russian_keys}.get(message.language, str)
    return other_keys(message.text.lower())


def in_latin_letters(message: Message) -> str:
    """Russian spelt in Latin letters."""
    return latin(message.text.lower().replace("ё", "е")) if message.language == "ru" else message.text


def in_traditional_characters(message: Message) -> str:
    """As Taiwan and Hong Kong write."""
    return _traditional.convert(message.text) if message.language.startswith("zh") else message.text


NOISES: dict[str, Callable[[Message], str]] = {
    "typos": mistyped,
    "layout": on_the_other_layout,
    "translit": in_latin_letters,
    "traditional": in_traditional_characters,
}


def _slip(word: str, letters: str) -> str:
    place = _chance.randrange(1, len(word) - 1)
    before, here, after = word[:place], word[place], word[place + 1 :]
    return _chance.choice(
        [
            before + after,
            before + here + here + after,
            before + after[0] + here + after[1:],
            before + _chance.choice(letters) + after,
        ]
    )


def _homophone(text: str) -> str:
    places = [place for place, character in enumerate(text) if len(CHARACTERS_OF.get(syllable(character), "")) > 1]
    if not places:
        return text
    place = _chance.choice(places)
    same = [other for other in CHARACTERS_OF[syllable(text[place])] if other != text[place]]
    return text[:place] + _chance.choice(same) + text[place + 1 :]
