"""What the seller is told of a case, and where its cards are: rows of the ledger of deliveries."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Button, Pressed, Say
from seller_bot.deliveries.content import Json, content_of
from seller_bot.deliveries.models import Delivery, State
from seller_bot.deliveries.queries import plan_unless_due
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case, Entry, Post, PostRole
from seller_bot.escalations.queries import REFERENCE, cards
from seller_bot.sellers.models import Seller
from seller_bot.staff.models import Role, StaffMember
from seller_bot.staff.queries import staff

ENTRY, EDITED = "entry", "edited"
"""What a delivery brings that becomes a message only when it is sent: the id of an entry, or of the post that shows
it; or that of a post under the name of its role.
"""

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
    shown = list(cards(session, case.id))
    if case.is_open:
        fresh = [_card(case, chat_id, now) for chat_id in _without_card(session, shown, desk)]
        session.add_all(fresh)
        shown += fresh
    refresh(session, shown, desk, now)


def show_in(session: Session, case: Case, chat_id: int, desk: Desk, now: datetime) -> Post:
    """The case's card in this chat, brought up to date; a new one where there is none."""
    post = next((post for post in cards(session, case.id) if post.chat_id == chat_id), None)
    if post is None:
        post = _card(case, chat_id, now)
        session.add(post)
    refresh(session, [post], desk, now)
    return post


def refresh(session: Session, posts: Sequence[Post], desk: Desk, now: datetime) -> None:
    """Messages about cases are to show how these stand; one delivery each does for all that changes before it goes."""
    session.flush()
    plan_unless_due(session, [_showing(session, post, desk, now) for post in posts])


def _showing(session: Session, post: Post, desk: Desk, now: datetime) -> Delivery:
    return Delivery(
        chat_id=post.chat_id,
        message_thread_id=post.message_thread_id,
        kind=post.role,
        content={post.role: post.id},
        locale=locale_at(session, post.chat_id, desk),
        reference=f"post:{post.id}",
        planned_at=now,
        due_at=now,
    )


def _card(case: Case, chat_id: int, now: datetime) -> Post:
    return Post(case_id=case.id, role=PostRole.CARD, chat_id=chat_id, posted_at=now)


def _without_card(session: Session, shown: Sequence[Post], desk: Desk) -> Sequence[int]:
    """The chats that are to see the case and don't yet. A group has another id than the settings' once it has moved."""
    have = {post.chat_id for post in shown}
    if desk.chat_id is not None:
        return [] if any(is_group(chat_id) for chat_id in have) else [desk.chat_id]
    return [chat_id for chat_id, _ in managers(session) if chat_id not in have]


def is_group(chat_id: int) -> bool:
    return chat_id < 0


def locale_at(session: Session, chat_id: int, desk: Desk) -> str | None:
    """What is spoken there: the group's language, or the member's own."""
    if is_group(chat_id):
        return desk.locale
    member, person = session.get(StaffMember, chat_id), session.get(Seller, chat_id)
    spoken = person.locale if person is not None else None
    return (member.locale if member is not None else None) or spoken


def relay(session: Session, case: Case, entry: Entry, desk: Desk, now: datetime) -> None:
    """Bring what one side said to the other one; an album goes as a whole."""
    if entry.album is not None and _is_planned(session, case, entry.album):
        return
    due_at = now + ALBUM_GATHERS if entry.album is not None else now
    for chat_id, thread, locale in _readers(session, case, entry, desk):
        content: Json = {ENTRY: entry.id, "album": entry.album}
        _plan(session, case, ENTRY, chat_id, content, now, due_at=due_at, thread=thread, locale=locale)


def relay_earlier(session: Session, case: Case, desk: Desk, now: datetime) -> None:
    """Whoever has the case from now on gets what the seller wrote before, as far as it is not in that chat yet."""
    earlier = Entry.case_id == case.id, Entry.is_sellers, Entry.message_id.is_not(None)
    for entry in session.scalars(select(Entry).where(*earlier).order_by(Entry.id)):
        relay(session, case, entry, desk, now)


def relay_edit(session: Session, case: Case, entry: Entry, now: datetime) -> None:
    """What the other side has got is to change with what was said."""
    relayed = select(Post).where(Post.entry_id == entry.id, Post.role == PostRole.RELAYED)
    for post in session.scalars(relayed):
        _plan(session, case, EDITED, post.chat_id, {EDITED: post.id}, now, thread=post.message_thread_id)


def may_see(session: Session, chat_id: int) -> bool:
    """Whether cases are shown in that chat: the managers' group, or the own chat of somebody who decides them."""
    if is_group(chat_id):
        return True
    member = session.get(StaffMember, chat_id)
    return member is not None and member.is_active and member.role in DECIDE


def colleagues(session: Session) -> dict[int, str]:
    """Those to whom a case can be given, by id, with their names."""
    return {one.id: one.name for one in staff(session) if one.role in DECIDE}


DECIDE = (Role.OWNER, Role.MANAGER)
"""The roles of those who decide cases."""


def managers(session: Session) -> Sequence[tuple[int, str | None]]:
    """Those who decide cases, with their languages: owners and managers to whom the bot can write."""
    found = (
        select(StaffMember.id, StaffMember.locale, Seller.locale)
        .join(Seller, Seller.id == StaffMember.id)
        .where(
            StaffMember.revoked_at.is_(None),
            StaffMember.role.in_(DECIDE),
            Seller.blocked_at.is_(None),
        )
        .order_by(StaffMember.id)
    )
    return [(id, own or spoken) for id, own, spoken in session.execute(found)]


def _readers(session: Session, case: Case, entry: Entry, desk: Desk) -> Sequence[tuple[int, int | None, str | None]]:
    """Chat, topic and language of whoever is to read an entry: the seller, or, of the desk, whoever has the case."""
    if not entry.is_sellers:
        return [(case.seller_id, None, None)]
    if desk.chat_id is not None:
        card = next((post for post in cards(session, case.id) if is_group(post.chat_id)), None)
        place = (card.chat_id, card.message_thread_id) if card else (desk.chat_id, None)
        return [(*place, desk.locale)]
    if case.taken_by is None or not may_see(session, case.taken_by):
        return []  # The cards show that there is something new; whoever takes the case gets it then.
    return [(case.taken_by, None, locale_at(session, case.taken_by, desk))]


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
