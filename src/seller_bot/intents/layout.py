"""Words typed with the keyboard in the other language."""

from collections.abc import Callable, Container

ENGLISH_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~{}:\"<>"
RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю.ёхъжэбю"

PUNCTUATION = ",.;:!?/"

_to_russian = str.maketrans(ENGLISH_KEYS, RUSSIAN_KEYS.replace("ё", "е"))
_to_english = str.maketrans(RUSSIAN_KEYS[:33], ENGLISH_KEYS[:33])


def as_russian_keys(text: str) -> str:
    """`rjl yt ghb[jlbn` is «код не приходит»."""
    return text.translate(_to_russian)


def as_english_keys(text: str) -> str:
    """`сщву тще сщьштп` is "code not coming"."""
    return text.translate(_to_english)


def retyped(text: str, keys: Callable[[str], str], known: Container[str]) -> str:
    """A whole message on the other layout; words that were typed on the right one (`ozon id`) stay."""
    return " ".join(_retyped(chunk, keys, known) for chunk in text.split())


def _retyped(chunk: str, keys: Callable[[str], str], known: Container[str]) -> str:
    bare = chunk.rstrip(PUNCTUATION)  # On one layout these keys are letters, but a comma may also be just a comma.
    if keys(chunk) in known:
        return keys(chunk)
    if keys(bare) in known:
        return f"{keys(bare)},"
    return chunk if bare in known else keys(chunk)
