"""A case's life: opened, taken, asked about, decided by exactly one; its seller told, its cards brought up to date."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery, State
from seller_bot.escalations import cases, queries, rounds
from seller_bot.escalations.cases import Words
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.hours import BusinessHours
from seller_bot.escalations.kinds import kinds
from seller_bot.escalations.models import AlreadyDecided, AlreadyTaken, Case, CaseState, Entry, NotPossible, Post
from seller_bot.escalations.seal import Seal
from seller_bot.sellers.models import Seller
from seller_bot.staff import roster
from seller_bot.staff.events import COMMAND_LINE, Actor
from seller_bot.staff.models import Role, StaffMember
from seller_bot.staff.queries import events_of
from seller_bot.storage import migrate
from seller_bot.storage.base import Base
from seller_bot.storage.database import Database

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""A Monday, noon in Shanghai."""

DESK = Desk(hours=BusinessHours.parse("Mon-Fri 09:00-18:00 Asia/Shanghai"), seal=Seal("a secret of sixteen"))
SELLER, ANNA, BORIS = 100, 1, 2
TELLS = {"taken": "case.told.taken", "approved": "case.told.approved", "rejected": "case.told.rejected"}
ROUNDS = 50


def actor(person_id: int) -> Actor:
    return Actor(Role.MANAGER, person_id)


def staffed(session: Session) -> None:
    """One seller, and two managers who have written to the bot."""
    for person_id, name in ((SELLER, "Li"), (ANNA, "Anna"), (BORIS, "Boris")):
        session.add(Seller(id=person_id, first_name=name, created_at=NOW, seen_at=NOW))
    for person_id in (ANNA, BORIS):
        session.add(StaffMember(id=person_id, role=Role.MANAGER, locale="en", joined_at=NOW))
    session.flush()


def opened(session: Session, kind: str = "ozon_id_wrong", **answers: str) -> Case:
    sent = {"store": "1234567", "wrong_id": "+7 9** ***-**-45", **answers}
    return cases.open_case(session, SELLER, kind, sent, [], DESK.seal.close("+79161234567"), DESK, NOW).case


def told(session: Session) -> list[str]:
    """What the seller is going to read, by the keys."""
    to_seller = select(Delivery).where(Delivery.chat_id == SELLER).order_by(Delivery.id)
    return [delivery.content.get("key", "entry") for delivery in session.scalars(to_seller)]


def entries_for(session: Session, person_id: int) -> list[str]:
    """What the seller wrote that is to be brought to somebody, each once."""
    brought = select(Delivery).where(Delivery.chat_id == person_id, Delivery.kind == "entry").order_by(Delivery.id)
    return [session.get_one(Entry, one.content["entry"]).text for one in session.scalars(brought)]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate.upgrade(database_url)
    database = Database(database_url)
    with database.unit_of_work() as session:
        staffed(session)
    yield database
    database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.unit_of_work() as session:
        yield session


def test_every_manager_gets_a_card_and_a_change_edits_it_once(session: Session) -> None:
    case = opened(session)
    assert sorted(post.chat_id for post in queries.cards(session, case.id)) == [ANNA, BORIS]
    cases.note(session, case.id, actor(ANNA), Words(text="known to us"), DESK, NOW)
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    planned = select(Delivery).where(Delivery.kind == "card", Delivery.state == State.DUE)
    assert sorted(delivery.chat_id for delivery in session.scalars(planned)) == [ANNA, BORIS]


def test_with_a_managers_group_the_one_card_is_there(session: Session) -> None:
    desk = Desk(hours=DESK.hours, seal=DESK.seal, chat_id=-1001, locale="ru")
    case = cases.open_case(session, SELLER, "person", {}, [], None, desk, NOW).case
    (card,) = queries.cards(session, case.id)
    assert card.chat_id == -1001
    (delivery,) = session.scalars(select(Delivery).where(Delivery.kind == "card"))
    assert delivery.locale == "ru"


def test_the_seller_is_told_who_decided_what_and_asked_how_it_was(session: Session) -> None:
    case = opened(session)
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    cases.approve(session, case.id, actor(ANNA), DESK, NOW)
    assert told(session) == ["case.told.taken", "case.told.approved", "rating.ask"]


def test_a_rejection_always_has_a_reason(session: Session) -> None:
    case = opened(session)
    cases.reject(session, case.id, actor(ANNA), "not_found", DESK, NOW)
    (rejected,) = session.scalars(select(Delivery).where(Delivery.content["key"].as_string() == "case.told.rejected"))
    assert rejected.content["values"]["reason"] == {"key": "case.reason.not_found"}


def test_while_the_seller_is_asked_the_clock_stands_still(session: Session) -> None:
    case = opened(session)
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    asked_at = DESK.hours.after(NOW, 100)
    cases.ask(session, case.id, actor(ANNA), Words(text="Which store?"), DESK, asked_at)
    assert case.state == CaseState.ASKED
    assert case.decide_by is None
    answered_at = asked_at + timedelta(days=2)
    cases.hear(session, case.id, Words(text="The blue one"), DESK, answered_at)
    assert case.state == CaseState.TAKEN
    assert case.decide_by == DESK.hours.after(answered_at, kinds()[case.kind].decide_within - 100)
    assert case.unanswered_since == answered_at


def test_the_secret_is_gone_when_the_case_ends(session: Session) -> None:
    case = opened(session)
    assert case.sealed is not None
    assert DESK.seal.open(case.sealed) == "+79161234567"
    post = Post(case_id=case.id, role="revealed", chat_id=ANNA, posted_at=NOW)
    cases.reveal(session, case.id, actor(ANNA), post, NOW)
    cases.approve(session, case.id, actor(ANNA), DESK, NOW)
    assert case.sealed is None
    with pytest.raises(NotPossible):
        cases.reveal(session, case.id, actor(ANNA), post, NOW)


def test_the_same_case_sent_twice_is_joined_and_what_it_said_before_stays_on_record(session: Session) -> None:
    first = opened(session)
    again = cases.open_case(session, SELLER, first.kind, {"store": "7654321"}, [], None, DESK, NOW)
    assert again.joined
    assert again.case is first
    assert first.answers["store"] == "7654321"
    assert first.answers["wrong_id"] == "+7 9** ***-**-45"
    assert events_of(session, first.subject)[-1].before == {"store": "1234567"}
    assert not cases.open_case(session, SELLER, "person", {}, [], None, DESK, NOW).joined


def test_only_whoever_has_the_case_writes_and_decides(session: Session) -> None:
    case = opened(session)
    with pytest.raises(NotPossible):
        cases.say(session, case.id, actor(ANNA), Words(text="hello"), DESK, NOW)
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    for forbidden in (
        lambda: cases.say(session, case.id, actor(BORIS), Words(text="hello"), DESK, NOW),
        lambda: cases.approve(session, case.id, actor(BORIS), DESK, NOW),
        lambda: cases.reject(session, case.id, actor(BORIS), "not_found", DESK, NOW),
        lambda: cases.ask(session, case.id, actor(BORIS), Words(text="why"), DESK, NOW),
        lambda: cases.take(session, case.id, actor(BORIS), DESK, NOW),
    ):
        with pytest.raises(AlreadyTaken):
            forbidden()
    cases.assign(session, case.id, actor(BORIS), BORIS, DESK, NOW)
    cases.approve(session, case.id, actor(BORIS), DESK, NOW)


def test_lists_show_each_case_where_it_belongs(session: Session) -> None:
    kept = [opened(session, kind) for kind in ("ozon_id_wrong", "person", "unauthorized", "remove_account")]
    cases.take(session, kept[1].id, actor(ANNA), DESK, NOW)
    cases.ask(session, kept[2].id, actor(ANNA), Words(text="why"), DESK, NOW)
    cases.approve(session, kept[3].id, actor(BORIS), DESK, NOW)
    later = DESK.hours.after(NOW, 31)
    whole = {"offset": 0, "limit": 10}
    assert queries.waiting(session, **whole).cases == [kept[0]]
    assert queries.taken_by(session, ANNA, **whole).cases == [kept[1], kept[2]]
    assert queries.waiting_for_seller(session, **whole).cases == [kept[2]]
    assert queries.decided(session, **whole).cases == [kept[3]]
    assert queries.overdue(session, later, **whole).cases == [kept[0]]
    assert queries.find(session, kept[1].number.lower(), **whole).cases == [kept[1]]
    assert queries.find(session, " li ", **whole).total == 4
    assert queries.find(session, "E-999999999999999999", **whole).total == 0
    assert queries.find(session, "%", **whole).total == 0


class AnyCase(RuleBasedStateMachine):
    """A seller and two managers do anything to cases, in any order and at any time."""

    opened: Bundle[int] = Bundle("opened")
    PEOPLE = st.sampled_from((ANNA, BORIS))

    def __init__(self) -> None:
        super().__init__()
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        self.session = Session(engine)
        staffed(self.session)
        self.now = NOW
        self.decided: dict[int, list[str]] = {}

    def does(self, act: Any, case_id: int, *rest: Any) -> bool:
        case = self.session.get_one(Case, case_id)
        before, version = case.state, case.version
        try:
            act(self.session, case_id, *rest)
        except (AlreadyDecided, AlreadyTaken, NotPossible):
            assert (case.state, case.version) == (before, version), "a refusal changes nothing"
            return False
        assert case.state == before or case.version > version, "a change of state has a version of its own"
        return True

    @rule(target=opened, kind=st.sampled_from([*kinds()]))
    def opens(self, kind: str) -> int:
        return cases.open_case(self.session, SELLER, kind, {"story": "…"}, [], "sealed", DESK, self.now).case.id

    @rule(case=opened, who=PEOPLE, act=st.sampled_from((cases.take, cases.hand_back)))
    def is_taken_or_handed_back(self, case: int, who: int, act: Any) -> None:
        self.does(act, case, actor(who), DESK, self.now)

    @rule(case=opened, who=PEOPLE, to=PEOPLE)
    def is_assigned(self, case: int, who: int, to: int) -> None:
        self.does(cases.assign, case, actor(who), to, DESK, self.now)

    @rule(case=opened, who=PEOPLE, act=st.sampled_from((cases.ask, cases.say, cases.note)))
    def is_written_about(self, case: int, who: int, act: Any) -> None:
        self.does(act, case, actor(who), Words(text="words"), DESK, self.now)

    @rule(case=opened, who=PEOPLE)
    def is_approved(self, case: int, who: int) -> None:
        if self.does(cases.approve, case, actor(who), DESK, self.now):
            self.decided.setdefault(case, []).append("approved")

    @rule(case=opened, who=PEOPLE)
    def is_rejected(self, case: int, who: int) -> None:
        if self.does(cases.reject, case, actor(who), "my own words", DESK, self.now):
            self.decided.setdefault(case, []).append("rejected")

    @rule(case=opened)
    def is_answered(self, case: int) -> None:
        self.does(cases.hear, case, Words(text="an answer"), DESK, self.now)

    @rule(case=opened, act=st.sampled_from((cases.cancel, cases.reopen)))
    def is_cancelled_or_reopened(self, case: int, act: Any) -> None:
        self.does(act, case, DESK, self.now)

    @rule(case=opened, stars=st.integers(1, 5))
    def is_rated(self, case: int, stars: int) -> None:
        self.does(cases.rate, case, stars, DESK, self.now)

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def a_case_is_whole(self) -> None:
        for case in self.session.scalars(select(Case)):
            assert case.is_open == (case.state in (CaseState.WAITING, CaseState.TAKEN, CaseState.ASKED))
            assert (case.decided_by is not None) == case.is_decided
            assert (case.take_by is not None) == (case.state == CaseState.WAITING)
            assert (case.decide_by is not None) == (case.state == CaseState.TAKEN)
            assert (case.asked_at is not None) == (case.state == CaseState.ASKED)
            assert case.sealed is None or case.is_open
            assert case.taken_by is not None or case.state in (CaseState.WAITING, CaseState.CANCELLED)

    @invariant()
    def the_record_tells_every_decision_and_the_seller_was_told_of_each(self) -> None:
        for case in self.session.scalars(select(Case)):
            recorded = [
                one.what for one in events_of(self.session, case.subject) if one.what in ("approved", "rejected")
            ]
            assert recorded == self.decided.get(case.id, [])
        decisions = sorted(TELLS[what] for made in self.decided.values() for what in made)
        assert sorted(key for key in told(self.session) if key in decisions) == decisions

    def teardown(self) -> None:
        self.session.close()
        self.session.get_bind().dispose()  # type: ignore[union-attr]


AnyCase.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyCase = AnyCase.TestCase


def test_of_two_managers_who_decide_at_the_same_moment_exactly_one_does(database: Database) -> None:
    def decides(case_id: int, person_id: int, together: Barrier) -> bool:
        together.wait()
        try:
            with database.unit_of_work() as session:
                if person_id == ANNA:
                    cases.approve(session, case_id, actor(ANNA), DESK, NOW)
                else:
                    cases.reject(session, case_id, actor(BORIS), "not_found", DESK, NOW)
        except AlreadyDecided:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        for _ in range(ROUNDS):
            with database.unit_of_work() as session:
                case_id = opened(session).id
            together = Barrier(2)
            tried = [threads.submit(decides, case_id, who, together) for who in (ANNA, BORIS)]
            assert sorted(one.result() for one in tried) == [False, True]
    with database.unit_of_work() as session:
        heard = [key for key in told(session) if key in TELLS.values()]
        assert len(heard) == ROUNDS


def test_what_a_former_manager_had_waits_anew_and_nothing_more_is_brought_to_him(session: Session) -> None:
    case = opened(session)
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    roster.revoke(session, ANNA, COMMAND_LINE, NOW)
    cases.hear(session, case.id, Words(text="Hello?", chat_id=SELLER, message_id=7), DESK, NOW)
    assert entries_for(session, ANNA) == []
    rounds.take_from_leavers(session, DESK, NOW)
    assert case.state == CaseState.WAITING
    assert told(session)[-1] == "case.told.handed_back"
    cases.take(session, case.id, actor(BORIS), DESK, NOW)
    assert entries_for(session, BORIS) == ["Hello?"]


def test_whoever_takes_a_case_gets_what_the_seller_wrote_before(session: Session) -> None:
    case = opened(session)
    cases.hear(session, case.id, Words(text="a long story", chat_id=SELLER, message_id=7), DESK, NOW)
    assert entries_for(session, ANNA) == []
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    assert entries_for(session, ANNA) == ["a long story"]
    cases.assign(session, case.id, actor(ANNA), BORIS, DESK, NOW)
    assert entries_for(session, BORIS) == ["a long story"]


def test_a_case_that_is_given_to_somebody_is_taken_for_the_seller(session: Session) -> None:
    case = opened(session)
    cases.assign(session, case.id, actor(ANNA), BORIS, DESK, NOW)
    assert told(session) == ["case.told.taken"]


def test_a_case_sent_again_outdates_its_cards_and_what_was_revealed(session: Session) -> None:
    case = opened(session)
    post = Post(case_id=case.id, role="revealed", chat_id=ANNA, message_id=5, posted_at=NOW)
    cases.reveal(session, case.id, actor(ANNA), post, NOW)
    version = case.version
    cases.open_case(session, SELLER, case.kind, {}, [], DESK.seal.close("+79160000000"), DESK, NOW)
    assert case.version == version + 1
    shown = select(Delivery).where(Delivery.kind == "revealed", Delivery.state == State.DUE)
    assert len(session.scalars(shown).all()) == 1


def test_an_answer_begins_the_reminders_anew(session: Session) -> None:
    case = opened(session)
    cases.take(session, case.id, actor(ANNA), DESK, NOW)
    case.remind(NOW)
    cases.say(session, case.id, actor(ANNA), Words(text="on it"), DESK, NOW)
    assert (case.reminders, case.reminded_at) == (0, None)


def test_sellers_are_found_by_their_names_in_any_script_and_case(session: Session) -> None:
    session.get_one(Seller, SELLER).first_name = "Иван"
    session.flush()
    case = opened(session)
    assert queries.find(session, "иВАН", offset=0, limit=10).cases == [case]


def test_owners_decide_too_and_support_does_not(session: Session) -> None:
    roster.follow_settings(session, [SELLER], NOW)
    session.get_one(StaffMember, BORIS).role = Role.SUPPORT
    case = opened(session)
    assert sorted(post.chat_id for post in queries.cards(session, case.id)) == [ANNA, SELLER]
