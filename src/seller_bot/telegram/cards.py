"""Cards: how managers see a case, and its buttons, always as the case stands at the moment of sending."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seller_bot.conversation.turn import Button, Key, Pressed, Style
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.facts import Facts
from seller_bot.escalations.models import Case, CaseState, Post
from seller_bot.telegram.wording import Wording, kind_of, language_of, quoted, seller_link
from seller_bot.texts import Html, texts

FLOW = "case"
"""What the callback data of all buttons about cases begins with."""

LONGEST_ANSWER = 600
LONGEST_ANSWERS = 2400
SHORTENED = 240
"""So much of an answer is on a card: each, all of them together, and each where those would be too many."""

LONGEST_LINE = 60
LONGEST_LAST = 200
CUT = "…"
MOST_PEOPLE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What a card shows for the moment beside the case, because somebody pressed a button: for one version of it."""

    name: str
    version: int

    @classmethod
    def of(cls, post: Post, case: Case) -> str:
        """The view's name; none any more where the case has changed since."""
        name, _, version = (post.purpose or "").partition(":")
        return name if version == str(case.version) else ""

    def __str__(self) -> str:
        return f"{self.name}:{self.version}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Who looks at a card: one manager in the own chat, or, without `person_id`, the managers' group.

    `colleagues` are those to whom a case can be given, by id.
    """

    person_id: int | None
    locale: str | None
    colleagues: Mapping[int, str]

    def may_decide(self, case: Case) -> bool:
        return self.person_id is None or case.taken_by in (None, self.person_id)


def text_of(facts: Facts, view: str, reader: Reader, desk: Desk) -> str:
    """The card in Telegram's HTML: never longer than a message."""
    wording = Wording(reader.locale, desk.hours.zone, facts.now)
    parts = [
        "\n".join(_head(facts, wording)),
        "\n".join(_answers(facts.case, wording)),
        "\n".join(_rest(facts, wording)),
    ]
    parts += _view(facts, view, wording)
    return "\n\n".join(part for part in parts if part)


def _head(facts: Facts, wording: Wording) -> Iterator[str]:
    case = facts.case
    yield wording.html("desk.card_title", number=case.number, kind=kind_of(case))
    if facts.is_late:
        yield wording.html("desk.card_overdue")
    yield _standing(facts, wording)
    if case.unanswered_since is not None:
        yield wording.html("desk.card_unanswered", since=case.unanswered_since)
    yield wording.html("desk.card_opened", at=case.opened_at, ago=wording.ago(case.opened_at))
    yield wording.html("desk.card_seller", seller=seller_link(facts.seller), language=language_of(facts.seller))
    if facts.seller.has_blocked:
        yield wording.html("desk.card_blocked")
    if facts.earlier:
        yield wording.html("desk.card_earlier", count=facts.earlier)


def _standing(facts: Facts, wording: Wording) -> str:
    """Who has the case, by when something is to be done, or how it ended."""
    case, name = facts.case, facts.holder
    match case.state:
        case CaseState.WAITING:
            return wording.html("desk.card_waiting", by=case.take_by)
        case CaseState.TAKEN:
            return wording.html("desk.card_taken", name=name, since=case.taken_at, by=case.decide_by)
        case CaseState.ASKED:
            return wording.html("desk.card_asked", name=name, since=case.asked_at)
        case CaseState.APPROVED:
            return wording.html("desk.card_approved", name=name, at=case.ended_at)
        case CaseState.REJECTED:
            return wording.html("desk.card_rejected", name=name, at=case.ended_at, reason=reason_of(case))
        case _:
            return wording.html("desk.card_cancelled", at=case.ended_at)


def reason_of(case: Case) -> object:
    """Why it was rejected, as the reader's language names it, or in the manager's own words."""
    return Key(key=f"desk.reason.{case.reason}") if case.reason in case.rules.reasons else shortened(case.reason or "")


def _answers(case: Case, wording: Wording) -> Iterator[str]:
    longest = LONGEST_ANSWER if sum(map(len, _told(case).values())) <= LONGEST_ANSWERS else SHORTENED
    for question, answer in _told(case).items():
        label, shown = Key(key=f"case.label.{question}"), shortened(answer, longest)
        if len(shown) > LONGEST_LINE or "\n" in shown:
            yield wording.html("desk.card_long_answer", label=label, answer=quoted(shown))
        else:
            yield wording.html("desk.card_answer", label=label, answer=shown)


def _told(case: Case) -> Mapping[str, str]:
    """What the seller answered, in the order of the questions."""
    return {question: str(case.answers[question]) for question in case.rules.asks if case.answers.get(question)}


def is_cut(case: Case) -> bool:
    """Whether the card leaves anything out of the answers."""
    total = sum(map(len, _told(case).values()))
    return total > LONGEST_ANSWERS or any(len(answer) > LONGEST_ANSWER for answer in _told(case).values())


def full_answers(case: Case) -> Mapping[str, str]:
    """The answers that may be cut on the card."""
    return {question: answer for question, answer in _told(case).items() if len(answer) > SHORTENED}


def shortened(text: str, longest: int = SHORTENED) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}{CUT}"


def _rest(facts: Facts, wording: Wording) -> Iterator[str]:
    if facts.files:
        yield wording.html("desk.card_files", count=len(facts.files))
    if facts.messages:
        yield wording.html("desk.card_said", count=facts.messages)
    if facts.last_words:
        yield wording.html("desk.card_last", text=shortened(facts.last_words, LONGEST_LAST))
    if facts.case.rating is not None:
        words = shortened(facts.case.rating_words or "")
        yield wording.html("desk.card_rated", stars=facts.case.rating, words=words)


def _view(facts: Facts, view: str, wording: Wording) -> Iterator[str]:
    if view == "approve":
        yield from _approval(facts, wording)
    elif view == "reject":
        yield wording.html("desk.card_reject")
    elif view == "assign":
        yield wording.html("desk.card_assign")


def _approval(facts: Facts, wording: Wording) -> Iterator[str]:
    """What the seller is going to read, word by word, and in the manager's language if that is another one."""
    key, own = f"case.approved.{facts.case.kind}", wording.texts
    sellers = texts(facts.seller.locale)
    yield wording.html("desk.card_approve") + "\n" + quoted(sellers.plain(key))
    if own is not sellers:
        yield wording.html("desk.card_in_own") + "\n" + quoted(own.plain(key))


def _escaped(text: str) -> str:
    return texts(None).html("desk.button_person", {"name": text})


# Buttons.


def buttons_of(facts: Facts, view: str, reader: Reader) -> Sequence[Sequence[Button]]:
    """The keyboard in its rows."""
    case = facts.case
    match view:
        case "approve" if case.is_open:
            return [
                [_button(case, "approve_yes", "success")],
                [_button(case, "own_approve", label="own_words")],
                [_back(case)],
            ]
        case "reject" if case.is_open:
            reasons = [_reason(case, reason) for reason in case.rules.reasons]
            return [*_rows(reasons), [_button(case, "own_reject", label="own_words")], [_back(case)]]
        case "assign" if case.is_open:
            people = [_person(case, id, name) for id, name in reader.colleagues.items() if id != case.taken_by]
            return [*_rows(people[:MOST_PEOPLE]), [_back(case)]]
        case "more":
            return [*_rows(list(_more(facts))), [_back(case)]]
        case _ if case.is_open:
            return [row for row in _usual(case, reader) if row]
        case _:
            return [[_button(case, "note"), _button(case, "more")]]


def _usual(case: Case, reader: Reader) -> Iterator[list[Button]]:
    decides = reader.may_decide(case)
    if case.state == CaseState.WAITING:
        yield [_button(case, "take", "primary")]
    if decides:
        yield [_button(case, "approve", "success"), _button(case, "reject", "danger")]
    yield [*([_button(case, "ask")] if decides else []), _button(case, "note"), _button(case, "more")]


def _more(facts: Facts) -> Iterator[Button]:
    case = facts.case
    if case.is_open:
        yield _button(case, "assign")
    if case.is_open and case.taken_by is not None:
        yield _button(case, "hand_back")
    if case.sealed is not None:
        yield _button(case, "reveal")
    if facts.files:
        yield _button(case, "files", values={"count": len(facts.files)})
    if is_cut(case):
        yield _button(case, "full")
    yield from (_button(case, "timeline"), _button(case, "history"))


def _button(
    case: Case, act: str, style: Style | None = None, *, label: str = "", values: Mapping[str, object] | None = None
) -> Button:
    return Button(label=LABELS[label or act], presses=_press(case, act), style=style, values=values or {})


def _back(case: Case) -> Button:
    return _button(case, "back")


def _reason(case: Case, reason: str) -> Button:
    return Button(label=f"desk.reason.{reason}", presses=_press(case, f"reason_{reason}"))


def _person(case: Case, person_id: int, name: str) -> Button:
    return Button(label="desk.button_person", presses=_press(case, f"to_{person_id}"), values={"name": name})


def show_button(case: Case) -> Button:
    """Leads to the case's card."""
    return Button(label="desk.button_case", presses=_press(case, "show"), values={"number": case.number})


def _press(case: Case, act: str) -> Pressed:
    return Pressed(flow=FLOW, step=case.ref, choice=act, visit=case.version)


def _rows(buttons: Sequence[Button], width: int = 2) -> list[list[Button]]:
    return [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]


LABELS = {
    "take": "desk.button_take",
    "approve": "desk.button_approve",
    "approve_yes": "desk.button_approve_yes",
    "own_words": "desk.button_own_words",
    "reject": "desk.button_reject",
    "ask": "desk.button_ask",
    "note": "desk.button_note",
    "more": "desk.button_more",
    "assign": "desk.button_assign",
    "hand_back": "desk.button_hand_back",
    "reveal": "desk.button_reveal",
    "files": "desk.button_files",
    "full": "desk.button_full",
    "timeline": "desk.button_timeline",
    "history": "desk.button_history",
    "back": "desk.button_back",
}


def plain_html(text: str) -> Html:
    return Html(_escaped(text))
