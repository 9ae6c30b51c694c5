"""An invitation's life: made, then used once, withdrawn, or left to expire; and what the record says of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import create_engine, delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from seller_bot.staff import queries, roster
from seller_bot.staff.events import COMMAND_LINE, Actor, StaffEvent
from seller_bot.staff.models import INVITED, Invitation, Role, StaffMember, digest, new_token
from seller_bot.storage import migrate
from seller_bot.storage.base import Base
from seller_bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OWNER = Actor(Role.OWNER, 1)
ROUNDS = 50


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate.upgrade(database_url)
    database = Database(database_url)
    yield database
    database.engine.dispose()


class AnyInvitations(RuleBasedStateMachine):
    """Invitations are made, opened by anybody in any order, withdrawn, and grow old."""

    invitations: Bundle[tuple[int, str]] = Bundle("invitations")

    def __init__(self) -> None:
        super().__init__()
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        self.session = Session(engine)
        self.now = NOW
        self.ends: dict[int, datetime] = {}
        self.closed: set[int] = set()
        self.roles: dict[int, str] = {}

    def is_open(self, invitation_id: int) -> bool:
        return invitation_id not in self.closed and self.now < self.ends[invitation_id]

    @rule(target=invitations, role=st.sampled_from(INVITED))
    def invites(self, role: Role) -> tuple[int, str]:
        made = roster.invite(self.session, role, token := new_token(), OWNER, self.now)
        self.ends[made.id] = self.now + timedelta(hours=48)
        return made.id, token

    @rule(invitation=invitations, person=st.integers(min_value=2, max_value=4))
    def opens(self, invitation: tuple[int, str], person: int) -> None:
        invitation_id, token = invitation
        found = queries.open_invitation(self.session, token, self.now)
        assert (found is not None) == self.is_open(invitation_id)
        if found is None:
            with pytest.raises(roster.AlreadyUsed):
                roster.join(self.session, invitation_id, person, "ru", self.now)
        else:
            self.roles[person] = roster.join(self.session, invitation_id, person, "ru", self.now).role
            self.closed.add(invitation_id)

    @rule(token=st.text(max_size=40))
    def opens_a_forged_link(self, token: str) -> None:
        assert queries.open_invitation(self.session, token, self.now) is None

    @rule(invitation=invitations)
    def withdraws(self, invitation: tuple[int, str]) -> None:
        if self.is_open(invitation[0]):
            roster.withdraw(self.session, invitation[0], OWNER, self.now)
            self.closed.add(invitation[0])
        else:
            with pytest.raises(roster.NoInvitation):
                roster.withdraw(self.session, invitation[0], OWNER, self.now)

    @rule(person=st.integers(min_value=2, max_value=4))
    def revokes(self, person: int) -> None:
        if person in self.roles:
            roster.revoke(self.session, person, OWNER, self.now)
            del self.roles[person]
        else:
            with pytest.raises(roster.NotStaff):
                roster.revoke(self.session, person, OWNER, self.now)

    @rule(hours=st.integers(min_value=1, max_value=50))
    def waits(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def works_here_who_joined_and_was_not_revoked(self) -> None:
        assert {one.id: one.role for one in queries.staff(self.session)} == self.roles

    @invariant()
    def an_invitation_is_open_until_it_is_used_withdrawn_or_old(self) -> None:
        still_open = {one.id for one in queries.open_invitations(self.session, self.now)}
        assert still_open == {one for one in self.ends if self.is_open(one)}

    @invariant()
    def each_was_used_by_one_person_at_most_and_the_record_says_by_whom(self) -> None:
        joined = [event for event in queries.events_since(self.session, None) if event.what == "joined"]
        used = {one.id: one.used_by for one in self.session.query(Invitation) if one.used_by}
        assert {event.after["invitation"]: event.subject_id for event in joined} == used
        assert len(joined) == len(used)

    def teardown(self) -> None:
        self.session.close()
        self.session.get_bind().dispose()  # type: ignore[union-attr]


AnyInvitations.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyInvitations = AnyInvitations.TestCase


def test_of_two_who_press_the_same_link_at_the_same_moment_exactly_one_joins(database: Database) -> None:
    def opens(invitation_id: int, person: int, together: Barrier) -> bool:
        together.wait()
        try:
            with database.unit_of_work() as session:
                roster.join(session, invitation_id, person, None, NOW)
        except roster.AlreadyUsed:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        for number in range(1, ROUNDS + 1):
            with database.unit_of_work() as session:
                invitation_id = roster.invite(session, Role.MANAGER, new_token(), OWNER, NOW).id
            together = Barrier(2)
            tried = [threads.submit(opens, invitation_id, 10 * number + who, together) for who in (1, 2)]
            assert sorted(one.result() for one in tried) == [False, True]
    with database.unit_of_work() as session:
        assert len(queries.staff(session)) == ROUNDS
        assert session.query(Invitation).filter(Invitation.used_by.is_(None)).count() == 0


def test_the_token_itself_is_kept_nowhere(database: Database) -> None:
    with database.unit_of_work() as session:
        made = roster.invite(session, Role.SUPPORT, token := new_token(), COMMAND_LINE, NOW)
        assert len(token) == 22
        assert made.digest == digest(token)
        (said,) = queries.events_since(session, None)
        assert token not in str([vars(made), vars(said)])


def test_who_was_what_and_who_changed_it_is_recorded(database: Database) -> None:
    with database.unit_of_work() as session:
        roster.follow_settings(session, [1], NOW)
        made = roster.invite(session, Role.SUPPORT, new_token(), OWNER, NOW)
        roster.join(session, made.id, 7, "zh_Hans", NOW)
        roster.change_language(session, 7, "en", COMMAND_LINE, NOW)
        higher = roster.invite(session, Role.MANAGER, new_token(), OWNER, NOW)
        roster.join(session, higher.id, 7, "en", NOW)
        roster.revoke(session, 7, Actor(Role.MANAGER, 7), NOW)
        roster.follow_settings(session, [2], NOW)
        events = queries.events_since(session, NOW)
        assert [(said.actor, said.what, said.subject_id, said.before, said.after) for said in events] == [
            (Actor("settings"), "appointed", 1, {}, {"role": "owner"}),
            (OWNER, "invited", made.id, {}, {"role": "support", "expires_at": "2026-11-25T09:00:00+00:00"}),
            (Actor("support", 7), "joined", 7, {}, {"role": "support", "invitation": made.id}),
            (COMMAND_LINE, "language_changed", 7, {"locale": "zh_Hans"}, {"locale": "en"}),
            (OWNER, "invited", higher.id, {}, {"role": "manager", "expires_at": "2026-11-25T09:00:00+00:00"}),
            (Actor("manager", 7), "joined", 7, {"role": "support"}, {"role": "manager", "invitation": higher.id}),
            (Actor("manager", 7), "left", 7, {"role": "manager"}, {}),
            (Actor("settings"), "appointed", 2, {}, {"role": "owner"}),
            (Actor("settings"), "revoked", 1, {"role": "owner"}, {}),
        ]
        assert [said.what for said in queries.events_of(session, made.subject)] == ["invited"]


def test_a_former_owners_links_lose_their_effect(database: Database) -> None:
    with database.unit_of_work() as session:
        roster.follow_settings(session, [1], NOW)
        roster.invite(session, Role.MANAGER, token := new_token(), OWNER, NOW)
        roster.follow_settings(session, [], NOW)
        assert queries.open_invitation(session, token, NOW) is None
        assert queries.staff(session) == []


def test_an_owner_is_removed_in_the_settings_only(database: Database) -> None:
    with database.unit_of_work() as session:
        roster.follow_settings(session, [1], NOW)
        with pytest.raises(roster.OwnerBySettings):
            roster.revoke(session, 1, OWNER, NOW)
        roster.follow_settings(session, [1], NOW + timedelta(days=1))
        assert session.get_one(StaffMember, 1).joined_at == NOW


@pytest.mark.parametrize("change", [update(StaffEvent).values(what="nothing"), delete(StaffEvent)])
def test_the_record_can_only_grow(database: Database, change: object) -> None:
    with database.unit_of_work() as session:
        roster.invite(session, Role.MANAGER, new_token(), OWNER, NOW)
    with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
        session.execute(change)  # type: ignore[call-overload]
