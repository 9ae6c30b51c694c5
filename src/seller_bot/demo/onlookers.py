"""What a person sees of the bot, now and by waiting for it."""

import asyncio
from collections.abc import Callable
from typing import Any

from seller_bot.demo.chats import Chat
from seller_bot.demo.groups import Group
from seller_bot.demo.users import User
from seller_bot.demo.views import Message, seen
from seller_bot.demo.world import World

Json = dict[str, Any]
Wanted = str | Callable[[Message], bool] | None


class NothingSeen(AssertionError):
    """The bot did not say, or did not answer, what the person waited for."""


class Onlooker:
    """A user with a private chat with the bot, who may be in groups too: `chat=group` looks there."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.id = user_id
        self.unseen_in: dict[int, list[int]] = {}
        self.texts: dict[tuple[int, int], str] = {}
        self.changed = Changed()

    @property
    def user(self) -> User:
        return self.world.people[self.id]

    @property
    def chat(self) -> Chat:
        return self.world.chats[self.id]

    def place(self, chat: Group | None) -> Chat:
        return chat.chat if chat else self.chat

    @property
    def messages(self) -> list[Message]:
        """The chat as it is now, oldest first: edits applied, deleted messages gone."""
        return self.messages_in(None)

    def messages_in(self, chat: Group | None) -> list[Message]:
        return [seen(message) for message in self.place(chat).messages.values()]

    @property
    def unseen(self) -> list[int]:
        """The messages of the private chat that `sees` has not yet returned, in the order in which they came."""
        return self.unseen_in.setdefault(self.id, [])

    async def sees(
        self,
        wanted: Wanted = None,
        timeout: float = 5,  # noqa: ASYNC109 - a test reads better so.
        *,
        chat: Group | None = None,
    ) -> Message:
        """The next message of the bot, or new text of an old one, that this person has not yet looked at.

        `wanted` is a part of the text or a predicate: the first that fits is taken, the others stay unseen. A change of
        a keyboard alone is nothing new.
        """
        place = self.place(chat)
        found: list[Message] = []

        def look() -> bool:
            unseen = [n for n in self.unseen_in.get(place.id, []) if n in place.messages]
            found[:] = [message for message in (seen(place.messages[n]) for n in unseen) if fits(message, wanted)]
            return bool(found)

        await self.changed.until(look, timeout, f"a message like {wanted!r}" if wanted else "a message")
        self.unseen_in[place.id].remove(found[0].message_id)
        return found[0]

    def note(self, data: Json) -> None:
        """Something happened that this person can see; the bot's messages are remembered as unseen."""
        message = data.get("message")
        if message and message["from"]["is_bot"]:
            self.note_message(data.get("person_id") or data["chat_id"], message)
        self.changed.wake()

    def note_message(self, chat_id: int, message: Json) -> None:
        number, text = message["message_id"], message.get("text") or message.get("caption") or ""
        if self.texts.get((chat_id, number)) != text:
            self.texts[chat_id, number] = text
            unseen = self.unseen_in.setdefault(chat_id, [])
            if number in unseen:
                unseen.remove(number)
            unseen.append(number)

    async def answered(self, callback_query_id: str, timeout: float = 5) -> Json:  # noqa: ASYNC109 - reads better so.
        """How the bot answered the press: `text`, `show_alert`, `url`."""
        press = self.world.presses.by_id[callback_query_id]
        await self.changed.until(lambda: press.answer is not None, timeout, "the answer of a pressed button")
        return press.answer or {}


class Changed:
    """Wakes those who wait for something in the world to become true."""

    def __init__(self) -> None:
        self.news: set[asyncio.Event] = set()

    def wake(self) -> None:
        for news in self.news:
            news.set()

    async def until(self, true: Callable[[], bool], seconds: float, what: str) -> None:
        news = asyncio.Event()
        self.news.add(news)
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    news.clear()
                    await news.wait()
        except TimeoutError:
            raise NothingSeen(f"{what} did not come within {seconds} s") from None
        finally:
            self.news.discard(news)


def fits(message: Message, wanted: Wanted) -> bool:
    if wanted is None:
        return True
    return wanted in message.text if isinstance(wanted, str) else bool(wanted(message))
