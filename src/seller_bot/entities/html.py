"""parse_mode HTML, with the outcome and the error texts of tdlib's parser (MessageEntity.cpp).

One loop over the text, one function for each thing that may begin at a `<`; longer than our other modules because it is
one grammar.
"""

import re
from dataclasses import dataclass, replace

from seller_bot.entities.errors import Unparsable, unparsable
from seller_bot.entities.formatted import Entity, FormattedText, utf16_length
from seller_bot.entities.links import custom_emoji, date_time, link_entity

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*STYLES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
SPACES = " \t\r\n\v\0"
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
PLAIN = re.compile(r"[^<&]+")
CHARACTER = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[a-zA-Z]*))")
NAME_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")
PREFIXES = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "unix"): "",
    ("tg-time", "format"): "",
}
"""The attributes that mean something, and what their value has to begin with."""


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    attributes: dict[str, str]
    offset: int
    parts: int
    """How many parts of the text came before: what follows them is the text inside the tag."""


class Html:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[Tag] = []
        self.entities: list[Entity] = []

    def parse(self) -> FormattedText:
        while self.at < len(self.source):
            self.step()
        if self.open:
            raise Unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        entities = (replace(entity, extra={}) if entity.type == "code" else entity for entity in self.entities)
        return FormattedText("".join(self.parts), tuple(sorted(entities, key=Entity.order)))

    def step(self) -> None:
        if plain := PLAIN.match(self.source, self.at):
            self.at = plain.end()
            self.add(plain.group())
        elif self.source[self.at] == "&":
            self.add(self.character() or self.take())
        elif self.source.startswith("</", self.at):
            self.end_tag()
        else:
            self.start_tag()

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16_length(text)

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def character(self) -> str | None:
        """The character that a reference such as `&lt;` stands for; anything else stays as it is written."""
        found = CHARACTER.match(self.source, self.at)
        if found is None:
            return None
        if found["name"] is not None:
            decoded = NAMED.get(found["name"])
        else:
            code = int(found["hex"] or "0", 16) if found["hex"] is not None else int(found["decimal"] or "0")
            decoded = chr(code) if 0 < code < 0x10FFFF and len(found.group()) < 10 else None
        if decoded is not None:
            self.at = found.end() + self.source.startswith(";", found.end())
        return decoded

    def start_tag(self) -> None:
        begins = self.at
        self.at += 1
        name = self.until(SPACES + ">").lower()
        if not self.peek():
            raise unparsable("Unclosed start tag at byte offset {}", self.source, begins)
        if name not in TAGS:
            raise unparsable(f'Unsupported start tag "{braces(name)}" at byte offset {{}}', self.source, begins)
        attributes: dict[str, str] = {}
        while self.peek() != ">":
            attributes |= self.attribute(name, begins)
        self.at += 1
        if name == "span" and attributes.get("class") != "spoiler":
            raise unparsable('Tag "span" must have class "tg-spoiler" at byte offset {}', self.source, begins)
        self.open.append(Tag(name, attributes, self.offset, len(self.parts)))

    def attribute(self, tag: str, begins: int) -> dict[str, str]:
        self.skip_spaces()
        if self.peek() == ">":
            return {}
        name = self.until(SPACES + "=>/'\"")
        if not name:
            raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {{}}', self.source, begins)
        self.skip_spaces()
        value = self.value(tag, begins) if self.peek() == "=" else ""
        if not self.peek():
            raise unparsable(f'Unclosed start tag "{tag}" at byte offset {{}}', self.source, begins)
        if (tag, name) == ("blockquote", "expandable"):
            return {"expandable": "1"}
        prefix = PREFIXES.get((tag, name))
        return {name: value.removeprefix(prefix)} if prefix is not None and value.startswith(prefix) else {}

    def value(self, tag: str, begins: int) -> str:
        self.at += 1
        self.skip_spaces()
        if not self.peek():
            raise unparsable(f'Unclosed start tag "{tag}" at byte offset {{}}', self.source, begins)
        if self.peek() in "'\"":
            return self.quoted(begins)
        token = NAME_TOKEN.match(self.source, self.at)
        value = token.group() if token else ""
        after = self.source[self.at + len(value) :][:1]
        if not after:
            raise unparsable("Unclosed start tag at byte offset {}", self.source, begins)
        if after not in SPACES + ">":
            raise unparsable("Unexpected end of name token at byte offset {}", self.source, self.at)
        self.at += len(value)
        return value.lower()

    def quoted(self, begins: int) -> str:
        quote = self.take()
        value = ""
        while self.peek() and self.peek() != quote:
            value += (self.character() if self.peek() == "&" else None) or self.take()
        self.at += 1
        if not self.peek():
            raise unparsable("Unclosed start tag at byte offset {}", self.source, begins)
        return value

    def end_tag(self) -> None:
        begins = self.at
        if not self.open:
            raise unparsable("Unexpected end tag at byte offset {}", self.source, begins)
        self.at += 2
        name = self.until(SPACES + ">").lower()
        self.skip_spaces()
        if self.peek() != ">":
            raise unparsable("Unclosed end tag at byte offset {}", self.source, begins)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            expected = f'expected "</{tag.name}>", found "</{braces(name)}>"'
            raise unparsable(f"Unmatched end tag at byte offset {{}}, {expected}", self.source, begins)
        if self.offset > tag.offset or tag.name == "tg-emoji":
            self.close(tag)

    def close(self, tag: Tag) -> None:
        entity: Entity | None
        length = self.offset - tag.offset
        if tag.name in ("code", "pre"):
            return self.close_code(tag, length)
        if tag.name in STYLES:
            entity = Entity(STYLES[tag.name], tag.offset, length)
        elif tag.name == "blockquote":
            entity = Entity("expandable_blockquote" if tag.attributes else "blockquote", tag.offset, length)
        elif tag.name == "tg-emoji":
            entity = custom_emoji(tag.attributes.get("emoji-id", ""), tag.offset, length)
        elif tag.name == "tg-time":
            entity = date_time(tag.attributes, tag.offset, length)
        else:
            url = tag.attributes.get("href") or "".join(self.parts[tag.parts :])
            entity = link_entity(url, tag.offset, length)
        if entity and entity.length:
            self.entities.append(entity)
        return None

    def close_code(self, tag: Tag, length: int) -> None:
        """`<pre><code class="language-python">` in one place, either one outside, is one block with its language."""
        language = tag.attributes.get("class")
        last = self.entities[-1] if self.entities else None
        other = "code" if tag.name == "pre" else "pre"
        if last and (last.type, last.offset, last.length) == (other, tag.offset, length):
            found = last.extra.get("language") if tag.name == "pre" else language
            if found:
                self.entities[-1] = Entity("pre", tag.offset, length, {"language": found})
                return
        self.entities.append(Entity(tag.name, tag.offset, length, {"language": language} if language else {}))

    def until(self, stops: str) -> str:
        begins = self.at
        while self.peek() and self.peek() not in stops:
            self.at += 1
        return self.source[begins : self.at]

    def skip_spaces(self) -> None:
        while self.peek() and self.peek() in SPACES:
            self.at += 1


def braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def parse_html(source: str) -> FormattedText:
    """The text and its entities in Telegram's order; `Unparsable` says what Telegram would say."""
    return Html(source).parse()
