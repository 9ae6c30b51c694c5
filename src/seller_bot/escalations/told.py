"""What the seller is told of a case, and where its cards are: rows of the ledger of deliveries."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Button, Pressed, Say
from seller_bot.deliveries.content import Json, content_of
from seller_bot.deliveries.models import Delivery, State
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case, Entry, Post, PostRole
from seller_bot.escalations.queries import REFERENCE, cards
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import Role, StaffMember

CARD, ENTRY, EDITED, REVEALED = "card", "entry", "edited", "revealed"
"""What a delivery brings that becomes a message only when it is sent: the id of a post, or of an entry."""

STARS = 5
ALBUM_GATHERS = timedelta(seconds=1)
"""The parts of an album come one by one, and go on together."""


def tell_seller(
    session: Session, case: Case, key: str, now: datetime, values: Mapping[str, object] | None = None
) -> None:
    """The seller reads what has become of the case, in the own language."""
    say = Say(key=key, values={"number": case.number, **(values or {})})
    _plan(session, case, "case", case.seller_id, content_of(say), now)


def ask_for_rating(session: Session, case: Case, now: datetime) -> None:
    """How was it? Asked once a decision; a press names the delivery, and so the case."""
    stars = (
        Button(label=f"rating.ask.star{number}", presses=Pressed(flow="rating", step="asked", choice=f"star{number}"))
        for number in range(STARS, 0, -1)
    )
    say = Say(key="rating.ask", values={"number": case.number, "case": case.id}, buttons=tuple(stars))
    _plan(session, case, "rating", case.seller_id, content_of(say), now)


def show_to_desk(session: Session, case: Case, desk: Desk, now: datetime) -> None:
    """Every card of the case is to show how it stands; whoever has none yet gets one."""
    shown = {post.chat_id: post for post in cards(session, case.id)}
    for chat_id in _card_readers(session, desk):
        if chat_id not in shown and case.is_open:
            shown[chat_id] = Post(case_id=case.id, role=PostRole.CARD, chat_id=chat_id, posted_at=now)
            session.add(shown[chat_id])
    session.flush()
    for post in shown.values():
        refresh(session, case, post, _locale_of_card(session, post, desk), now)


def refresh(session: Session, case: Case, post: Post, locale: str | None, now: datetime) -> None:
    """A message about the case is to show how it stands; one delivery does for whatever changes before it goes out."""
    reference = f"post:{post.id}"
    is_due = select(Delivery.id).where(Delivery.reference == reference, Delivery.state == State.DUE)
    if session.scalars(is_due).first() is None:
        planned = Delivery(
            chat_id=post.chat_id,
            message_thread_id=post.message_thread_id,
            kind=CARD,
            content={CARD if post.is_card else REVEALED: post.id},
            locale=locale,
            reference=reference,
            planned_at=now,
            due_at=now,
        )
        session.add(planned)


def relay(session: Session, case: Case, entry: Entry, desk: Desk, now: datetime) -> None:
    """Bring what one side said to the other one; an album goes as a whole."""
    if entry.album is not None and _is_planned(session, case, entry.album):
        return
    due_at = now + ALBUM_GATHERS if entry.album is not None else now
    for chat_id, thread, locale in _readers(session, case, entry, desk):
        content: Json = {ENTRY: entry.id, "album": entry.album}
        _plan(session, case, ENTRY, chat_id, content, now, due_at=due_at, thread=thread, locale=locale)


def relay_edit(session: Session, case: Case, entry: Entry, now: datetime) -> None:
    """What the other side has got is to change with what was said."""
    relayed = select(Post).where(Post.entry_id == entry.id, Post.role == PostRole.RELAYED)
    for post in session.scalars(relayed):
        _plan(session, case, EDITED, post.chat_id, {EDITED: post.id}, now, thread=post.message_thread_id)


def managers(session: Session) -> Sequence[tuple[int, str | None]]:
    """Those who decide cases, with their languages: owners and managers to whom the bot can write."""
    found = (
        select(StaffMember.id, StaffMember.locale, Seller.locale)
        .join(Seller, Seller.id == StaffMember.id)
        .where(
            StaffMember.revoked_at.is_(None),
            StaffMember.role.in_((Role.OWNER, Role.MANAGER)),
            Seller.blocked_at.is_(None),
        )
        .order_by(StaffMember.id)
    )
    return [(id, own or spoken) for id, own, spoken in session.execute(found)]


def _card_readers(session: Session, desk: Desk) -> dict[int, str | None]:
    return dict(managers(session)) if desk.chat_id is None else {desk.chat_id: desk.locale}


def _locale_of_card(session: Session, post: Post, desk: Desk) -> str | None:
    if post.chat_id == desk.chat_id:
        return desk.locale
    member = session.get(StaffMember, post.chat_id)
    return member.locale if member is not None else None


def _readers(session: Session, case: Case, entry: Entry, desk: Desk) -> Sequence[tuple[int, int | None, str | None]]:
    """Chat, topic and language of whoever is to read an entry: the seller, or, of the desk, whoever has the case."""
    if not entry.is_sellers:
        return [(case.seller_id, None, None)]
    if desk.chat_id is not None:
        card = next((post for post in cards(session, case.id) if post.chat_id == desk.chat_id), None)
        return [(desk.chat_id, card.message_thread_id if card else None, desk.locale)]
    if case.taken_by is None:
        return []  # The cards show that there is something new.
    member = session.get(StaffMember, case.taken_by)
    return [(case.taken_by, None, member.locale if member else None)]


def _is_planned(session: Session, case: Case, album: str) -> bool:
    waiting = select(Delivery.content).where(
        Delivery.reference == f"{REFERENCE}{case.id}", Delivery.kind == ENTRY, Delivery.state == State.DUE
    )
    return any(content.get("album") == album for content in session.scalars(waiting))


def _plan(
    session: Session,
    case: Case,
    kind: str,
    chat_id: int,
    content: Json,
    now: datetime,
    *,
    due_at: datetime | None = None,
    thread: int | None = None,
    locale: str | None = None,
) -> None:
    planned = Delivery(
        chat_id=chat_id,
        message_thread_id=thread,
        kind=kind,
        content=content,
        locale=locale,
        reference=f"{REFERENCE}{case.id}",
        planned_at=now,
        due_at=due_at or now,
    )
    session.add(planned)
