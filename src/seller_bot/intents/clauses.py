"""Where a message turns: "the link came, but the code did not" is about the code."""

from collections.abc import Iterator, Sequence

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
WORDS_WITHOUT_DENIAL = frozenset(
    ["特别", "级别", "分别", "区别", "个别", "类别", "性别", "辨别", "识别", "别人", "别的", "别家", "别处"]
)


def clauses(sequence: Sequence[Token]) -> list[list[Token]]:
    """The parts of a message between pauses and words like "but"."""
    parts: list[list[Token]] = [[]]
    for before, token, after in _with_neighbours(sequence):
        turns = token.text + after in TURNS_OF_TWO and not _is_within_a_word(before, token, after)
        if token.is_pause or token.stem in TURNS or turns:
            parts.append([])
        if not token.is_pause and token.stem not in TURNS:
            parts[-1].append(token)
    return [part for part in parts if part]


def is_negative(clause: Sequence[Token]) -> bool:
    """Whether something in the clause is denied."""
    return any(
        token.stem in NEGATIONS and not _is_within_a_word(before, token, after)
        for before, token, after in _with_neighbours(clause)
    )


def _with_neighbours(sequence: Sequence[Token]) -> Iterator[tuple[str, Token, str]]:
    """Each token between the texts before and after it."""
    texts = ["", *(token.text for token in sequence), ""]
    return zip(texts, sequence, texts[2:], strict=False)


def _is_within_a_word(before: str, token: Token, after: str) -> bool:
    """Whether a Chinese character that denies is a part of a word, or of a choice: 能不能, 有没有."""
    words = (before + token.text, token.text + after)
    return token.is_han and (before == after != "" or not WORDS_WITHOUT_DENIAL.isdisjoint(words))
