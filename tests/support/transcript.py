"""Conversations as tests write and read them: by keys of texts and ids of buttons, not by wording."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from html import unescape
from string import Formatter

from seller_bot.catalogues import is_message, is_toast, keys, read
from seller_bot.conversation.step import TYPED
from seller_bot.demo import samples
from seller_bot.demo.people import Person
from seller_bot.demo.views import Button, Message
from seller_bot.texts import Texts
from tests.support.running import Bot

CLIENTS = {"en": "en", "ru": "ru", "zh_Hans": "zh-hans", "zh_Hant": "zh-hant"}
"""The language tag of a client in each of our locales."""

PEOPLE = ("seller", "owner", "manager", "support")

ANY = "(?s:.*?)"
A_DAY_LATER = "(a day later)"
"""The line of a seller who waits for the bot to write first."""

COUNTED = (
    "step.numbered",
    "step.numbered_again",
    "step.question_numbered",
    "step.question_numbered_again",
    "step.again",
    "answer.with_others",
    "answer.with_guide",
    "sent.caption_read",
    "edited.kept",
    "repair.welcome_back",
)
"""The texts that stand around another one."""


class Chat:
    """One person's chat with the running bot, in one locale: a new seller's, or that of somebody who is there."""

    def __init__(self, bot: Bot, locale: str, client: str | None = None, person: Person | None = None) -> None:
        self.bot = bot
        self.locale = locale
        self.person = person or bot.server.person("Li", language_code=client or CLIENTS[locale])
        self._updates = 0
        self._forged = ""

    async def plays(self, script: str) -> None:
        """Play a transcript line by line; whatever the bot says or shows differently fails the test.

        seller: /bind                        a command or a text
        seller: [not_admin]                  a press on the newest button of that id
        seller: (photo)                      something that is not text; an owner, a manager, support do the same
        seller: (photo: look here)           with words under it
        seller: (album 10)                   so many photos, sent together
        seller: (a day later)                nothing, until the bot writes on its own initiative
        bot:    binding.ask_role [admin]     the key of the text, and the ids of all its buttons
        toast:  repair.toast_step_is_past    the answer to the last press
        """
        heard: list[str] = []
        for who, line in _lines(script):
            if who in PEOPLE:
                assert heard == [], "the bot said more"
                heard = await self.acts(line)
            else:
                said = f"{who}: {line}"
                assert heard[:1] == [said], f"the bot said {heard}, not {said!r}"
                heard = heard[1:]
        assert heard == [], "the bot said more"

    async def presses_forged(self, data: str, message_id: int) -> None:
        """Press what no keyboard shows any more, or never did; `heard` says how the bot answers."""
        self._forged = await self.person.presses_forged(data, message_id)

    async def heard(self, script: str) -> None:
        """What the bot answers to the last forged press."""
        await self._answered()
        toast = (await self.person.answered(self._forged))["text"]
        lines = [f"{who}: {line}" for who, line in _lines(script)]
        assert self._described(Exchange("", toast, await self.sees())) == lines

    async def acts(self, line: str) -> list[str]:
        """Do what a seller's line of a transcript says; what the bot answered, as such lines."""
        return self._described(await self.exchange(line))

    def described(self, messages: Sequence[Message]) -> list[str]:
        """Messages as lines of a transcript."""
        return [describe(message, self.locale) for message in messages]

    def _described(self, exchange: "Exchange") -> list[str]:
        toast = [f"toast: {recognise(exchange.toast, self.locale, toast=True)}"] if exchange.toast else []
        return [*toast, *self.described(exchange.messages)]

    async def exchange(self, line: str) -> "Exchange":
        """Do what a seller's line says, and wait until the bot has answered it completely."""
        if line.startswith("["):
            label, query = await self._press(line.strip("[]"))
            await self._answered()
            toast = (await self.person.answered(query))["text"]
            return self._exchanged(f"[{label}]", toast, await self.sees())
        if line == A_DAY_LATER:
            self.bot.clock.advance(timedelta(days=1))
            return self._exchanged(line, "", [await self.person.sees(timeout=20), *await self.sees()])
        if line.startswith("("):
            sent = await self._send(line)
        else:
            sent = [await self.person.says(line)]
        for _ in sent:
            await self._answered()
        return self._exchanged(line, "", await self.sees())

    def _exchanged(self, line: str, toast: str, messages: Sequence[Message]) -> "Exchange":
        pictures = {message.message_id: name for message in messages if (name := picture(message, self.bot))}
        return Exchange(line, toast, messages, pictures)

    async def _send(self, line: str) -> Sequence[int]:
        """Send what is no text, as a line of a transcript names it; the updates that the bot gets."""
        what, _, caption = line.strip("()").partition(": ")
        kind, _, number = what.partition(" ")
        if kind == "album":
            return await self.person.sends_album(*[samples.PHOTO] * int(number), caption=caption)
        return [await getattr(self.person, f"sends_{kind}")(**({"caption": caption} if caption else {}))]

    async def sees(self) -> list[Message]:
        """The messages that the seller has not looked at yet."""
        return [await self.person.sees() for _ in range(len(self.person.unseen))]

    async def noted(self, updates: int = 1) -> None:
        """Wait until the bot has dealt with so many more updates of this chat, and look at whatever it said."""
        for _ in range(updates):
            await self._answered()
        await self.sees()

    async def _answered(self) -> None:
        self._updates += 1
        await self.bot.answered(self.person.id, self._updates)

    async def _press(self, button_id: str) -> tuple[str, str]:
        """Press the newest button of that id that still waits to be pressed; its label, and the query's id."""
        for message in reversed(self.person.messages):
            for button in message:
                if identify(button) == button_id and not button.label.startswith("✓"):
                    return button.label, await self.person.presses(button.data or "", message.message_id)
        raise AssertionError(f"no button {button_id!r} in sight")


@dataclass(frozen=True)
class Exchange:
    """What a seller said or pressed, and how the bot answered."""

    seller: str
    toast: str
    messages: Sequence[Message]
    pictures: Mapping[int, str] = field(default_factory=dict)
    """The names of the drawings, by the messages that have one."""


def picture(message: Message, bot: Bot) -> str:
    """The name of the drawing above a message's text; empty where there is none."""
    if "photo" not in message.json:
        return ""
    return bot.server.world.files.by_id[message.json["photo"][-1]["file_id"]].name.partition(".")[0]


def describe(message: Message, locale: str) -> str:
    """A message as transcripts write it."""
    key = recognise(message.text, locale)
    ids = " | ".join(map(identify, message))
    return f"bot: {key} [{ids}]" if ids else f"bot: {key}"


def identify(button: Button) -> str:
    """A button by the choice that it makes, the flow that it opens, or `copy`."""
    if button.data is None:
        return "copy"
    flow, _, choice, _ = button.data.split(":")
    return TYPED if choice.startswith(TYPED) else choice or flow


def recognise(text: str, locale: str, *, toast: bool = False) -> str:
    """The key of a text that the bot said in that locale; the text itself where no key fits."""
    said = text
    for key in COUNTED:
        around = re.fullmatch(_pattern(Texts(locale), key), said, re.DOTALL)
        said = around["text"] if around else said
    fitting = [key for key, pattern in _patterns(locale, toast) if re.fullmatch(pattern, said, re.DOTALL)]
    # Of a text that is hardly more than its values, anything could have come.
    return max(fitting, key=lambda key: len(re.sub(r"{[^}]*}", "", Texts(locale).template(key)))) if fitting else text


@cache
def _patterns(locale: str, toast: bool) -> Sequence[tuple[str, str]]:
    texts = Texts(locale)
    wanted = is_toast if toast else is_message
    return [(key, _pattern(texts, key)) for key in keys(read("en")) if wanted(key) and key not in COUNTED]


def _pattern(texts: Texts, key: str) -> str:
    """A regular expression for a text as its reader sees it."""
    pattern = ""
    for literal, value, _, _ in Formatter().parse(texts.template(key)):
        pattern += re.escape(unescape(re.sub(r"</?\w+>", "", literal)))
        if value is not None:
            pattern += re.escape(texts.plain(value)) if "." in value else "(?P<text>.*)" if value == "text" else ANY
    return pattern.strip().removesuffix(r"\ ")


def _lines(script: str) -> Iterator[tuple[str, str]]:
    for line in script.strip().splitlines():
        if line.strip():
            who, _, what = line.strip().partition(":")
            yield who, " ".join(what.split())
