"""Questions about cases: which there are, of whom, and what was said in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery
from seller_bot.escalations.models import FIRST_NUMBER, OPEN, Case, CaseState, Entry, Post, PostRole
from seller_bot.sellers.models import Seller

REFERENCE = "case:"
"""What the reference of a delivery about a case begins with; its id follows."""

KEPT_IN_SIGHT = timedelta(days=90)


class UnknownCase(Exception):
    """There is no such case."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the cases of a list, and how many there are in all."""

    cases: Sequence[Case]
    total: int


def locked(session: Session, case_id: int) -> Case:
    """The case as it is now, for this transaction alone. Raises UnknownCase."""
    session.flush()
    # Its key stays: what the ledger writes about it meanwhile, from another transaction, needn't wait for this one.
    found = session.get(Case, case_id, with_for_update={"key_share": True}, populate_existing=True)
    if found is None:
        raise UnknownCase
    return found


def by_ref(session: Session, ref: str) -> Case | None:
    return session.scalars(select(Case).where(Case.ref == ref)).first()


def by_number(session: Session, number: str) -> Case | None:
    """The case of a number as people write it: E-1042, e1042, 1042."""
    digits = number.strip().upper().removeprefix("E").lstrip("-").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        return None
    return session.get(Case, int(digits) - FIRST_NUMBER)


# Of sellers.


def open_case(session: Session, seller_id: int, kind: str) -> Case | None:
    """The seller's open case of that kind."""
    own = Case.seller_id == seller_id, Case.kind == kind, Case.state.in_(OPEN)
    return session.scalars(select(Case).where(*own).order_by(Case.id.desc())).first()


def of_sellers(session: Session, seller_ids: Collection[int], now: datetime) -> dict[int, list[Case]]:
    """The cases of each of these sellers who has any: open ones, then what ended lately, the newest first."""
    in_sight = or_(Case.ended_at.is_(None), Case.ended_at >= now - KEPT_IN_SIGHT)
    found: dict[int, list[Case]] = {}
    for case in session.scalars(select(Case).where(Case.seller_id.in_(seller_ids), in_sight).order_by(Case.id.desc())):
        found.setdefault(case.seller_id, []).append(case)
    for cases in found.values():
        cases.sort(key=lambda case: not case.is_open)
    return found


def earlier(session: Session, case: Case) -> Sequence[Case]:
    """The other cases of the same seller, the newest first."""
    others = select(Case).where(Case.seller_id == case.seller_id, Case.id != case.id)
    return session.scalars(others.order_by(Case.id.desc())).all()


# The desk's lists, the oldest first.


def waiting(session: Session, *, offset: int, limit: int) -> Page:
    return _page(session, Case.state == CaseState.WAITING, offset, limit)


def taken_by(session: Session, person_id: int, *, offset: int, limit: int) -> Page:
    return _page(session, (Case.taken_by == person_id) & Case.ended_at.is_(None), offset, limit)


def overdue(session: Session, now: datetime, *, offset: int, limit: int) -> Page:
    return _page(session, _is_overdue(now), offset, limit)


def waiting_for_seller(session: Session, *, offset: int, limit: int) -> Page:
    return _page(session, Case.state == CaseState.ASKED, offset, limit)


def decided(session: Session, *, offset: int, limit: int) -> Page:
    """What has ended, the newest first."""
    return _page(session, Case.ended_at.is_not(None), offset, limit, newest_first=True)


def find(session: Session, words: str, *, offset: int, limit: int) -> Page:
    """Cases by their number, or by the name, username or id of their seller, the newest first."""
    if (case := by_number(session, words)) is not None:
        return Page([case], 1)
    named = func.lower(Seller.first_name).contains(words.strip().lower(), autoescape=True)
    username = func.lower(Seller.username) == words.strip().lstrip("@").lower()
    sellers = select(Seller.id).where(or_(named, username, _is_id(words)))
    return _page(session, Case.seller_id.in_(sellers), offset, limit, newest_first=True)


def to_be_reminded_of(session: Session, now: datetime) -> Sequence[Case]:
    """Open cases that somebody lets wait: not taken, not decided, or not answered in time; locked."""
    late = or_(_is_overdue(now), Case.unanswered_since.is_not(None)) & Case.ended_at.is_(None)
    return session.scalars(select(Case).where(late).order_by(Case.id).with_for_update(skip_locked=True)).all()


def without_cards(session: Session, chat_ids: Collection[int], in_group: bool) -> Sequence[int]:
    """The open cases that some of these chats don't see yet; of a group any chat below zero counts, since it moves."""
    found: list[int] = []
    shown: dict[int, set[int]] = {}
    cards = select(Post.case_id, Post.chat_id).join(Case).where(Case.ended_at.is_(None), Post.role == PostRole.CARD)
    for case_id, chat_id in session.execute(cards):
        shown.setdefault(case_id, set()).add(chat_id)
    for case_id in session.scalars(select(Case.id).where(Case.ended_at.is_(None)).order_by(Case.id)):
        have = shown.get(case_id, set())
        lacks = not any(chat_id < 0 for chat_id in have) if in_group else not have.issuperset(chat_ids)
        if lacks:
            found.append(case_id)
    return found


def open_cases(session: Session) -> Sequence[Case]:
    """Everything that has not ended, the oldest first."""
    return session.scalars(select(Case).where(Case.ended_at.is_(None)).order_by(Case.id)).all()


# What was said, and where it is shown.


def entries_of(session: Session, case_id: int) -> Sequence[Entry]:
    """All that was said in a case, in its order."""
    return session.scalars(select(Entry).where(Entry.case_id == case_id).order_by(Entry.id)).all()


def entries_counted(session: Session, case_ids: Collection[int]) -> Mapping[int, int]:
    """How many things were said in each of the cases."""
    counted = select(Entry.case_id, func.count()).where(Entry.case_id.in_(case_ids)).group_by(Entry.case_id)
    return dict(session.execute(counted).all())


def entry_at(session: Session, chat_id: int, message_id: int) -> Entry | None:
    """What was said by that message."""
    there = Entry.chat_id == chat_id, Entry.message_id == message_id
    return session.scalars(select(Entry).where(*there).order_by(Entry.id.desc())).first()


def album_of(session: Session, case_id: int, album: str) -> Sequence[Entry]:
    """The parts of an album, in their order."""
    parts = select(Entry).where(Entry.case_id == case_id, Entry.album == album)
    return session.scalars(parts.order_by(Entry.message_id, Entry.id)).all()


def cards(session: Session, case_id: int) -> Sequence[Post]:
    """Where managers see the case."""
    return session.scalars(select(Post).where(Post.case_id == case_id, Post.role == PostRole.CARD)).all()


def posts_of(session: Session, case_id: int, role: PostRole) -> Sequence[Post]:
    return session.scalars(select(Post).where(Post.case_id == case_id, Post.role == role).order_by(Post.id)).all()


def card_in(session: Session, case_id: int, chat_id: int) -> Post | None:
    """The case's card in that chat."""
    there = Post.case_id == case_id, Post.chat_id == chat_id, Post.role == PostRole.CARD
    return session.scalars(select(Post).where(*there).order_by(Post.id)).first()


def posts_in(session: Session, case_id: int, chat_id: int) -> Sequence[Post]:
    """All that shows the case in that chat."""
    return session.scalars(select(Post).where(Post.case_id == case_id, Post.chat_id == chat_id)).all()


def case_of_topic(session: Session, chat_id: int, message_thread_id: int) -> Case | None:
    """The case to which a topic of the managers' forum belongs."""
    there = Post.chat_id == chat_id, Post.message_thread_id == message_thread_id, Post.role == PostRole.CARD
    card = session.scalars(select(Post).where(*there)).first()
    return session.get(Case, card.case_id) if card is not None else None


def open_prompts(session: Session, chat_id: int, person_id: int) -> Sequence[Post]:
    """What the person was asked to write and has not written yet, the newest first."""
    asked = Post.chat_id == chat_id, Post.person_id == person_id, Post.role == PostRole.PROMPT
    return session.scalars(select(Post).where(*asked, Post.purpose.is_not(None)).order_by(Post.id.desc())).all()


def posts_of_entry(session: Session, entry_id: int) -> Sequence[Post]:
    """Where an entry was brought to, in the order of its parts."""
    return session.scalars(select(Post).where(Post.entry_id == entry_id).order_by(Post.id)).all()


def is_desk(session: Session, chat_id: int) -> bool:
    """Whether cards were shown in that chat: a group that has another id by now is still the managers'."""
    return session.scalars(select(Post.id).where(Post.chat_id == chat_id).limit(1)).first() is not None


def post_at(session: Session, chat_id: int, message_id: int) -> Post | None:
    """What a message of the bot's shows of a case."""
    there = Post.chat_id == chat_id, Post.message_id == message_id
    return session.scalars(select(Post).where(*there).order_by(Post.id.desc())).first()


def case_at(session: Session, chat_id: int, message_id: int) -> Case | None:
    """The case that a message is about: one of the bot's that shows it or tells of it, or what was said in it."""
    if (post := post_at(session, chat_id, message_id)) is not None:
        return session.get(Case, post.case_id)
    if (entry := entry_at(session, chat_id, message_id)) is not None:
        return session.get(Case, entry.case_id)
    there = Delivery.chat_id == chat_id, Delivery.message_id == message_id, Delivery.reference.startswith(REFERENCE)
    told = session.scalars(select(Delivery.reference).where(*there)).first()
    return session.get(Case, int(told.removeprefix(REFERENCE))) if told else None


def _is_overdue(now: datetime) -> ColumnElement[bool]:
    late_to_take = (Case.state == CaseState.WAITING) & (Case.take_by <= now)
    return or_(late_to_take, (Case.state == CaseState.TAKEN) & (Case.decide_by <= now))


def _is_id(words: str) -> ColumnElement[bool]:
    digits = words.strip()
    return Seller.id == (int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else 0)


def _page(session: Session, which: ColumnElement[bool], offset: int, limit: int, *, newest_first: bool = False) -> Page:
    order = Case.id.desc() if newest_first else Case.id.asc()
    found: Select[Case] = select(Case).where(which).order_by(order).offset(offset).limit(limit)
    total = session.scalars(select(func.count()).select_from(Case).where(which)).one()
    return Page(session.scalars(found).all(), total)
