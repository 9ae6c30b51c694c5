"""Whatever a seller does, in whatever order, ends in a defined place with an answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.position import LONGEST_TRAIL, Position
from seller_bot.conversation.step import BACK, Given, Step
from seller_bot.conversation.turn import (
    ANEW,
    QUESTION,
    RESUME,
    Commanded,
    Corrected,
    Key,
    Lines,
    Meaning,
    Pressed,
    Said,
    Say,
    SentFile,
    ToldSecret,
    Turn,
)
from seller_bot.deliveries.hours import zone_of
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.hours import BusinessHours
from seller_bot.escalations.kinds import kinds
from seller_bot.escalations.models import new_case
from seller_bot.escalations.seal import Seal
from seller_bot.flows import FLOWS
from seller_bot.flows.timeline import OwnCase
from seller_bot.staff.known import OpenInvitation
from seller_bot.staff.queries import Colleague
from seller_bot.telegram.keyboards import decode, encode
from seller_bot.telegram.outbound import calls
from seller_bot.texts import LOCALES

COMMANDS = [*FLOWS.by_command, "back", "cancel", "nonsense"]
STEPS = [
    (flow.id, step.id, choice) for flow in FLOWS.values() for step in flow.steps.values() for choice in step.choices
]
MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STAFF = [
    Colleague(id=id, role=role, name=f"<{role}>", locale="ru", joined_at=MOMENT)
    for id, role in enumerate(("owner", "manager", "support"))
]
INVITATIONS = [OpenInvitation(id=7, role="manager", expires_at=MOMENT)]
DESK = Desk(hours=BusinessHours.parse("Mon-Fri 09:00-18:00 Asia/Shanghai"), seal=Seal("a secret of the tests"))
CASES = [new_case(1, kind, {}, None, MOMENT, MOMENT) for kind in kinds()]
for number, case in enumerate(CASES, 1):
    case.id = number
CASES[-1].ended_at = MOMENT
OWN = [
    OwnCase(
        case=case,
        now=MOMENT + timedelta(days=days),
        zone=zone_of("ru"),
        told={
            "number": case.number,
            "kind": Key(key=f"case.kind.{case.kind}"),
            "state": Key(key="case.state.late"),
            "lines": Lines(items=[Key(key="case.event.opened")]),
        },
    )
    for case, days in ((CASES[0], 0), (CASES[-1], 1), (CASES[-1], 15))
]
KNOWN = {
    "language": "ru",
    "organisation": "Harbour",
    "first_name": "Li",
    "bound_partners": ["Sunrise", "Полюс"],
    "role": None,
    "bot": "seller_bot",
    "token": "x" * 22,
    "joined_at": MOMENT.date(),
    "staff": STAFF,
    "invitations": INVITATIONS,
    "desk": DESK,
    "cases": CASES,
    "own_case": OWN[0],
    "case": 1,
    "number": "E-1001",
    "by": MOMENT,
}


NOT_UNDERSTOOD = {"not_understood", "unknown_command", "offered"}
SAID = ["Sunrise Logistics", "1234567", "?", "https://ozon.ru", "+7 916 123-45-67", "<b>"]


class AnySeller(RuleBasedStateMachine):
    """Presses what is shown, what was shown long ago, and what never was; types anything; sends anything."""

    def __init__(self) -> None:
        super().__init__()
        self.position = Position()
        self.shown: list[Pressed] = []
        self.last: Response | None = None
        self.known: dict[str, object] = dict(KNOWN)
        self.repaired: tuple[str, ...] = ()
        self.messages = 0

    def replies_said(self) -> list[Say]:
        return [reply for reply in (self.last.replies if self.last else ()) if isinstance(reply, Say)]

    def does(self, turn: Turn) -> None:
        self.last = respond(FLOWS, self.position, turn, self.known)
        self.position = self.last.position
        self.is_told_something_new()
        for reply in self.replies_said():
            pressed = [button.presses for button in reply.buttons if button.presses]
            assert {one.flow for one in pressed} <= {*FLOWS.open_to(self.known["role"]), RESUME, QUESTION}
            self.shown += pressed

    def is_told_something_new(self) -> None:
        """Who is not understood twice running never reads the same words twice running."""
        assert self.last is not None
        repaired = tuple(said.key for said in self.replies_said()) if self.last.outcome in NOT_UNDERSTOOD else ()
        assert not repaired or repaired != self.repaired
        self.repaired = repaired

    @rule(is_away=st.booleans())
    def is_away(self, is_away: bool) -> None:
        self.known["is_away"] = is_away

    @rule(name=st.sampled_from(COMMANDS))
    def commands(self, name: str) -> None:
        self.does(Commanded(name=name))

    @rule(text=st.text(max_size=200) | st.sampled_from(SAID))
    def says(self, text: str) -> None:
        self.messages += 1
        self.does(Said(text=text, message_id=self.messages))

    @rule(ways=st.lists(st.integers(0, 9), min_size=3, max_size=12))
    def follows_what_is_shown(self, ways: list[int]) -> None:
        """Deep into the flows: one of the buttons just shown, or a name where one is waited for."""
        for way in ways:
            buttons = [one.presses for said in self.replies_said() for one in said.buttons if one.presses]
            if not buttons or way == 9:
                self.says("Sunrise Logistics")
            else:
                self.does(buttons[way % len(buttons)])

    @rule(text=st.sampled_from([*SAID, "Полюс", ""]), back=st.integers(0, 3))
    def edits_a_message(self, text: str, back: int) -> None:
        self.does(Corrected(text=text, message_id=max(0, self.messages - back)))

    @rule(
        decision=st.sampled_from(["answer", "offer", "unknown"]),
        intents=st.lists(st.sampled_from([*FLOWS.answers, "no_such_intent"]), max_size=4, unique=True),
        also=st.none() | st.sampled_from([*FLOWS.answers]),
    )
    def asks(self, decision: str, intents: list[str], also: str | None) -> None:
        self.does(Said(text="?", meaning=Meaning(decision=decision, intents=tuple(intents), also=also)))

    @rule(kind=st.sampled_from(["code", "password", "key", "card"]))
    def tells_a_secret(self, kind: str) -> None:
        self.does(ToldSecret(kind=kind))

    @rule(names=st.lists(st.sampled_from(["Sunrise", "Полюс", "顺丰", "<b>"]), max_size=3, unique=True))
    def is_bound_to_others(self, names: list[str]) -> None:
        self.known["bound_partners"] = names

    @rule(cases=st.integers(0, len(CASES)), own=st.sampled_from([None, *OWN]), rated=st.sampled_from([None, 1]))
    def has_other_cases(self, cases: int, own: OwnCase | None, rated: int | None) -> None:
        self.known["cases"], self.known["own_case"], self.known["case"] = CASES[:cases], own, rated

    @rule(role=st.sampled_from([None, "owner", "manager", "support"]))
    def is_given_another_role(self, role: str | None) -> None:
        self.known["role"] = role

    @rule(members=st.integers(0, 3), invitations=st.integers(0, 1))
    def meets_another_staff(self, members: int, invitations: int) -> None:
        self.known["staff"], self.known["invitations"] = STAFF[:members], INVITATIONS[:invitations]

    @rule(invitation=st.sampled_from([*INVITATIONS, None]))
    def opens_a_link(self, invitation: OpenInvitation | None) -> None:
        self.known["invitation"] = invitation
        self.does(Commanded(name="start", argument="join_x"))

    @rule(
        kind=st.sampled_from(["photo", "document", "sticker", "voice", "contact"]),
        caption=st.sampled_from(["", "", "<b>", "x" * 1024]),
        album=st.sampled_from([None, "1", "2"]),
        number=st.integers(1, 12),
    )
    def sends(self, kind: str, caption: str, album: str | None, number: int) -> None:
        file = SentFile(kind=kind, file_id=f"f{number}", unique_id=f"u{number}", caption=caption, album=album)
        self.does(file)

    @rule(number=st.integers(min_value=1, max_value=6))
    def presses_something_recent(self, number: int) -> None:
        if self.shown:
            self.does(self.shown[-min(number, len(self.shown))])

    @rule(place=st.floats(min_value=0, max_value=0.999))
    def presses_something_old(self, place: float) -> None:
        if self.shown:
            self.does(self.shown[int(place * len(self.shown))])

    @rule(button=st.sampled_from(STEPS), visit=st.integers(min_value=0, max_value=50))
    def presses_a_step_from_anywhere(self, button: tuple[str, str, str], visit: int) -> None:
        flow, step, choice = button
        self.does(Pressed(flow=flow, step=step, choice=choice, visit=visit))

    @rule(
        flow=st.sampled_from([*FLOWS, RESUME, QUESTION, "forged"]),
        choice=st.sampled_from([None, ANEW, BACK, "0", "forged"]),
    )
    def presses_a_door(self, flow: str, choice: str | None) -> None:
        self.does(Pressed(flow=flow, choice=choice))

    @rule(data=st.text(max_size=64))
    def forges_a_button(self, data: str) -> None:
        self.does(decode(data))

    @invariant()
    def is_answered(self) -> None:
        assert self.last is None or self.last.replies or self.last.outcome in ("album", "edited")

    @invariant()
    def what_is_remembered_stays_small(self) -> None:
        assert len(self.position.offered) <= 8
        assert len(self.position.trail) <= LONGEST_TRAIL

    @invariant()
    def every_reply_can_be_read_in_every_language(self) -> None:
        """No value is missing, nothing is empty, and the keyboard is one that Telegram takes."""
        for locale in LOCALES:
            for call in calls(self.last.replies if self.last else (), chat_id=1, locale=locale, query=("1", 1)):
                parameters = call["parameters"]
                assert parameters.get("text", "x").strip()
                rows = parameters.get("reply_markup", {}).get("inline_keyboard", [["one"]])
                assert rows
                assert all(button["text"].strip() for row in rows for button in row if isinstance(button, dict))

    @invariant()
    def stands_at_a_step_that_asks(self) -> None:
        if self.position.flow is not None:
            step = FLOWS[self.position.flow].steps[self.position.step or ""]
            assert step.ask
            assert not step.is_end

    @invariant()
    def every_button_fits_and_comes_back_as_itself(self) -> None:
        for pressed in self.shown[-8:]:
            assert len(encode(pressed).encode()) <= 64
            assert decode(encode(pressed)) == pressed


AnySeller.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestAnySeller = AnySeller.TestCase


def names(given: Given) -> list[str]:
    return [*known_names(given)]


def name(given: Given, suggested: str) -> dict[str, object]:
    return {"name": known_names(given)[suggested]}


def known_names(given: Given) -> dict[str, str]:
    names = given.known["names"]
    assert isinstance(names, dict)
    return names


OWN_END = Step("end", ask="f.end")
STAFFED = Flows(
    Flow("home", OWN_END, aside=True),
    Flow("door", Step("a", ask="door.a", choices={"go": "end"}), OWN_END, commands=("secret",), for_roles=("owner",)),
    Flow(
        "listed",
        Step("a", ask="listed.a", suggest=names, called=name, keeps="one", then="b"),
        Step("b", ask="listed.b", choices={"go": "end"}),
        OWN_END,
        commands=("list",),
        for_roles=("owner",),
    ),
    Flow("joined", Step("end", ask="joined.end"), links=("join",), aside=True),
    home="home",
    person="home",
)


@pytest.mark.parametrize("position", [Position(), Position(flow="door", step="a", visit=1)])
@pytest.mark.parametrize(
    ("hidden", "forged"),
    [
        (Commanded(name="secret"), Commanded(name="nonsense")),
        (Pressed(flow="door"), Pressed(flow="nonsense")),
        (Pressed(flow="door", choice=ANEW), Pressed(flow="nonsense", choice=ANEW)),
        (
            Pressed(flow="door", step="a", choice="go", visit=1),
            Pressed(flow="nonsense", step="a", choice="go", visit=1),
        ),
        (Pressed(flow=RESUME), Pressed(flow=RESUME)),
    ],
)
@pytest.mark.parametrize("role", [None, "manager"])
def test_what_is_not_open_to_somebody_answers_as_what_does_not_exist(
    role: str | None, hidden: Turn, forged: Turn, position: Position
) -> None:
    """Also in the middle of it, when the role has just been taken away."""
    answered = respond(STAFFED, position, hidden, {"role": role})
    assert answered == respond(STAFFED, Position(visit=position.visit), forged, {"role": role})
    assert respond(STAFFED, Position(), Commanded(name="secret"), {"role": "owner"}).position.flow == "door"


def test_a_link_opens_the_flow_that_it_names() -> None:
    linked = respond(STAFFED, Position(), Commanded(name="start", argument="join_abc"), {})
    assert [reply.key for reply in linked.replies if isinstance(reply, Say)] == ["joined.end"]
    assert respond(STAFFED, Position(), Commanded(name="start", argument="other"), {}).outcome == "unknown_command"
    assert respond(STAFFED, Position(), Commanded(name="menu", argument="join_abc"), {}).outcome == "unknown_command"


@pytest.mark.parametrize("flow", [flow for flow in FLOWS.values() if not flow.aside], ids=lambda flow: flow.id)
def test_a_seller_whose_step_was_retired_begins_the_flow_again(flow: Flow) -> None:
    """Ids are stored: after a deploy a position may name what is no more."""
    gone = Position(flow=flow.id, step="no_such_step", answers={"partner": "Sunrise"}, visit=5)
    response = respond(FLOWS, gone, Pressed(flow=RESUME), {**KNOWN, "role": next(iter(flow.for_roles), None)})
    assert isinstance(response.replies[-1], Say)
    assert response.replies[-1].key in {step.ask for step in flow.steps.values() if step.ask}


def test_an_old_suggestion_is_never_taken_for_what_stands_in_its_place_now() -> None:
    """Two partners were bound when the button was shown; after the first is gone its number means the other."""
    at_the_name = Position(flow="unbinding", step="partner", offered=("Полюс",), visit=9)
    old = Pressed(flow="unbinding", step="partner", choice="0", visit=4)
    response = respond(FLOWS, at_the_name, old, KNOWN)
    assert response.outcome == "stale"
    assert response.position.step == "partner"


def test_what_can_only_be_pressed_is_known_by_its_button_and_comes_back_as_what_it_stands_for() -> None:
    """The button carries a number, the position what that stands for, the text a name for it."""
    known = {"role": "owner", "names": {"7": "Anna"}}
    listed = respond(STAFFED, Position(), Commanded(name="list"), known)
    (said,) = (reply for reply in listed.replies if isinstance(reply, Say))
    (button,) = said.buttons
    assert (button.label, button.values) == ("listed.a.suggested", {"name": "Anna"})
    assert button.presses is not None
    assert button.presses.choice == "0"
    picked = respond(STAFFED, listed.position, button.presses, known)
    assert (picked.position.step, picked.position.answers) == ("b", {"one": "7"})
    said_instead = respond(STAFFED, listed.position, Said(text="7"), known)
    assert said_instead.outcome == "not_understood"
    again = respond(STAFFED, picked.position, button.presses, known)
    assert (again.outcome, again.position) == ("stale", picked.position)


def test_misses_that_something_understood_lies_between_are_not_in_a_row() -> None:
    position = respond(FLOWS, Position(), Said(text="lorem"), KNOWN).position
    position = respond(FLOWS, position, Commanded(name="menu"), KNOWN).position
    (said,) = respond(FLOWS, position, Said(text="ipsum"), KNOWN).replies
    assert isinstance(said, Say)
    assert said.key == "repair.not_understood"


def test_a_seller_whose_flow_was_retired_sees_the_menu() -> None:
    gone = Position(flow="no_such_flow", step="x", visit=5)
    response = respond(FLOWS, gone, Pressed(flow=RESUME), KNOWN)
    assert [reply.key for reply in response.replies if isinstance(reply, Say)] == ["menu.home"]
    assert response.position.is_idle
