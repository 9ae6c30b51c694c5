"""What the ledger brings of cases: cards, prompts and what was revealed, each as the case stands when its turn comes;
what one side said to the other; and what the planners of all that do when they learn what became of it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from seller_bot.clock import Clock
from seller_bot.conversation.turn import Key, Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.models import Delivery, State
from seller_bot.escalations import queries, told
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.facts import facts
from seller_bot.escalations.models import Case, Entry, Post, PostRole
from seller_bot.escalations.queries import REFERENCE
from seller_bot.sellers.models import Seller
from seller_bot.telegram.cards import Reader, View, buttons_of, text_of
from seller_bot.telegram.contents import Content, Contents, Ended, Rendered
from seller_bot.telegram.keyboards import reply_field, rows_markup
from seller_bot.telegram.outbound import Call, message, replying
from seller_bot.telegram.passing_on import calls_for, edit_of
from seller_bot.telegram.wording import Wording, kind_of, mention
from seller_bot.texts import texts


@dataclass(frozen=True)
class AboutCases(Content):
    """What all of these have in common: a group's topic for each case, and a group that may move."""

    desk: Desk
    clock: Clock

    def _place(self, session: Session, case: Case, chat_id: int) -> tuple[int | None, str | None]:
        """The topic of the case in that chat, and the name that one would have; nothing of that in private chats."""
        if not told.is_group(chat_id):
            return None, None
        card = queries.card_in(session, case.id, chat_id)
        kind = texts(self.desk.locale).plain(kind_of(case).key)
        return (card.message_thread_id if card else None), f"{case.number} · {kind}"

    def _rendered(self, session: Session, case: Case, delivery: Delivery, calls: list[Call]) -> Rendered:
        thread, topic = self._place(session, case, delivery.chat_id)
        return Rendered(calls=calls, message_thread_id=thread, topic=topic)

    def _wording(self, session: Session, chat_id: int) -> Wording:
        return Wording(told.locale_at(session, chat_id, self.desk), self.desk.hours.zone, self.clock())

    def moved_to_topic(self, session: Session, delivery: Delivery, old: int | None, new: int | None) -> None:
        """A topic that somebody deleted took the case's messages with it: they are shown again in the new one."""
        case = self._case(session, delivery)
        for post in queries.posts_in(session, case.id, delivery.chat_id):
            post.message_thread_id = new
            if old is not None:
                post.lost()

    def moved_to_chat(self, session: Session, old: int, new: int) -> None:
        session.execute(update(Post).where(Post.chat_id == old).values(chat_id=new, message_id=None))

    def _case(self, session: Session, delivery: Delivery) -> Case:
        raise NotImplementedError


class Showing(AboutCases):
    """A message that shows a case: sent once, changed from then on."""

    def _post(self, session: Session, delivery: Delivery) -> Post | None:
        return session.get(Post, delivery.content[delivery.kind])

    def _case(self, session: Session, delivery: Delivery) -> Case:
        return session.get_one(Case, session.get_one(Post, delivery.content[delivery.kind]).case_id)

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        post = self._post(session, delivery)
        if post is None:
            return Rendered(calls=[])
        case = session.get_one(Case, post.case_id)
        return self._rendered(session, case, delivery, self._calls(session, case, post))

    def _calls(self, session: Session, case: Case, post: Post) -> list[Call]:
        raise NotImplementedError

    def ended(self, session: Session, ended: Ended) -> None:
        post = self._post(session, ended.delivery)
        if post is None:
            return
        is_sent, may_see = ended.delivery.state == State.SENT, told.may_see(session, post.chat_id)
        if is_sent and (may_see or self._shows_too_much(post)):
            post.sent(ended.message_ids[-1])
            if not may_see:
                told.refresh(session, [post], self.desk, ended.at)
        elif not may_see:
            session.delete(post)  # What it showed is taken back, as far as that can be done.
        elif ended.is_gone:
            self._lost(session, post, ended.at)

    def _shows_too_much(self, post: Post) -> bool:
        """Whether it was on its way while its reader ceased to be a manager, and has to be taken back yet."""
        return False

    def _lost(self, session: Session, post: Post, now: datetime) -> None:
        session.delete(post)


class Withdrawable(Showing):
    """What is taken back from whoever is no manager any more."""

    def _shows_too_much(self, post: Post) -> bool:
        return post.purpose != WITHDRAWN


class Cards(Withdrawable):
    """A card in a manager's own chat or in the managers' group; who is no manager any more sees nothing of the case."""

    def _calls(self, session: Session, case: Case, post: Post) -> list[Call]:
        if not told.may_see(session, post.chat_id):
            return self._withdrawn(session, case, post)
        wording, reader = self._wording(session, post.chat_id), self._reader(session, post.chat_id)
        known, view = facts(session, case, self.clock()), View.of(post, case)
        html = text_of(known, view, reader, self.desk)
        return [_shown(post, html, rows_markup(buttons_of(known, view, reader), wording.texts))]

    def _reader(self, session: Session, chat_id: int) -> Reader:
        return Reader(
            person_id=None if told.is_group(chat_id) else chat_id,
            locale=told.locale_at(session, chat_id, self.desk),
            colleagues=told.colleagues(session),
        )

    def _withdrawn(self, session: Session, case: Case, post: Post) -> list[Call]:
        post.purpose = WITHDRAWN
        if post.message_id is None:
            return []
        wording = self._wording(session, post.chat_id)
        return [_shown(post, wording.html("desk.card_withdrawn", number=case.number), None)]

    def _lost(self, session: Session, post: Post, now: datetime) -> None:
        """Somebody deleted the card: an open case has one again at once."""
        post.lost()
        if session.get_one(Case, post.case_id).is_open:
            told.refresh(session, [post], self.desk, now)


class Prompts(Showing):
    """Asks somebody for words, with the reader's field open for a reply."""

    def _calls(self, session: Session, case: Case, post: Post) -> list[Call]:
        if post.message_id is not None or post.purpose is None:
            return []
        wording, purpose = self._wording(session, post.chat_id), post.purpose.removeprefix(LATER)
        person = session.get_one(Seller, post.person_id)
        values = {"number": case.number, "person": mention(person)}
        call = message(post.chat_id, wording.html(PROMPTS[purpose], **values))
        # Selective: in a group only the person who is named gets an open field.
        call["parameters"]["reply_markup"] = {**reply_field(PLACEHOLDERS[purpose], wording.texts), "selective": True}
        card = queries.card_in(session, case.id, post.chat_id)
        if card is not None and card.message_id is not None:
            call["parameters"]["reply_parameters"] = replying(card.message_id)
        return [call]


WITHDRAWN = "withdrawn"
"""The purpose of a message that shows nothing of its case any more."""

LATER = "later:"
"""Before the purpose of a prompt that counts only where somebody replies to it: something else came after it."""

PROMPTS = {
    "approve": "desk.prompt_approve",
    "reject": "desk.prompt_reject",
    "ask": "desk.prompt_ask",
    "note": "desk.prompt_note",
}
PLACEHOLDERS = {
    "approve": "desk.placeholder_approve",
    "reject": "desk.placeholder_reject",
    "ask": "desk.placeholder_ask",
    "note": "desk.placeholder_note",
}


SEALED = ("right_id", "login")
"""The questions whose answers are sealed; a kind of case asks one of them at most."""


class Revealed(Withdrawable):
    """The sealed contact, to one manager; masked when the case has ended, or he is a manager no more."""

    def _calls(self, session: Session, case: Case, post: Post) -> list[Call]:
        wording = self._wording(session, post.chat_id)
        question = next(name for name in SEALED if name in case.rules.asks)
        label = Key(key=f"case.label.{question}")
        if case.sealed is None or not told.may_see(session, post.chat_id):
            post.purpose = WITHDRAWN
            masked = str(case.answers.get(question, ""))
            html = wording.html("desk.revealed_masked", number=case.number, label=label, contact=masked)
            return [_shown(post, html, None)] if post.message_id is not None else []
        contact = self.desk.seal.open(case.sealed)
        if contact is None:
            return [_shown(post, wording.html("desk.revealed_lost", number=case.number), None)]
        return [_shown(post, wording.html("desk.revealed", number=case.number, label=label, contact=contact), None)]


def _shown(post: Post, html: str, keyboard: dict[str, object] | None) -> Call:
    """The post's message: new, or changed."""
    call = message(post.chat_id, html)
    if keyboard is not None:
        call["parameters"]["reply_markup"] = keyboard
    if post.message_id is None:
        return call
    return {"method": "editMessageText", "parameters": {**call["parameters"], "message_id": post.message_id}}


class Entries(AboutCases):
    """What one side said, to the other; whose words don't arrive is told so."""

    def _case(self, session: Session, delivery: Delivery) -> Case:
        return session.get_one(Case, session.get_one(Entry, delivery.content[told.ENTRY]).case_id)

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        case = self._case(session, delivery)
        entries = self._entries(session, delivery)
        if not entries or (entries[0].is_sellers and not told.may_see(session, delivery.chat_id)):
            return Rendered(calls=[])
        spoken = self._locale(session, case, delivery.chat_id)
        seller = session.get_one(Seller, case.seller_id)
        calls = calls_for(case, entries, seller, delivery.chat_id, spoken)
        card = queries.card_in(session, case.id, delivery.chat_id)
        if card is not None and card.message_id is not None and entries[0].is_sellers:
            calls[0]["parameters"]["reply_parameters"] = replying(card.message_id)
        if not entries[0].is_sellers:
            return Rendered(calls=calls)
        return self._rendered(session, case, delivery, calls)

    def _locale(self, session: Session, case: Case, chat_id: int) -> str | None:
        if chat_id == case.seller_id:
            return session.get_one(Seller, chat_id).locale
        return told.locale_at(session, chat_id, self.desk)

    def _entries(self, session: Session, delivery: Delivery) -> list[Entry]:
        """The entry, with the other parts of its album, as far as they have not been brought there yet."""
        entry = session.get_one(Entry, delivery.content[told.ENTRY])
        parts = queries.album_of(session, entry.case_id, entry.album) if entry.album else [entry]
        return [part for part in parts if not self._is_there(session, part, delivery.chat_id)]

    def _is_there(self, session: Session, entry: Entry, chat_id: int) -> bool:
        return any(post.chat_id == chat_id for post in queries.posts_of_entry(session, entry.id))

    def ended(self, session: Session, ended: Ended) -> None:
        delivery = ended.delivery
        entries = self._entries(session, delivery)
        if delivery.state == State.SENT:
            for number, message_id in enumerate(ended.message_ids):
                session.add(self._post(delivery, entries[min(number, len(entries) - 1)], message_id, ended.at))
        elif delivery.state != State.CANCELLED and entries and not entries[0].is_sellers:
            session.add(self._bad_news(session, entries[0], delivery, ended.at))

    def _post(self, delivery: Delivery, entry: Entry, message_id: int, now: datetime) -> Post:
        return Post(
            case_id=entry.case_id,
            role=PostRole.RELAYED,
            chat_id=delivery.chat_id,
            message_thread_id=delivery.message_thread_id,
            message_id=message_id,
            entry_id=entry.id,
            posted_at=now,
        )

    def _bad_news(self, session: Session, entry: Entry, delivery: Delivery, now: datetime) -> Delivery:
        """Whoever wrote it learns, where he wrote it, that it has not arrived."""
        case = session.get_one(Case, entry.case_id)
        chat_id = entry.chat_id or entry.author_id
        key = NOT_DELIVERED_BLOCKED if delivery.state == State.BLOCKED else NOT_DELIVERED
        say = Say(key=key, values={"number": case.number}, reply_to=entry.message_id)
        return Delivery(
            chat_id=chat_id,
            message_thread_id=self._place(session, case, chat_id)[0],
            kind="undelivered",
            content=content_of(say),
            locale=told.locale_at(session, chat_id, self.desk),
            reference=f"{REFERENCE}{case.id}",
            planned_at=now,
            due_at=now,
        )


NOT_DELIVERED = "desk.not_delivered_failed"
NOT_DELIVERED_BLOCKED = "desk.not_delivered_blocked"


class EditedEntries(AboutCases):
    """What one side said was changed by it: so is what the other one has got."""

    def _case(self, session: Session, delivery: Delivery) -> Case:
        return session.get_one(Case, session.get_one(Post, delivery.content[told.EDITED]).case_id)

    def rendered(self, session: Session, delivery: Delivery, locale: str | None) -> Rendered:
        post = session.get(Post, delivery.content[told.EDITED])
        if post is None or post.message_id is None or post.entry_id is None:
            return Rendered(calls=[])
        case, entry = session.get_one(Case, post.case_id), session.get_one(Entry, post.entry_id)
        seller = session.get_one(Seller, case.seller_id)
        spoken = seller.locale if post.chat_id == seller.id else told.locale_at(session, post.chat_id, self.desk)
        same = [one for one in queries.posts_of_entry(session, entry.id) if one.chat_id == post.chat_id]
        place = post.chat_id, post.message_id
        return Rendered(calls=edit_of(case, entry, seller, place, spoken, [one.id for one in same].index(post.id)))


class Told(Content):
    """What the seller is told of a case, as plain texts: where it doesn't arrive the cards say so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ended(self, session: Session, ended: Ended) -> None:
        if ended.delivery.state == State.BLOCKED and ended.delivery.reference:
            case_id = int(ended.delivery.reference.removeprefix(REFERENCE))
            told.refresh(session, queries.cards(session, case_id), self._desk, ended.at)


def contents_of_cases(desk: Desk, clock: Clock) -> Contents:
    """All that the ledger may hold of cases, by name."""
    return Contents(
        {
            PostRole.CARD: Cards(desk, clock),
            PostRole.PROMPT: Prompts(desk, clock),
            PostRole.REVEALED: Revealed(desk, clock),
            told.ENTRY: Entries(desk, clock),
            told.EDITED: EditedEntries(desk, clock),
            "case": Told(desk),
        }
    )
