"""Pressed buttons: each waits for one answer, for 150 seconds."""

from dataclasses import dataclass
from typing import Any

from seller_bot.demo.clock import Clock
from seller_bot.demo.errors import bad_request
from seller_bot.demo.events import Events
from seller_bot.demo.updates import Updates
from seller_bot.demo.users import User

Json = dict[str, Any]
BUTTON_LIFE = 150
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True, kw_only=True)
class Press:
    id: str
    """The id of the callback query."""
    person_id: int
    pressed_at: float
    answer: Json | None = None


class Presses:
    def __init__(self, clock: Clock, events: Events, updates: Updates) -> None:
        self.clock = clock
        self.events = events
        self.updates = updates
        self.by_id: dict[str, Press] = {}
        self.last_id = 4_300_000_000_000_000_000

    def press(self, person: User, message: Json, data: str) -> str:
        """The id of the callback query that the bot gets."""
        self.last_id += 1
        press = Press(id=str(self.last_id), person_id=person.id, pressed_at=self.clock.time())
        self.by_id[press.id] = press
        content = {
            "id": press.id,
            "from": person.json(),
            "message": message,
            "chat_instance": str(-message["chat"]["id"]),
            "data": data,
        }
        self.updates.put("callback_query", content)
        return press.id

    def answer(self, press_id: str, answer: Json) -> None:
        press = self.by_id.get(press_id)
        if press is None or press.answer is not None or self.clock.time() - press.pressed_at > BUTTON_LIFE:
            raise bad_request(TOO_OLD)
        press.answer = answer
        self.events.publish("callback_answer", {"person_id": press.person_id, "callback_query_id": press_id, **answer})
