"""Where a message turns: "the link came, but the code did not" is about the code."""

from collections.abc import Sequence

from seller_bot.intents.tokens import Token

# Stems, as the tokens hold them. These are words of the grammar, so they stand here and not with the phrases.
_NEGATIONS = {
    "latin": ["no", "not", "cannot", "never", "without"],
    "cyrillic": ["не", "нет", "нету", "ни", "без", "никогд", "никт", "никого", "никак"],
    "han": ["没", "不", "未", "无", "别"],
}
_TURNS = {
    "latin": ["but", "yet", "only", "though", "howev", "just", "instead"],
    "cyrillic": ["а", "но", "прост", "тольк", "зат", "однак", "наоборот"],
    "han": ["但", "却", "而"],
}
NEGATIONS = frozenset(word for words in _NEGATIONS.values() for word in words)
TURNS = frozenset(word for words in _TURNS.values() for word in words)
TURNS_OF_TWO = frozenset(["就是", "只是", "可是", "不过", "不是"])


def clauses(sequence: Sequence[Token]) -> list[list[Token]]:
    """The parts of a message between pauses and words like "but"."""
    parts: list[list[Token]] = [[]]
    for token, following in zip(sequence, (*sequence[1:], None), strict=False):
        pair = token.text + following.text if following else ""
        if token.is_pause or token.stem in TURNS or pair in TURNS_OF_TWO:
            parts.append([])
        if not token.is_pause and token.stem not in TURNS:
            parts[-1].append(token)
    return [part for part in parts if part]


def is_negative(clause: Sequence[Token]) -> bool:
    """Whether something in the clause is denied."""
    return any(token.stem in NEGATIONS for token in clause)
