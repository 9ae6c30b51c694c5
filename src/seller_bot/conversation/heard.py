"""What is remembered of a turn beside the place to which it led, and what an edited message changes by that."""

from collections.abc import Mapping
from dataclasses import replace

from seller_bot.conversation.flow import Flows
from seller_bot.conversation.position import Heard, Position, place
from seller_bot.conversation.sent import BLANK, EMOJI, NUMBER
from seller_bot.conversation.step import Step
from seller_bot.conversation.turn import Corrected, Frame, Said, Say, SentFile, Turn

LONGEST_SHOWN = 120


def remembered(before: Position, after: Position, turn: Turn) -> Position:
    """The position after a turn, with the messages that may yet be edited, and the word that must not be repeated."""
    heard = after.heard
    match turn:
        case Said(message_id=message_id) | Corrected(message_id=message_id):
            heard = _of_words(before, after, message_id)
        case SentFile(kind=kind, message_id=message_id):
            heard = replace(heard, missed=message_id if kind in (EMOJI, BLANK, NUMBER) else 0)
        case _ if after.answers != before.answers:
            heard = Heard()  # Another answer counts now.
        case _:
            heard = replace(heard, missed=0, word=None)
    return replace(after, heard=heard)


def _of_words(before: Position, after: Position, message_id: int) -> Heard:
    if after.visit > before.visit and after.trail[-1:] == (place(before),):
        return Heard(answer=message_id, place=place(before))
    is_doubted = after.doubted is not None and after.doubted != before.doubted
    missed = message_id if after.misses > before.misses or is_doubted else 0
    return replace(after.heard, missed=missed, word=None)


def fits_anew(position: Position, turn: Corrected) -> bool:
    """Whether edited words are heard as if they came now: they did not fit, or their step is here again."""
    heard = position.heard
    stands_there = turn.message_id == heard.answer and heard.place == place(position)
    return bool(turn.message_id) and (turn.message_id == heard.missed or stands_there)


def answered_step(flows: Flows, position: Position, turn: Corrected) -> Step | None:
    """The step whose answer the edited message gave, where that answer still counts."""
    heard = position.heard
    if not turn.message_id or turn.message_id != heard.answer or heard.place not in position.trail:
        return None
    flow, _, id = heard.place.partition(".")
    step = flows[flow].locate(id) if flow in flows else None
    return step if step is not None and step.accept is not None and step.keeps in position.answers else None


def changed(answer: object) -> Say:
    return Say(key="edited.changed", values={"answer": _shown(answer)})


def not_changed(reason: str, answer: object) -> Say:
    """Why the words can't be taken, and what holds instead."""
    return Say(key=reason, frame=Frame(key="edited.kept", values={"answer": _shown(answer)}))


def _shown(answer: object) -> str:
    """An answer on one line, a contact as it may be seen."""
    text = " ".join(str(answer["masked"] if isinstance(answer, Mapping) else answer).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()}…"
