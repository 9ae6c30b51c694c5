"""What only a manager can mend: one question at a time, a summary, then the case is sent.

seller: /ozonid
bot:    ozon_id.ask_topic [what | link | stores | number | unlink | wrong]
seller: [wrong]
bot:    ozon_id.wrong [wrong_ozon_id | menu]
seller: [wrong_ozon_id]
bot:    case.ask.store
seller: 1234567
bot:    case.ask.wrong_id [back]
seller: +7 916 123-45-67                      masked before it is kept anywhere
bot:    case.ask.right_id [back]
seller: +7 916 765-43-21                      sealed; a manager sees it on request
bot:    case.ask.since [back]
seller: since Monday
bot:    case.ask.story [back]
seller: My colleague signed in on my phone.
bot:    case.ask.files [none | back]
seller: (photo)
bot:    case.file_kept [done | drop | back]
seller: [done]
bot:    case.summary [send | correct | back]
seller: [correct]
bot:    case.correct [store | wrong_id | right_id | since | story | files | back]
seller: [since]
bot:    case.ask.since [back]
seller: since Tuesday
bot:    case.summary [send | correct | back]
seller: [send]
bot:    case.sent [status | menu]             its number, and by when a manager takes it
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Accept, Collect, Decide, Given, Name, Step
from seller_bot.conversation.turn import Key, Lines
from seller_bot.escalations.cases import Words
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.effects import OpenCase
from seller_bot.escalations.kinds import MOST_FILES, kinds
from seller_bot.escalations.models import Case
from seller_bot.flows import case_answers

ANSWERED_BY: Mapping[str, Accept] = {
    "store": case_answers.store,
    "wrong_id": case_answers.masked_contact,
    "right_id": case_answers.sealed_contact,
    "login": case_answers.sealed_contact,
    "partner": case_answers.partner,
    "since": case_answers.since,
    "story": case_answers.story,
}
"""How each question is answered; `files` are collected."""

NAMES = ("store", "partner")
"""What is asked for by a name: a text that asks something is none, unless the seller says so."""

SEALED = ("right_id", "login")
CONTACTS = ("wrong_id", *SEALED)
LONGEST_SHOWN = 300
"""Of a long story the seller sees the beginning once more, the manager all of it."""


def case_flow(id: str, kind: str) -> Flow:
    """The questions of a kind, in the order in which it asks them; answered ones are passed over."""
    asks = kinds()[kind].asks
    return Flow(
        id,
        Step("next", decide=first_open(asks), then={place: place for place in (*asks, "summary")}),
        *map(question, asks),
        Step(
            "summary",
            ask="case.summary",
            values=summed_up(asks),
            choices={"send": "sending", "correct": "correct"},
            numbered=False,
        ),
        Step("correct", ask="case.correct", choices={name: name for name in asks}, numbered=False),
        Step("sending", decide=is_open(kind), then={"new": "sent", "open": "joined"}),
        Step("sent", ask="case.sent", act=send(kind), doors=("status", "menu")),
        Step("joined", ask="case.joined", act=send(kind), doors=("status", "menu")),
        counted=("step.question_numbered", "step.question_numbered_again"),
    )


def first_open(asks: Sequence[str]) -> Decide:
    """The first question without an answer, and the summary where all have one."""

    def decide(given: Given) -> str:
        return next((name for name in asks if name not in given.answers), "summary")

    decide.__annotations__["return"] = Literal[(*asks, "summary")]
    return decide


def question(name: str) -> Step:
    if name == "files":
        return Step(
            name,
            ask="case.ask.files",
            collect=Collect(
                read=case_answers.picture,
                most=MOST_FILES,
                got="case.file_kept",
                full="case.files_full",
                none="none",
                done="done",
                drop="drop",
                hear=case_answers.beside,
                words="beside",
            ),
            keeps=name,
            choices={"done": "next", "none": "next", "drop": name},
            private=True,
        )
    return Step(
        name,
        ask=f"case.ask.{name}",
        accept=ANSWERED_BY[name],
        brief=name in NAMES,
        keeps=name,
        then="next",
        private=True,
        takes_contact=name in CONTACTS,
    )


def summed_up(asks: Sequence[str]) -> Name:
    """A line for each question."""

    def values(given: Given) -> Mapping[str, object]:
        lines = (
            Key(key="case.line", values={"label": Key(key=f"case.label.{name}"), "value": _shown(name, given)})
            for name in asks
        )
        return {"lines": Lines(items=[*lines])}

    return values


def is_open(kind: str) -> Decide:
    """Whether the seller has an open case of the kind, to which this one is joined."""

    def decide(given: Given) -> Literal["new", "open"]:
        return "open" if any(case.kind == kind and case.is_open for case in _cases(given)) else "new"

    return decide


def send(kind: str) -> Any:
    def act(given: Given) -> Sequence[object]:
        asked = kinds()[kind].asks
        kept = {name: _kept(name, given) for name in asked if name != "files"}
        sealed = next((_sealed(given.answers[name]) for name in asked if name in SEALED), None)
        desk = given.known["desk"]
        assert isinstance(desk, Desk)
        return (OpenCase(kind=kind, answers=kept, files=[*_files(given)], sealed=sealed, desk=desk),)

    return act


def _kept(name: str, given: Given) -> str:
    """An answer as the case keeps it: contacts masked, words that came with the files behind the story."""
    answer = given.answers[name]
    if name == "story":
        return "\n\n".join([str(answer), *_beside(given)])
    return str(answer["masked"]) if isinstance(answer, Mapping) else str(answer)


def _shown(name: str, given: Given) -> object:
    if name == "files":
        count = sum(1 for _ in _files(given))
        return count or Key(key="case.no_files")
    text = " ".join(_kept(name, given).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()}…"


def _sealed(answer: object) -> str | None:
    return str(answer["sealed"]) if isinstance(answer, Mapping) else None


def _beside(given: Given) -> Sequence[str]:
    found = given.answers.get("beside", ())
    return [str(words) for words in found] if isinstance(found, list) else []


def _files(given: Given) -> Iterator[Words]:
    found = given.answers.get("files", ())
    for file in found if isinstance(found, list) else ():
        yield Words(file_kind=file["kind"], file_id=file["id"], album=file["album"])


def _cases(given: Given) -> Sequence[Case]:
    found = given.known.get("cases", ())
    return [case for case in found if isinstance(case, Case)] if isinstance(found, list) else []


WRONG_OZON_ID = case_flow("wrong_ozon_id", "ozon_id_wrong")
REMOVE_ACCOUNT = case_flow("remove_account", "remove_account")
REPORT_PARTNER = case_flow("report_partner", "unauthorized")
CANT_UNBIND = case_flow("cant_unbind", "unbinding_refused")
WRITE_US = case_flow("write_us", "person")

CASES = (WRONG_OZON_ID, REMOVE_ACCOUNT, REPORT_PARTNER, CANT_UNBIND, WRITE_US)
