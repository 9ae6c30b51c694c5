"""parse_mode MarkdownV2, with the outcome and the error texts of tdlib's parser (MessageEntity.cpp).

Longer than our other modules because it is one grammar. The old mode, Markdown, is not here: nobody should begin
with it.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from seller_bot.entities.errors import Unparsable, unparsable
from seller_bot.entities.formatted import Entity, FormattedText, utf16_length
from seller_bot.entities.links import custom_emoji, date_time, link_entity

RESERVED = "_*[]()~`>#+-=|{}.!\n"
MARKS = {"*": "bold", "~": "strikethrough", "[": "text_link"}
ENDS = {"bold": "*", "strikethrough": "~", "text_link": "]", "custom_emoji": "]", "code": "`", "pre": "```"}
ENDS |= {"underline": "__", "spoiler": "||", "italic": "_"}
NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
"""As tdlib names them in its errors."""
ESCAPED = "Character '{}' is reserved and must be escaped with the preceding '\\'"


@dataclass(frozen=True, slots=True)
class Mark:
    type: str
    offset: int
    at: int
    parts: int
    language: str = ""


class MarkdownV2:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[Mark] = []
        self.entities: list[Entity] = []
        self.quoting = False
        self.line_begins = True

    def parse(self) -> FormattedText:
        while self.at < len(self.source):
            self.step()
        self.close_last_quote()
        if self.open:
            raise self.endless(self.open[-1])
        return FormattedText("".join(self.parts), tuple(sorted(self.entities, key=Entity.order)))

    def step(self) -> None:
        character, following = self.source[self.at], self.source[self.at + 1 : self.at + 2]
        if character == "\\" and "\0" < following <= "~":
            self.at += 2
            self.add(following)
        elif character not in ("`" if self.open and self.open[-1].type in ("code", "pre") else RESERVED):
            self.at += 1
            self.add(character)
            # A line end inside code is no line end for a quotation.
            self.line_begins &= character != "\n"
        elif self.ends_here():
            self.end()
        else:
            self.begin(character)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16_length(text)
        if text != "\r":
            self.line_begins = text == "\n"

    def ends_here(self) -> bool:
        if not self.open:
            return False
        if self.quoting and self.source[self.at] == "\n" and not self.source.startswith(">", self.at + 1):
            return True
        kind = self.open[-1].type
        if kind == "blockquote" or not self.source.startswith(ENDS[kind], self.at):
            return False
        return kind != "italic" or not self.source.startswith("__", self.at)

    # Beginnings

    def begin(self, character: str) -> None:
        at = self.at
        self.at += 1
        if character == "\n":
            self.add(character)
        elif character == ">":
            self.begin_quote()
        elif character == "`":
            self.begin_code(at)
        elif character == "_":
            self.begin_pair("_", "underline", "italic", at)
        elif character == "|":
            self.begin_pair("|", "spoiler", None, at)
        elif character == "!":
            self.begin_pair("[", "custom_emoji", None, at)
        elif character in MARKS:
            self.push(MARKS[character], at)
        else:
            raise Unparsable(ESCAPED.format(character))

    def push(self, kind: str, at: int, language: str = "") -> None:
        self.open.append(Mark(kind, self.offset, at, len(self.parts), language))

    def begin_pair(self, second: str, pair: str, single: str | None, at: int) -> None:
        if self.source.startswith(second, self.at):
            self.at += 1
            self.push(pair, at)
        elif single:
            self.push(single, at)
        else:
            raise Unparsable(ESCAPED.format(self.source[at]))

    def begin_quote(self) -> None:
        if not self.line_begins:
            raise Unparsable(ESCAPED.format(">"))
        if not self.quoting:
            self.quoting = True
            self.push("blockquote", self.at - 1)

    def begin_code(self, at: int) -> None:
        if not self.source.startswith("``", self.at):
            self.push("code", at)
            return
        self.at += 2
        end = self.at
        while end < len(self.source) and self.source[end] not in " \t\r\n\v\0`":
            end += 1
        language = ""
        if self.at != end and end < len(self.source) and self.source[end] != "`":
            language, self.at = self.source[self.at : end], end
        self.skip_line_end()
        self.push("pre", at, language)

    def skip_line_end(self) -> None:
        first, second = self.source[self.at : self.at + 1], self.source[self.at + 1 : self.at + 2]
        if first in ("\n", "\r"):
            self.at += 2 if second in ("\n", "\r") and first != second else 1

    # Ends

    def end(self) -> None:
        mark = self.open[-1]
        if self.source[self.at] == "\n":
            return self.end_quote()
        self.at += len(ENDS[mark.type])
        length = self.offset - mark.offset
        entity: Entity | None = Entity(mark.type, mark.offset, length)
        if mark.type == "pre" and mark.language:
            entity = Entity("pre", mark.offset, length, {"language": mark.language})
        elif mark.type == "text_link":
            url = self.address() if self.source.startswith("(", self.at) else "".join(self.parts[mark.parts :])
            entity = link_entity(url, mark.offset, length)
        elif mark.type == "custom_emoji":
            entity = self.special(mark.offset, length)
        if entity and length:
            self.entities.append(entity)
        self.open.pop()
        return None

    def address(self) -> str:
        self.at += 1
        begins, url = self.at, ""
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "\\" and "\0" < self.source[self.at + 1 : self.at + 2] <= "~":
                self.at += 1
            url += self.source[self.at]
            self.at += 1
        if self.at >= len(self.source):
            raise unparsable("Can't find end of a URL at byte offset {}", self.source, begins)
        self.at += 1
        return url

    def special(self, offset: int, length: int) -> Entity:
        """`![👍](tg://emoji?id=…)` and `![tomorrow](tg://time?unix=…)`."""
        if not self.source.startswith("(", self.at):
            raise Unparsable("The entity must contain a tg://emoji or tg://time URL")
        place, _, query = self.address().partition("?")
        values = dict(reversed(parse_qsl(query, keep_blank_values=True)))
        try:
            if place.lower() in ("tg://emoji", "tg:emoji"):
                return custom_emoji(values.get("id", ""), offset, length)
            found = date_time(values, offset, length) if place.lower() in ("tg://time", "tg:time") else None
        except Unparsable:
            found = None
        if found is None:
            raise Unparsable("Invalid tg://emoji or tg://time URL specified")
        return found

    def end_quote(self) -> None:
        """A line that does not go on with `>` ends the quotation; `||` before its end makes it expandable."""
        mark = self.open[-1]
        kind = mark.type
        if kind != "blockquote":
            # A spoiler that began right here, perhaps before a carriage return, is the mark of an expandable quotation.
            between = self.source[mark.at + 2 : self.at]
            if kind != "spoiler" or between not in ("", "\r"):
                raise self.endless(mark)
            self.open.pop()
            mark, kind = self.open[-1], "expandable_blockquote"
            if mark.type != "blockquote":
                raise self.endless(mark)
        self.quoting = False
        self.at += 1
        self.add("\n")
        self.entities.append(Entity(kind, mark.offset, self.offset - mark.offset))
        self.open.pop()

    def close_last_quote(self) -> None:
        if not self.quoting:
            return
        kind = "blockquote"
        if self.open[-1].type == "spoiler" and self.open[-1].at == len(self.source) - 2:
            self.open.pop()
            kind = "expandable_blockquote"
        if self.open[-1].type == "blockquote":
            mark = self.open.pop()
            if self.offset > mark.offset:
                self.entities.append(Entity(kind, mark.offset, self.offset - mark.offset))

    def endless(self, mark: Mark) -> Unparsable:
        name = "PreCode" if mark.language else NAMES[mark.type]
        return unparsable(f"Can't find end of {name} entity at byte offset {{}}", self.source, mark.at)


def parse_markdown_v2(source: str) -> FormattedText:
    """The text and its entities in Telegram's order; `Unparsable` says what Telegram would say."""
    return MarkdownV2(source).parse()
