"""What the turns of one transaction need to know, loaded for all of their sellers at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from telegram import Chat, Message, Update, User

from seller_bot.conversation.turn import Commanded, Turn
from seller_bot.escalations.queries import of_sellers
from seller_bot.partners.queries import bound_of
from seller_bot.sellers.queries import lock
from seller_bot.staff.known import known_of_link, known_to_member, role_of
from seller_bot.staff.links import token_of
from seller_bot.staff.models import StaffMember
from seller_bot.staff.queries import members_among
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.inbound import Edited, Membership, clean, sender_of, turn_of
from seller_bot.texts import locale_of
from seller_bot.turns.models import Standing
from seller_bot.turns.queries import standings


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """An update that concerns us: whose it is, where it happened, and the turn that it is."""

    update: Update
    user: User
    chat_id: int
    turn: Turn | Membership | Edited

    @property
    def is_private(self) -> bool:
        return self.chat_id == self.user.id

    @property
    def message(self) -> Message | None:
        """The message that was written."""
        return self.update.message

    @property
    def message_id(self) -> int | None:
        """Of the message that was written, or on which a button was pressed."""
        message = self.update.effective_message
        return message.message_id if message is not None else None

    @property
    def thread(self) -> int | None:
        """The topic of a forum in which it happened."""
        message = self.update.effective_message
        return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None

    @property
    def query_id(self) -> str | None:
        return self.query[0] if self.query is not None else None

    @property
    def pressed(self) -> str | None:
        """The button that was pressed, told from every other one."""
        query = self.update.callback_query
        return None if query is None else f"{self.message_id}:{query.data}"

    @property
    def query(self) -> tuple[str, int | None] | None:
        """The id of a press, and of the message it was on."""
        query = self.update.callback_query
        return None if query is None else (query.id, query.message.message_id if query.message else None)


def incoming(update: Update) -> Incoming | None:
    """None where there is nothing to answer."""
    user, turn, chat = sender_of(update), turn_of(update), update.effective_chat
    if user is None or turn is None or chat is None:
        return None
    if chat.type != Chat.PRIVATE and isinstance(turn, Membership):
        return None
    return Incoming(update=update, user=user, chat_id=chat.id, turn=turn)


class Loaded:
    """The sellers of a transaction, locked, with where they stand and what is known of them."""

    def __init__(self, session: Session, taken: Collection[Incoming], owners: Collection[int], now: datetime) -> None:
        seller_ids = {one.user.id for one in taken if one.is_private}
        self._people = {one.user.id for one in taken}
        self._session = session
        self._owners = owners
        self._now = now
        self._sellers = lock(session, seller_ids, now)
        self._standings = standings(session, seller_ids)
        self._bindings = bound_of(session, seller_ids)
        self._cases = of_sellers(session, seller_ids, now)
        self._members = members_among(session, self._people)

    def arrival(self, one: Incoming, known: Mapping[str, object]) -> Arrival:
        """The update with its seller; `known` is what is true for everybody."""
        seller = self._sellers[one.user.id]
        standing = self._standing(seller.id)
        own = {
            "is_away": standing.is_away(self._now),
            "first_name": seller.first_name,
            "language": seller.locale,
            "bound_partners": [binding.partner for binding in self._bindings.get(seller.id, [])],
            "cases": self._cases.get(seller.id, []),
            **self._known_of_staff(one),
        }
        return Arrival(
            update=one.update,
            turn=one.turn,
            seller=seller,
            standing=standing,
            now=self._now,
            known={**known, **own},
        )

    def refresh(self, seller_id: int, *, concerns_staff: bool) -> None:
        """Look again at what a turn's effects may have changed for the next turn of the seller."""
        self._bindings.pop(seller_id, None)
        self._bindings |= bound_of(self._session, [seller_id])
        self._cases.pop(seller_id, None)
        self._cases |= of_sellers(self._session, [seller_id], self._now)
        if concerns_staff:
            # An effect of one member may be about another one.
            self._members = members_among(self._session, self._people)

    def _known_of_staff(self, one: Incoming) -> dict[str, object]:
        member = self._members.get(one.user.id)
        known: dict[str, object] = {"role": role_of(one.user.id, member, self._owners)}
        if known["role"] is not None:
            known |= known_to_member(self._session, str(known["role"]), member, self._now)
        token = token_of(one.turn.argument) if isinstance(one.turn, Commanded) else None
        return known if token is None else known | known_of_link(self._session, token, self._now)

    def member(self, person_id: int) -> StaffMember | None:
        return self._members.get(person_id)

    def locale(self, seller_id: int) -> str | None:
        return self._sellers[seller_id].locale

    def meet(self, one: Incoming) -> None:
        """The seller has written, and is called what Telegram says."""
        user, seller = one.user, self._sellers[one.user.id]
        seller.meet(first_name=clean(user.first_name), username=user.username, language_code=user.language_code)
        seller.locale = seller.locale or locale_of(user.language_code)
        if not isinstance(one.turn, Membership):
            seller.seen(self._now)

    def _standing(self, seller_id: int) -> Standing:
        if seller_id not in self._standings:
            self._standings[seller_id] = Standing.of_newcomer(seller_id, self._now)
            self._session.add(self._standings[seller_id])
        return self._standings[seller_id]
