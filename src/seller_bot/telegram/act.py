"""Somebody of the staff at work: who it is, where, and how that person is answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Toast
from seller_bot.staff.events import Actor
from seller_bot.staff.queries import names
from seller_bot.telegram.html import split
from seller_bot.telegram.outbound import Call, calls, message, replying
from seller_bot.telegram.wording import Wording

UNKNOWN = Toast(key="repair.toast_button_unknown")


def unknown(query_id: str | None, locale: str | None) -> Call:
    """The answer to a button that is none of ours, or no more: the same as everywhere."""
    (call,) = calls([UNKNOWN], chat_id=0, locale=locale, query=(query_id or "", None))
    return call


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One act of one person.

    locale      what is spoken in the chat, `own_locale` what this person speaks: they differ in a group
    zone        by which this person reads times
    message_id  of the message that was pressed, or written
    """

    session: Session
    now: datetime
    actor: Actor
    chat_id: int
    locale: str | None
    own_locale: str | None
    zone: ZoneInfo
    thread: int | None
    query_id: str | None
    message_id: int | None

    @property
    def person_id(self) -> int:
        assert self.actor.id is not None
        return self.actor.id

    @property
    def is_private(self) -> bool:
        return self.chat_id == self.person_id

    @property
    def wording(self) -> Wording:
        """For the chat."""
        return Wording(self.locale, self.zone, self.now)

    @property
    def own_wording(self) -> Wording:
        """For this person alone."""
        return Wording(self.own_locale, self.zone, self.now)

    def toast(self, key: str | None = None, *, alert: bool = False, **values: object) -> list[Call]:
        """The answer to the press."""
        assert self.query_id is not None
        told = {
            name: self.own_wording.moment(value) if isinstance(value, datetime) else value
            for name, value in values.items()
        }
        query = (self.query_id, self.message_id)
        return calls(
            [Toast(key=key, values=told, alert=alert)], chat_id=self.chat_id, locale=self.own_locale, query=query
        )

    def say(self, html: str, *, reply_to: int | None = None, keyboard: dict[str, Any] | None = None) -> list[Call]:
        """A message into the chat, and there into the same topic; cut where it is longer than one."""
        made = [self.placed(message(self.chat_id, part)) for part in split(html)]
        if reply_to is not None:
            made[0]["parameters"]["reply_parameters"] = replying(reply_to)
        if keyboard is not None:
            made[-1]["parameters"]["reply_markup"] = keyboard
        return made

    def turn_into(self, html: str, keyboard: dict[str, Any]) -> list[Call]:
        """The message that was pressed shows this from now on."""
        shown = message(self.chat_id, html)["parameters"] | {"message_id": self.message_id, "reply_markup": keyboard}
        return [{"method": "editMessageText", "parameters": shown}]

    def answer(self, key: str, **values: object) -> list[Call]:
        """What is said to what this person wrote."""
        return self.say(self.own_wording.html(key, **values), reply_to=self.message_id)

    def placed(self, call: Call) -> Call:
        """The call, into the topic in which this happens."""
        if self.thread is None:
            return call
        return {**call, "parameters": {**call["parameters"], "message_thread_id": self.thread}}

    def nod(self) -> list[Call]:
        """What this person wrote has gone where it was meant to go: a reaction says so without a message."""
        reaction = {"chat_id": self.chat_id, "message_id": self.message_id, "reaction": "👌"}
        return [{"method": "setMessageReaction", "parameters": reaction}]

    def name(self, person_id: int | None) -> str:
        return names(self.session, [person_id])[person_id] if person_id is not None else ""
