"""The people on the other side, for tests and the page: they write, press buttons, block the bot, see what it says."""

import asyncio
from collections.abc import Callable
from typing import Any

from seller_bot.demo.entities.clean import cleaned
from seller_bot.demo.entities.formatted import FormattedText
from seller_bot.demo.events import Events
from seller_bot.demo.views import Message, seen
from seller_bot.demo.world import Chat, User, World

Json = dict[str, Any]
Wanted = str | Callable[[Message], bool] | None


class NothingSeen(AssertionError):
    """The bot did not say, or did not answer, what the person waited for."""


class Person:
    """A user with a private chat with the bot."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.id = user_id
        self.unseen: list[int] = []
        self.texts: dict[int, str] = {}
        self.changed = Changed(world.events, self.note)

    @property
    def user(self) -> User:
        return self.world.people[self.id]

    @property
    def chat(self) -> Chat:
        return self.world.chats[self.id]

    # What the person does; each of these returns the id of the update that the bot gets.

    async def says(self, text: str, reply_to_message_id: int | None = None) -> int:
        """Send a text; like a client's box it trims it. Writing to a bot that one blocked unblocks it."""
        content = cleaned(FormattedText(text)).json()
        if not content:
            raise ValueError("a message needs a text")
        return await self.sends(content, reply_to_message_id)

    async def sends(self, content: Json, reply_to_message_id: int | None = None) -> int:
        chat = self.chat
        self.world.set_blocked(self.id, False)
        if not chat.started:
            chat.started = True
            self.world.events.publish("person", self.world.person_json(self.id))
        if reply_to_message_id is not None:
            replied = chat.messages[reply_to_message_id]
            content = {**content, "reply_to_message": {k: v for k, v in replied.items() if k != "reply_to_message"}}
        message = self.world.post(chat, self.user, content)
        return self.world.updates.put("message", message)

    async def edits(self, message_id: int, text: str) -> int:
        old = self.own(message_id)
        content = cleaned(FormattedText(text)).json("caption" if "caption" in old else "text")
        kept = {
            name: value
            for name, value in old.items()
            if name not in ("text", "entities", "caption", "caption_entities")
        }
        message = self.world.change(self.chat, {**kept, "edit_date": self.world.clock.now(), **content})
        return self.world.updates.put("edited_message", message)

    def deletes(self, *message_ids: int) -> None:
        """Bots are not told of deletions."""
        self.world.delete(self.chat, list(message_ids))

    def own(self, message_id: int) -> Json:
        message = self.chat.messages.get(message_id)
        if message is None or message["from"]["id"] != self.id:
            raise ValueError(f"message {message_id} is not this person's")
        return message

    def blocks(self) -> None:
        self.world.set_blocked(self.id, True)

    def unblocks(self) -> None:
        self.world.set_blocked(self.id, False)

    def speaks(self, language_code: str | None) -> None:
        """The language of the person's client from now on."""
        self.world.change_person(self.user, language_code=language_code)

    # Buttons

    async def presses(self, data_or_label: str, message_id: int | None = None) -> str:
        """Press the button with this data or label, on the newest message that has it; the callback query's id."""
        for message in reversed(self.messages):
            if message_id not in (None, message.message_id):
                continue
            for button in message:
                if button.data is not None and data_or_label in (button.data, button.label):
                    return await self.presses_forged(button.data, message.message_id)
        labels = [message.labels for message in self.messages if message.buttons][-3:]
        raise NothingSeen(f"{self.user.first_name} sees no button {data_or_label!r}; the last keyboards have {labels}")

    async def presses_forged(self, data: str, message_id: int) -> str:
        """Press a button that no keyboard holds, as a changed client can."""
        return self.world.press(self.id, self.chat.messages[message_id], data).id

    async def answered(self, callback_query_id: str, timeout: float = 5) -> Json:  # noqa: ASYNC109 - reads better so.
        """How the bot answered the press: `text`, `show_alert`, `url`."""
        callback = self.world.callbacks[callback_query_id]
        await self.changed.until(lambda: callback.answer is not None, timeout, "the answer of a pressed button")
        assert callback.answer is not None
        return callback.answer

    # What the person sees

    @property
    def messages(self) -> list[Message]:
        """The chat as it is now, oldest first: edits applied, deleted messages gone."""
        return [seen(message) for message in self.chat.messages.values()]

    async def sees(self, wanted: Wanted = None, timeout: float = 5) -> Message:  # noqa: ASYNC109 - reads better so.
        """The next message of the bot, or new text of an old one, that this person has not yet looked at.

        `wanted` is a part of the text or a predicate: the first that fits is taken, the others stay unseen. A change of
        a keyboard alone is nothing new.
        """
        found: list[Message] = []

        def look() -> bool:
            unseen = [seen(self.chat.messages[n]) for n in self.unseen if n in self.chat.messages]
            found[:] = [message for message in unseen if fits(message, wanted)]
            return bool(found)

        await self.changed.until(look, timeout, f"a message like {wanted!r}" if wanted else "a message")
        self.unseen.remove(found[0].message_id)
        return found[0]

    def note(self, name: str, data: Json) -> bool:
        if data.get("person_id") != self.id:
            return False
        message = data.get("message")
        if message and message["from"]["is_bot"]:
            self.note_message(message)
        return name in ("message", "edited", "callback_answer")

    def note_message(self, message: Json) -> None:
        number, text = message["message_id"], message.get("text") or message.get("caption") or ""
        if self.texts.get(number) != text:
            self.texts[number] = text
            self.unseen = [*(n for n in self.unseen if n != number), number]


class Changed:
    """Wakes those who wait for something in the world to become true."""

    def __init__(self, events: Events, concerns: Callable[[str, Json], bool]) -> None:
        self.news = asyncio.Event()
        self.concerns = concerns
        events.listeners.append(self.hear)

    def hear(self, name: str, data: Json) -> None:
        if self.concerns(name, data):
            self.news.set()

    async def until(self, true: Callable[[], bool], seconds: float, what: str) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            raise NothingSeen(f"{what} did not come within {seconds} s") from None


def fits(message: Message, wanted: Wanted) -> bool:
    if wanted is None:
        return True
    return wanted in message.text if isinstance(wanted, str) else bool(wanted(message))
