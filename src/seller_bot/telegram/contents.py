"""What deliveries may hold besides a text: each kind of content is made into calls when its delivery is claimed, so
that its reader sees how things are then, and learns what became of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.deliveries.content import say_of
from seller_bot.deliveries.models import Delivery
from seller_bot.telegram.outbound import Call, calls


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """The calls that bring a delivery to its reader; without any, nothing is left to be said.

    message_thread_id  the topic of a forum into which they go
    topic              the name of a topic to be made for them, where they have none, or theirs is gone
    is_paid            Telegram is paid for them, so that more may go out at once
    may_be_gone        of a message that is there no more nothing is left to be changed, and all is as it should be
    """

    calls: Sequence[Call]
    message_thread_id: int | None = None
    topic: str | None = None
    is_paid: bool = False
    may_be_gone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """The end of a delivery, which stands in its state: the messages that came of it, or were changed.

    `is_gone` says that it was to change a message that is there no more.
    """

    delivery: Delivery
    message_ids: Sequence[int]
    is_gone: bool
    at: datetime


class Content:
    """A kind of content; this one is a text, as `deliveries/content.py` keeps it, and needs to learn nothing."""

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        say = say_of(delivery.content, about=delivery.id)
        made = calls([say], chat_id=delivery.chat_id, locale=locale)
        return Rendered(calls=made, message_thread_id=delivery.message_thread_id)

    def ended(self, session: Session, ended: Ended) -> None:
        """Called in the transaction in which the end is written down."""

    def moved_to_topic(self, session: Session, delivery: Delivery, old: int | None, new: int | None) -> None:
        """What belongs together with the delivery in the `old` topic goes to the `new` one from now on."""

    def moved_to_chat(self, session: Session, old: int, new: int) -> None:
        """A group became a supergroup, which has another id."""


TEXT = Content()


class Contents(dict[str, Content]):
    """The kinds of content by the name under which a delivery holds what it is about; for a text, by its own kind."""

    def of(self, delivery: Delivery) -> Content:
        names = (*delivery.content, delivery.kind)
        return next((self[name] for name in names if name in self), TEXT)


NO_OTHERS = Contents()
