"""What people do on the page, each act an address: in the private chat, or, where the request names one, in a group."""

import re
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.routing import Route

from seller_bot.demo import samples
from seller_bot.demo.groups import Group, group_of
from seller_bot.demo.methods.media import MOST_IN_ALBUM
from seller_bot.demo.page_requests import (
    Wrong,
    acts,
    answers,
    body,
    form,
    number,
    optional,
    uploaded,
    wanted,
    wanted_numbers,
)
from seller_bot.demo.people import Person

if TYPE_CHECKING:
    from seller_bot.demo.server import BotApiServer

LONGEST_NAME = 64
LONGEST_TOPIC = 128
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
Json = dict[str, Any]


class PeopleApi:
    def __init__(self, server: "BotApiServer") -> None:
        self.server = server
        self.world = server.world

    def routes(self) -> list[Route]:
        words = (self.language, self.say, self.start, self.press, self.edit, self.delete, self.block, self.unblock)
        sends = (self.photo, self.document, self.album, self.sticker, self.voice)
        topics = (self.open_topic, self.rename_topic, self.close_topic, self.reopen_topic, self.delete_topic)
        person = "/people/{person_id:int}"
        return [
            Route("/people", acts(self.add, self.server.write_down), methods=["POST"]),
            Route(f"{person}/messages", answers(self.messages)),
            Route(f"{person}/commands", answers(self.commands)),
            *(
                Route(f"{person}/{act.__name__}", acts(act, self.server.write_down), methods=["POST"])
                for act in (*words, *sends, *topics)
            ),
        ]

    async def add(self, request: Request) -> Json:
        given = await body(request)
        name = wanted(given, "first_name", str).strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise Wrong("A first name has 1 to 64 characters.")
        person = self.server.person(name, language_code=optional(given, "language_code", str) or None)
        return self.world.person_json(person.id)

    # Looking

    async def messages(self, request: Request) -> Json:
        return self.person(request).chat.page_json()

    async def commands(self, request: Request) -> Json:
        """Of the private chat, or of the group that the address names."""
        person = self.person(request)
        profile, language = self.world.profile, person.user.language_code
        if group_id := request.query_params.get("chat"):
            chat = group_of(self.world, number(group_id, "chat"), person.id).chat
            return {"commands": profile.group_commands(chat, person.id, language)}
        return {"commands": profile.shown_commands(person.id, language)}

    # Doing

    async def language(self, request: Request) -> Json:
        person = self.person(request)
        person.speaks(optional(await body(request), "language_code", str) or None)
        return self.world.person_json(person.id)

    async def say(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        where = self.where(person, given)
        reply_to = optional(given, "reply_to_message_id", int)
        if reply_to is not None:
            message_of(person, where, reply_to)
        return {"update_id": await person.says(wanted(given, "text", str), reply_to, **where)}

    async def start(self, request: Request) -> Json:
        parameter = optional(await body(request), "parameter", str)
        if parameter and not START_PARAMETER.fullmatch(parameter):
            raise Wrong("A start parameter has 1 to 64 of A-Z, a-z, 0-9, _ and -.")
        return {"update_id": await self.person(request).says(f"/start {parameter}" if parameter else "/start")}

    async def press(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        where = self.where(person, given)
        message_id = message_of(person, where, wanted(given, "message_id", int))
        data = wanted(given, "data", str)
        return {"callback_query_id": await person.presses_forged(data, message_id, chat=where.get("chat"))}

    async def edit(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        group = self.where(person, given).get("chat")
        text, message_id = wanted(given, "text", str), wanted(given, "message_id", int)
        return {"update_id": await person.edits(message_id, text, chat=group)}

    async def delete(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        person.deletes(*wanted_numbers(given, "message_ids"), chat=self.where(person, given).get("chat"))
        return {}

    async def block(self, request: Request) -> Json:
        self.person(request).blocks()
        return {}

    async def unblock(self, request: Request) -> Json:
        self.person(request).unblocks()
        return {}

    async def photo(self, request: Request) -> Json:
        upload, given = await uploaded(request, samples.PHOTO)
        person = self.person(request)
        return {"update_id": await person.sends_photo(upload, given.get("caption", ""), **self.where(person, given))}

    async def document(self, request: Request) -> Json:
        upload, given = await uploaded(request, samples.DOCUMENT)
        person = self.person(request)
        return {"update_id": await person.sends_document(upload, given.get("caption", ""), **self.where(person, given))}

    async def album(self, request: Request) -> Json:
        """All files of a form: photos, or, if its `kind` says so, documents."""
        found, given = await form(request)
        kind, person = given.get("kind", "photo"), self.person(request)
        if kind not in ("photo", "document") or not 2 <= len(found.files) <= MOST_IN_ALBUM:
            raise Wrong("An album has 2 to 10 photos or documents.")
        words, where = given.get("caption", ""), self.where(person, given)
        return {"update_ids": await person.sends_album(*found.files.values(), caption=words, kind=kind, **where)}

    async def sticker(self, request: Request) -> Json:
        person = self.person(request)
        return {"update_id": await person.sends_sticker(**self.where(person, await body(request)))}

    async def voice(self, request: Request) -> Json:
        person = self.person(request)
        return {"update_id": await person.sends_voice(**self.where(person, await body(request)))}

    # Topics of a group

    async def open_topic(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        name, group = topic_name(given), self.led(person, given)
        return {"thread": group.opens_topic(name, person.user)}

    async def rename_topic(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        name, group = topic_name(given), self.led(person, given)
        group.renames_topic(topic_of(group, given), name, person.user)
        return {}

    async def close_topic(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        group = self.led(person, given)
        group.closes_topic(topic_of(group, given), person.user)
        return {}

    async def reopen_topic(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        group = self.led(person, given)
        group.reopens_topic(topic_of(group, given), person.user)
        return {}

    def led(self, person: Person, given: Json) -> Group:
        """The forum of the request, in which this person may do something about topics."""
        group = group_of(self.world, wanted(given, "chat", int), person.id)
        if not group.chat.is_forum or not group.chat.may(person.id, "can_manage_topics"):
            raise Wrong("This person may not change topics here.")
        return group

    async def delete_topic(self, request: Request) -> Json:
        given, person = await body(request), self.person(request)
        group = group_of(self.world, wanted(given, "chat", int), person.id)
        if not group.chat.may(person.id, "can_delete_messages"):
            raise Wrong("This person may not delete topics here.")
        group.deletes_topic(wanted(given, "thread", int))
        return {}

    # Who and where

    def person(self, request: Request) -> Person:
        person_id = request.path_params["person_id"]
        if person_id not in self.world.people:
            raise Wrong(f"There is nobody with the id {person_id}.")
        return self.server.known_person(person_id)

    def where(self, person: Person, given: Json) -> Json:
        """`chat` and `thread` of an act in a group; nothing for the private chat."""
        group_id = optional(given, "chat", int)
        if group_id is None:
            return {}
        group = group_of(self.world, group_id, person.id)
        return {"chat": group, "thread": optional(given, "thread", int) or 0}


def message_of(person: Person, where: Json, message_id: int) -> int:
    group: Group | None = where.get("chat")
    if message_id not in person.place(group).messages:
        raise Wrong(f"There is no message {message_id} in this chat.")
    return message_id


def topic_name(given: Json) -> str:
    name: str = wanted(given, "name", str).strip()
    if not name:
        raise Wrong("A topic needs a name.")
    if len(name) > LONGEST_TOPIC:
        raise Wrong(f"A topic's name has at most {LONGEST_TOPIC} characters.")
    return name


def topic_of(group: Group, given: Json) -> int:
    thread: int = wanted(given, "thread", int)
    if thread not in group.chat.topics:
        raise Wrong("There is no such topic in this group.")
    return thread
