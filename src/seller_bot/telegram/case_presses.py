"""Presses on the buttons of cases: each looks at the case as it is, in the transaction that changes it."""

from collections.abc import Callable, Mapping

from seller_bot.conversation.turn import Key, Pressed
from seller_bot.escalations import cases, queries, told
from seller_bot.escalations.facts import STATES, facts
from seller_bot.escalations.models import (
    AlreadyDecided,
    AlreadyTaken,
    Case,
    CaseState,
    Entry,
    NotPossible,
    Post,
    PostRole,
)
from seller_bot.sellers.models import Seller
from seller_bot.staff.events import StaffEvent
from seller_bot.staff.queries import events_of
from seller_bot.telegram import case_words
from seller_bot.telegram.act import unknown
from seller_bot.telegram.cards import View, full_answers, plain_html, shortened, show_button
from seller_bot.telegram.keyboards import markup
from seller_bot.telegram.outbound import Call, replying
from seller_bot.telegram.passing_on import albums, sendable
from seller_bot.telegram.visit import Visit
from seller_bot.telegram.wording import kind_of, seller_link
from seller_bot.texts import Html

MOST_LISTED = 20


def press(visit: Visit, pressed: Pressed) -> list[Call]:
    """What a press does, and how it is answered."""
    found = queries.by_ref(visit.session, pressed.step or "")
    act, argument = _parsed(pressed.choice or "")
    if found is None or act not in ACTS | READS.keys():
        return [unknown(visit.query_id, visit.own_locale)]
    case = queries.locked(visit.session, found.id)
    if act in READS:
        return READS[act](visit, case)
    if not _is_possible(visit, case, act, argument):
        return [unknown(visit.query_id, visit.own_locale)]
    refused = _refusal(visit, case, pressed, act)
    if refused:
        _refresh(visit, case)
        return refused
    try:
        return CHANGES[act](visit, case, argument)
    except (AlreadyDecided, AlreadyTaken, NotPossible):
        _refresh(visit, case)
        return visit.toast("desk.toast_not_possible", alert=True)


def _parsed(choice: str) -> tuple[str, str]:
    """An act, and what it names: reason_not_found, to_123456."""
    for act in ("reason", "to"):
        if choice.startswith(f"{act}_"):
            return act, choice.removeprefix(f"{act}_")
    return choice, ""


def _is_possible(visit: Visit, case: Case, act: str, argument: str) -> bool:
    """Whether a button could have said this: only a forged one names what is not there."""
    if act == "reason":
        return argument in case.rules.reasons
    if act == "to":
        return argument.isascii() and argument.isdigit() and int(argument) in told.colleagues(visit.session)
    return True


def _refusal(visit: Visit, case: Case, pressed: Pressed, act: str) -> list[Call] | None:
    """Why the press comes too late: somebody decided, somebody has the case, or the card is of an earlier time."""
    obstacle = visit.what_stands_in_the_way(case)
    if act in NEED_AN_OPEN_CASE and not case.is_open and obstacle is not None:
        return visit.toast(TOASTS[obstacle[0]], alert=True, **obstacle[1])
    if act in NEED_THE_CASE and obstacle is not None:
        return visit.toast(TOASTS[obstacle[0]], alert=True, **obstacle[1])
    if act == "take" and case.is_with(visit.person_id):
        return visit.toast("desk.toast_yours", number=case.number)
    if case.version != pressed.visit:
        return visit.toast("desk.toast_outdated", alert=True)
    return None


TOASTS = {
    "already_cancelled": "desk.toast_already_cancelled",
    "already_decided": "desk.toast_already_decided",
    "already_taken": "desk.toast_already_taken",
}


def _refresh(visit: Visit, case: Case) -> None:
    """The card in this chat is to show how things stand now."""
    told.show_in(visit.session, case, visit.chat_id, visit.desk, visit.now)


# What changes the case.


def _take(visit: Visit, case: Case, argument: str) -> list[Call]:
    cases.take(visit.session, case.id, visit.actor, visit.desk, visit.now)
    return visit.toast("desk.toast_taken", number=case.number)


def _approve(visit: Visit, case: Case, argument: str) -> list[Call]:
    cases.approve(visit.session, case.id, visit.actor, visit.desk, visit.now)
    return visit.toast("desk.toast_done")


def _reject(visit: Visit, case: Case, argument: str) -> list[Call]:
    cases.reject(visit.session, case.id, visit.actor, argument, visit.desk, visit.now)
    return visit.toast("desk.toast_done")


def _assign(visit: Visit, case: Case, argument: str) -> list[Call]:
    cases.assign(visit.session, case.id, visit.actor, int(argument), visit.desk, visit.now)
    return visit.toast("desk.toast_done")


def _hand_back(visit: Visit, case: Case, argument: str) -> list[Call]:
    cases.hand_back(visit.session, case.id, visit.actor, visit.desk, visit.now)
    return visit.toast("desk.toast_done")


def _reveal(visit: Visit, case: Case, argument: str) -> list[Call]:
    """Only to this person: from a group it goes to the own chat with the bot."""
    person = visit.session.get(Seller, visit.person_id)
    if person is None or person.has_blocked:
        return visit.toast("desk.toast_start_first", alert=True)
    post = Post(
        case_id=case.id, role=PostRole.REVEALED, chat_id=visit.person_id, person_id=visit.person_id, posted_at=visit.now
    )
    cases.reveal(visit.session, case.id, visit.actor, post, visit.now)
    told.refresh(visit.session, [post], visit.desk, visit.now)
    return visit.toast(None if visit.is_private else "desk.toast_in_private")


def _prompt(purpose: str) -> Callable[[Visit, Case, str], list[Call]]:
    def ask(visit: Visit, case: Case, argument: str) -> list[Call]:
        case_words.ask_for(visit, case, purpose)
        return visit.toast("desk.toast_write_below")

    return ask


def _view(name: str) -> Callable[[Visit, Case, str], list[Call]]:
    """The card shows something else for the moment."""

    def show(visit: Visit, case: Case, argument: str) -> list[Call]:
        post = told.show_in(visit.session, case, visit.chat_id, visit.desk, visit.now)
        post.purpose = str(View(name=name, version=case.version)) if name else None
        return visit.toast()

    return show


CHANGES: Mapping[str, Callable[[Visit, Case, str], list[Call]]] = {
    "take": _take,
    "approve_yes": _approve,
    "reason": _reject,
    "to": _assign,
    "hand_back": _hand_back,
    "reveal": _reveal,
    "own_approve": _prompt("approve"),
    "own_reject": _prompt("reject"),
    "ask": _prompt("ask"),
    "note": _prompt("note"),
    "approve": _view("approve"),
    "reject": _view("reject"),
    "assign": _view("assign"),
    "more": _view("more"),
    "back": _view(""),
}
NEED_THE_CASE = frozenset({"take", "approve", "approve_yes", "own_approve", "reject", "reason", "own_reject", "ask"})
"""What only whoever has the case may do, or anybody as long as nobody has it."""

NEED_AN_OPEN_CASE = NEED_THE_CASE | {"to", "hand_back", "assign", "reveal"}


# What only shows something.


def _files(visit: Visit, case: Case) -> list[Call]:
    files = sendable(facts(visit.session, case, visit.now).files)
    if not files:
        return visit.toast("desk.toast_no_files")
    sent = [visit.placed(call) for call in albums(files, visit.chat_id)]
    return [*visit.toast(), *_below_card(visit, case, sent)]


def _full(visit: Visit, case: Case) -> list[Call]:
    said = [
        call
        for question, answer in full_answers(case).items()
        for call in visit.say(
            visit.wording.html(
                "desk.full", number=case.number, label=Key(key=f"case.label.{question}"), text=plain_html(answer)
            )
        )
    ]
    return [*visit.toast(), *_below_card(visit, case, said)]


def _timeline(visit: Visit, case: Case) -> list[Call]:
    """All that happened, with what was said: each event that brought words has its entry at the same moment."""
    said = list(queries.entries_of(visit.session, case.id))
    lines = [_line(visit, case, happened, said) for happened in events_of(visit.session, case.subject)]
    html = visit.wording.html("desk.timeline", number=case.number, lines=Html("\n".join(lines)))
    return [*visit.toast(), *_below_card(visit, case, visit.say(html))]


def _line(visit: Visit, case: Case, happened: StaffEvent, said: list[Entry]) -> str:
    names = {"name": visit.name(happened.actor_id), "other": visit.name(happened.after.get("taken_by"))}
    what = visit.wording.plain(EVENTS[happened.what], **names)
    words = _words_of(visit, case, happened, said)
    if words:
        return visit.wording.html("desk.timeline_words", at=happened.happened_at, what=what, words=words)
    return visit.wording.html("desk.timeline_line", at=happened.happened_at, what=what)


def _words_of(visit: Visit, case: Case, happened: StaffEvent, said: list[Entry]) -> str:
    """What was said with it; each entry is taken once."""
    if happened.what not in WITH_WORDS:
        reason = str(happened.after.get("reason") or "")
        known = reason in case.rules.reasons
        return visit.wording.plain(f"desk.reason.{reason}") if known else shortened(reason)
    entry = next((one for one in said if one.said_at >= happened.happened_at), None)
    if entry is None:
        return ""
    said.remove(entry)
    return shortened(entry.text) or visit.wording.plain("desk.file")


WITH_WORDS = frozenset({"asked", "answered", "added", "wrote", "noted"})

EVENTS = {
    "opened": "desk.event_opened",
    "joined": "desk.event_joined",
    "taken": "desk.event_taken",
    "assigned": "desk.event_assigned",
    "handed_back": "desk.event_handed_back",
    "asked": "desk.event_asked",
    "answered": "desk.event_answered",
    "added": "desk.event_added",
    "wrote": "desk.event_wrote",
    "noted": "desk.event_noted",
    "approved": "desk.event_approved",
    "rejected": "desk.event_rejected",
    "cancelled": "desk.event_cancelled",
    "reopened": "desk.event_reopened",
    "revealed": "desk.event_revealed",
    "rated": "desk.event_rated",
    "commented": "desk.event_commented",
    "reminded": "desk.event_reminded",
}


def _history(visit: Visit, case: Case) -> list[Call]:
    others = queries.earlier(visit.session, case)[:MOST_LISTED]
    if not others:
        return [*visit.toast(), *visit.say(visit.wording.html("desk.history_none", number=case.number))]
    seller = visit.session.get_one(Seller, case.seller_id)
    lines = Html("\n".join(_history_line(visit, other) for other in others))
    html = visit.wording.html("desk.history", seller=seller_link(seller), lines=lines)
    keyboard = markup([show_button(other) for other in others], visit.wording.texts)
    return [*visit.toast(), *_below_card(visit, case, visit.say(html, keyboard=keyboard))]


def _history_line(visit: Visit, case: Case) -> str:
    state = Key(key=STATES[CaseState(case.state)])
    return visit.wording.html(
        "desk.history_line", number=case.number, kind=kind_of(case), state=state, at=case.ended_at or case.opened_at
    )


def _show(visit: Visit, case: Case) -> list[Call]:
    """The card stays where it is: only one in a chat can be kept up to date. A reply to it leads there."""
    post = told.show_in(visit.session, case, visit.chat_id, visit.desk, visit.now)
    if post.message_id is None:
        return visit.toast()
    here = visit.wording.html("desk.here", number=case.number)
    return [*visit.toast(), *visit.say(here, reply_to=post.message_id)]


READS: Mapping[str, Callable[[Visit, Case], list[Call]]] = {
    "files": _files,
    "full": _full,
    "timeline": _timeline,
    "history": _history,
    "show": _show,
}
ACTS = frozenset(CHANGES)


def _below_card(visit: Visit, case: Case, made: list[Call]) -> list[Call]:
    card = visit.card_message(case)
    if card is not None and made:
        made[0]["parameters"]["reply_parameters"] = replying(card)
    return made
