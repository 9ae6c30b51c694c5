"""The people on the other side, for tests and the page: they write, press buttons, block the bot, see what it says.

A little longer than our other modules: it is one list of what a person can do.
"""

from typing import Any

from seller_bot.demo import samples
from seller_bot.demo.bodies import Upload
from seller_bot.demo.chats import Chat
from seller_bot.demo.groups import Group, hears
from seller_bot.demo.media import media_content
from seller_bot.demo.methods.delivery import without_reply
from seller_bot.demo.onlookers import NothingSeen, Onlooker
from seller_bot.demo.texts import LONGEST_CAPTION, LONGEST_TEXT
from seller_bot.demo.unicode import whole
from seller_bot.demo.views import Message
from seller_bot.entities.clean import cleaned, is_blank
from seller_bot.entities.formatted import FormattedText, utf16_length

__all__ = ["NothingSeen", "Person"]

Json = dict[str, Any]
EDITABLE = 48 * 60 * 60
WORDS = ("text", "entities", "caption", "caption_entities")


class Person(Onlooker):
    """Somebody who uses the bot; `chat=group` makes the same happen in a group."""

    # What the person does; each of these returns the id of the update that the bot gets.

    async def says(self, text: str, reply_to_message_id: int | None = None, **where: Any) -> int:
        """Send a text; like a client's box it trims it. Writing to a bot that one blocked unblocks it."""
        return await self.sends(written(text), reply_to_message_id, **where)

    async def sends(
        self,
        content: Json,
        reply_to_message_id: int | None = None,
        *,
        quote: str = "",
        chat: Group | None = None,
        thread: int = 0,
    ) -> int:
        """Any content; in reply to a message, and perhaps to a part of it; in a group, and perhaps in a topic there."""
        place = self.place(chat)
        if reply_to_message_id is not None:
            answered = place.messages[reply_to_message_id]
            thread = thread or (answered["message_thread_id"] if "is_topic_message" in answered else 0)
            content = {**content, **reply(answered, quote)}
        if place.is_private:
            self.world.start(self.id)
        elif not place.may(self.id, "can_send_messages"):
            raise ValueError("This person may not write here.")
        elif not self.may_write_in_topic(place, thread):
            raise ValueError("Nothing can be written in this topic.")
        if thread:
            content = {"message_thread_id": thread, "is_topic_message": True, **content}
        message = self.world.post(place, self.user, content)
        return self.world.updates.put("message", message) if hears(self.world, place, message) else 0

    def may_write_in_topic(self, place: Chat, thread: int) -> bool:
        """The topic is there, and is open or this person may open it."""
        topic = place.topics.get(thread) if thread else place.general
        return topic is not None and (not topic.closed or place.may(self.id, "can_manage_topics"))

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
        words = captioned(caption)
        content = media_content(self.world.files, kind, upload, {"duration": samples.VOICE_SECONDS})
        return await self.sends({**content, **words}, **where)

    async def sends_album(self, *uploads: Upload, caption: str = "", kind: str = "photo", **where: Any) -> list[int]:
        """Photos or documents sent together: an update each, the caption with the first; all of them, or none."""
        group = {"media_group_id": self.world.next_media_group()}
        words = captioned(caption)
        chosen = uploads or (samples.PHOTO, samples.PHOTO)
        contents = [media_content(self.world.files, kind, upload, {}) for upload in chosen]
        contents[0] |= words
        return [await self.sends({**group, **content}, **where) for content in contents]

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
        if self.world.clock.now() - old["date"] >= EDITABLE:
            raise ValueError("A message can be edited for 48 hours.")
        content = written(text) if "text" in old else captioned(text)
        kept = {name: value for name, value in old.items() if name not in WORDS}
        message = self.world.change(self.place(chat), {**kept, "edit_date": self.world.clock.now(), **content})
        return self.world.updates.put("edited_message", message) if hears(self.world, self.place(chat), message) else 0

    def deletes(self, *message_ids: int, chat: Group | None = None) -> None:
        """Bots are not told of deletions. In a group one deletes one's own messages, an administrator those of all."""
        place = self.place(chat)
        if not place.may(self.id, "can_delete_messages"):
            for message_id in message_ids:
                self.own(message_id, place)
        self.world.delete(place, list(message_ids))

    def deletes_unnoticed(self, *message_ids: int, chat: Group | None = None) -> None:
        """The same, while the bot's server is not told: it goes on as if the messages were there."""
        self.deletes(*message_ids, chat=chat)
        self.place(chat).gone_messages.extend(message_ids)

    async def reacts(self, message_id: int, emoji: str | None = "👍", *, chat: Group | None = None) -> int:
        """The bot is told only if it asked for message_reaction, in a group only if it administers that one.

        None takes the reaction back.
        """
        place = self.place(chat)
        before = place.reactions.get(message_id, {}).get(self.id, [])
        after: list[Json] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.world.react(place, message_id, self.user, after)
        if not place.is_private and not place.is_administrator(self.world.bot.id):
            return 0
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

    def hides(self) -> None:
        """Privacy settings under which no button may lead to this person."""
        self.world.reserved.add(self.id)

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
        """Press a button that no keyboard holds, as a changed client can; also one of a message that is gone."""
        place = self.place(chat)
        gone = {"chat": place.json(), "message_id": message_id, "date": 0}
        return self.world.presses.press(self.user, place.messages.get(message_id, gone), whole(data))


def written(text: str) -> Json:
    """The text of a new message or of an edit."""
    content = cleaned(FormattedText(whole(text)))
    if is_blank(content.text):
        raise ValueError("A message needs a text.")
    if len(content.text) > LONGEST_TEXT:
        raise ValueError(f"A message has at most {LONGEST_TEXT} characters.")
    return content.json()


def captioned(text: str) -> Json:
    content = cleaned(FormattedText(whole(text)))
    if len(content.text) > LONGEST_CAPTION:
        raise ValueError(f"A caption has at most {LONGEST_CAPTION} characters.")
    return content.json("caption")


def reply(message: Json, quote: str) -> Json:
    """What a reply carries: the message that it answers, one level deep, and the quotation from it."""
    answered = without_reply(message)
    if not quote:
        return {"reply_to_message": answered}
    text: str = message.get("text") or message.get("caption") or ""
    position = utf16_length(text[: text.index(quote)])
    return {"reply_to_message": answered, "quote": {"text": quote, "position": position, "is_manual": True}}
