"""Sellers' words and files that belong to a case and not into the conversation. The first rule that fits counts:

a secret in it                                  warned, and kept nowhere
the label of a button of the seller's step      a press like any other
a reply to a message about one of his cases     that case
what he was asked to write to (“add”, stars)    that case, or its rating
a step that takes it                            the step
a question of a manager's                       that case, as the answer
a manager has written within twelve hours       that case, and the bot says nothing over it
anything else                                   the conversation
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from seller_bot.conversation.engine import Response
from seller_bot.conversation.flow import Flows
from seller_bot.conversation.step import Step
from seller_bot.conversation.turn import Button, Pressed, React, Reply, Said, Say, SentFile, ToldSecret
from seller_bot.escalations import cases
from seller_bot.escalations.cases import Words
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.effects import AddToCase, CommentOnCase
from seller_bot.escalations.models import Case, CaseState, Entry, EntryKind
from seller_bot.escalations.queries import case_at, entry_at
from seller_bot.questions.secrets import find
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.inbound import Edited, step_of
from seller_bot.telegram.loading import Incoming
from seller_bot.turns.effects import WriteTo

LIVELY = timedelta(hours=12)

REPLY, WRITING, RATING, ANSWER, TALK = "reply", "writing", "rating", "answer", "talk"


@dataclass(frozen=True, slots=True)
class Addressee:
    """The case that a message belongs to, and by which rule."""

    case: Case
    by: str


def addressee(session: Session, arrival: Arrival, flows: Flows) -> Addressee | None:
    """The case that the arrival's text or file belongs to, if it is no secret and no press."""
    own = _cases(arrival)
    if not own or not isinstance(arrival.turn, Said | SentFile):
        return None
    step = step_of(flows, arrival.standing.position)
    meant = _replied_to(session, arrival) or _written_to(own, arrival)
    if meant is not None:
        return meant
    return None if _takes(step, arrival.turn) else _spoken_with(session, own, arrival.now)


def respond(arrival: Arrival, to: Addressee) -> Response:
    """What becomes of a message that belongs to a case."""
    turn = arrival.turn
    assert isinstance(turn, Said | SentFile)
    position = arrival.standing.position
    album = turn.album if isinstance(turn, SentFile) else None
    is_more = album is not None and album == position.album
    answered = replace(position, misses=0, album=album or position.album)
    effects, replies = _heard(arrival, to, turn)
    return Response(outcome="to_case", position=answered, replies=() if is_more else tuple(replies), effects=effects)


def is_amended_by_seller(session: Session, one: Incoming) -> bool:
    """Whether it changes what a seller has said in a case of his own."""
    if not (isinstance(one.turn, Edited) and one.is_private):
        return False
    entry = entry_at(session, one.chat_id, one.turn.message_id)
    return entry is not None and entry.is_sellers


def amend(session: Session, arrival: Arrival, edited: Edited) -> bool:
    """A message that is part of a case was changed; whether it was. An open case changes with it; of a secret one is
    warned instead.
    """
    entry = entry_at(session, arrival.seller.id, edited.message_id)
    case = session.get(Case, entry.case_id) if entry is not None else None
    if entry is None or case is None or not entry.is_sellers:
        return False
    if not case.is_open:
        return True
    if secrets := find(edited.text, alone=False):
        arrival.turn = ToldSecret(kind=secrets[0].kind)
    else:
        desk = arrival.known["desk"]
        assert isinstance(desk, Desk)
        cases.edit(session, entry.id, edited.text, desk, arrival.now)
    return True


def _replied_to(session: Session, arrival: Arrival) -> Addressee | None:
    message = arrival.update.message
    replied = message.reply_to_message if message is not None else None
    case = case_at(session, arrival.seller.id, replied.message_id) if replied is not None else None
    return Addressee(case, REPLY) if case is not None and case.seller_id == arrival.seller.id else None


def _written_to(own: Sequence[Case], arrival: Arrival) -> Addressee | None:
    place, id = arrival.standing.written_to(arrival.now) or ("", 0)
    case = next((case for case in own if case.id == id), None)
    return Addressee(case, RATING if place == RATING else WRITING) if case is not None else None


def _takes(step: Step | None, turn: Said | SentFile) -> bool:
    if step is None:
        return False
    return step.takes_text if isinstance(turn, Said) else step.collect is not None


def _spoken_with(session: Session, own: Sequence[Case], now: datetime) -> Addressee | None:
    """The case whose manager asks something, or else the one whose manager wrote last."""
    asked = [case for case in own if case.state == CaseState.ASKED]
    if asked:
        return Addressee(max(asked, key=lambda case: case.asked_at or now), ANSWER)
    taken = {case.id: case for case in own if case.state in (CaseState.TAKEN, CaseState.WAITING)}
    if not taken:
        return None
    wrote = (
        select(Entry.case_id)
        .where(
            Entry.case_id.in_(taken),
            ~Entry.is_sellers,
            Entry.kind != EntryKind.NOTE,
            Entry.said_at >= now - LIVELY,
        )
        .order_by(Entry.id.desc())
    )
    newest = session.scalars(wrote.limit(1)).first()
    return Addressee(taken[newest], TALK) if newest is not None else None


def _heard(arrival: Arrival, to: Addressee, turn: Said | SentFile) -> tuple[tuple[object, ...], Sequence[Reply]]:
    values = {"number": to.case.number}
    desk = arrival.known["desk"]
    assert isinstance(desk, Desk)
    if to.by == RATING and isinstance(turn, Said):
        arrival.standing.stop_writing()
        comment = CommentOnCase(case_id=to.case.id, words=turn.text, desk=desk)
        return (comment,), [Say(key="rating.thanks", values=values)]
    if not to.case.is_open:
        return (), [Say(key="status.ended_already", values=values, buttons=_ways_back(to.case, arrival.now))]
    if isinstance(turn, SentFile) and not turn.file_id:
        return (), [Say(key="status.cant_pass_on", values=values)]
    add = AddToCase(case_id=to.case.id, words=[_words(arrival, turn)], desk=desk)
    if to.by == WRITING:
        done = Pressed(flow="status", step="writing", choice="done", visit=to.case.id)
        button = Button(label="status.write_now.done", presses=done)
        go_on = WriteTo(place="case", id=to.case.id)
        return (add, go_on), [Say(key="status.added", values=values, buttons=(button,))]
    if to.case.state == CaseState.ASKED:
        return (add,), [Say(key="status.answered", values=values)]
    return (add,), [React(message_id=_message_id(arrival))]


def _ways_back(case: Case, now: datetime) -> Sequence[Button]:
    reopen = Pressed(flow="status", step="ended", choice="reopen", visit=case.id)
    ways = [Button(label="status.case.reopen", presses=reopen)] if case.may_be_reopened(now) else []
    return (*ways, Button(label="status.title", presses=Pressed(flow="status")))


def _words(arrival: Arrival, turn: Said | SentFile) -> Words:
    said: dict[str, Any] = {"chat_id": arrival.seller.id, "message_id": _message_id(arrival)}
    if isinstance(turn, Said):
        return Words(text=turn.text, **said)
    return Words(text=turn.caption, file_kind=turn.kind, file_id=turn.file_id, album=turn.album, **said)


def _message_id(arrival: Arrival) -> int:
    assert arrival.update.message is not None
    return arrival.update.message.message_id


def _cases(arrival: Arrival) -> Sequence[Case]:
    found = arrival.known.get("cases", ())
    return [case for case in found if isinstance(case, Case)] if isinstance(found, list) else []
