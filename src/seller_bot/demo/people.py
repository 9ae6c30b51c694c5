"""The people on the other side, for tests and the page: they write, press buttons, block the bot, see what it says."""

import asyncio
from collections.abc import Callable
from typing import Any

from seller_bot.demo import samples
from seller_bot.demo.bodies import Upload
from seller_bot.demo.chats import Chat
from seller_bot.demo.entities.clean import cleaned
from seller_bot.demo.entities.formatted import FormattedText
from seller_bot.demo.groups import Group, hears
from seller_bot.demo.media import media_content
from seller_bot.demo.users import User
from seller_bot.demo.views import Message, seen
from seller_bot.demo.world import World

Json = dict[str, Any]
Wanted = str | Callable[[Message], bool] | None
WORDS = ("text", "entities", "caption", "caption_entities")


class NothingSeen(AssertionError):
    """The bot did not say, or did not answer, what the person waited for."""


class Person:
    """A user with a private chat with the bot; `chat=group` makes the same happen in a group."""

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

    # What the person does; each of these returns the id of the update that the bot gets.

    async def says(
        self, text: str, reply_to_message_id: int | None = None, *, chat: Group | None = None, thread: int = 0
    ) -> int:
        """Send a text; like a client's box it trims it. Writing to a bot that one blocked unblocks it."""
        content = cleaned(FormattedText(text)).json()
        if not content:
            raise ValueError("A message needs a text.")
        return await self.sends(content, reply_to_message_id, chat=chat, thread=thread)

    async def sends(
        self, content: Json, reply_to_message_id: int | None = None, *, chat: Group | None = None, thread: int = 0
    ) -> int:
        place = self.place(chat)
        if place.is_private:
            self.world.start(self.id)
        elif not place.may(self.id, "can_send_messages"):
            raise ValueError("This person may not write here.")
        if reply_to_message_id is not None:
            replied = place.messages[reply_to_message_id]
            content = {**content, "reply_to_message": {k: v for k, v in replied.items() if k != "reply_to_message"}}
        if thread:
            content = {"message_thread_id": thread, "is_topic_message": True, **content}
        message = self.world.post(place, self.user, content)
        return self.world.updates.put("message", message) if hears(self.world, place, message) else 0

    async def sends_photo(self, upload: Upload = samples.PHOTO, caption: str = "", **where: Any) -> int:
        return await self.sends_file("photo", upload, caption, **where)

    async def sends_document(self, upload: Upload = samples.DOCUMENT, caption: str = "", **where: Any) -> int:
        return await self.sends_file("document", upload, caption, **where)

    async def sends_voice(self, upload: Upload = samples.VOICE, **where: Any) -> int:
        return await self.sends_file("voice", upload, "", **where)

    async def sends_sticker(self, upload: Upload = samples.STICKER, **where: Any) -> int:
        return await self.sends_file("sticker", upload, "", **where)

    async def sends_video(self, upload: Upload = samples.VIDEO, caption: str = "", **where: Any) -> int:
        return await self.sends_file("video", upload, caption, **where)

    async def sends_file(self, kind: str, upload: Upload, caption: str = "", **where: Any) -> int:
        words = cleaned(FormattedText(caption)).json("caption")
        content = media_content(self.world.files, kind, upload, {"duration": 3})
        return await self.sends({**content, **words}, **where)

    async def sends_album(self, *uploads: Upload, caption: str = "", **where: Any) -> list[int]:
        """Photos sent together: an update each, the caption with the first."""
        group = {"media_group_id": self.world.next_media_group()}
        words = [cleaned(FormattedText(caption)).json("caption"), *({} for _ in uploads)]
        contents = [media_content(self.world.files, "photo", upload, {}) for upload in uploads or (samples.PHOTO,) * 2]
        return [
            await self.sends({**group, **content, **word}, **where)
            for content, word in zip(contents, words, strict=False)
        ]

    async def sends_contact(self, **where: Any) -> int:
        """The person's own contact, as a button that asks for it sends it."""
        return await self.sends({"contact": self.user.contact}, **where)

    async def sends_location(self, latitude: float = 55.7505, longitude: float = 37.6175, **where: Any) -> int:
        return await self.sends({"location": {"latitude": latitude, "longitude": longitude}}, **where)

    async def forwards(self, message: Message, **where: Any) -> int:
        """A message that this person has from somewhere, sent on to the bot."""
        origin = {"type": "user", "date": message.json["date"], "sender_user": message.json["from"]}
        kept = ("from", "chat", "date", "message_id", "reply_markup", "reply_to_message", "edit_date")
        content = {name: value for name, value in message.json.items() if name not in kept}
        return await self.sends({"forward_origin": origin, **content}, **where)

    async def edits(self, message_id: int, text: str, *, chat: Group | None = None) -> int:
        old = self.own(message_id, self.place(chat))
        content = cleaned(FormattedText(text)).json("text" if "text" in old else "caption")
        kept = {name: value for name, value in old.items() if name not in WORDS}
        message = self.world.change(self.place(chat), {**kept, "edit_date": self.world.clock.now(), **content})
        return self.world.updates.put("edited_message", message) if hears(self.world, self.place(chat), message) else 0

    def deletes(self, *message_ids: int, chat: Group | None = None) -> None:
        """Bots are not told of deletions."""
        self.world.delete(self.place(chat), list(message_ids))

    async def reacts(self, message_id: int, emoji: str | None = "👍", *, chat: Group | None = None) -> int:
        """The bot is told only if it asked for message_reaction; None takes the reaction back."""
        place = self.place(chat)
        before = place.reactions.setdefault(message_id, {}).get(self.id, [])
        after = place.reactions[message_id][self.id] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        told = {"chat": place.json(), "message_id": message_id, "user": self.user.json()}
        changed = {"date": self.world.clock.now(), "old_reaction": before, "new_reaction": after}
        return self.world.updates.put("message_reaction", {**told, **changed})

    def own(self, message_id: int, place: Chat) -> Json:
        message = place.messages.get(message_id)
        if message is None or message["from"]["id"] != self.id:
            raise ValueError(f"Message {message_id} is not this person's.")
        return message

    def blocks(self) -> None:
        self.world.set_blocked(self.id, blocked=True)

    def unblocks(self) -> None:
        self.world.set_blocked(self.id, blocked=False)

    def speaks(self, language_code: str | None) -> None:
        """The language of the person's client from now on."""
        self.world.change_person(self.user, language_code=language_code)

    # Buttons

    async def presses(self, data_or_label: str, message_id: int | None = None, *, chat: Group | None = None) -> str:
        """Press the button with this data or label, on the newest message that has it; the callback query's id."""
        messages = self.messages_in(chat)
        for message in reversed(messages):
            if message_id not in (None, message.message_id):
                continue
            for button in message:
                if button.data is not None and data_or_label in (button.data, button.label):
                    return await self.presses_forged(button.data, message.message_id, chat=chat)
        labels = [message.labels for message in messages if message.buttons][-3:]
        raise NothingSeen(f"{self.user.first_name} sees no button {data_or_label!r}; the last keyboards have {labels}")

    async def presses_forged(self, data: str, message_id: int, *, chat: Group | None = None) -> str:
        """Press a button that no keyboard holds, as a changed client can."""
        return self.world.press(self.id, self.place(chat).messages[message_id], data).id

    async def answered(self, callback_query_id: str, timeout: float = 5) -> Json:  # noqa: ASYNC109 - reads better so.
        """How the bot answered the press: `text`, `show_alert`, `url`."""
        callback = self.world.callbacks[callback_query_id]
        await self.changed.until(lambda: callback.answer is not None, timeout, "the answer of a pressed button")
        return callback.answer or {}

    # What the person sees

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
