"""A delivery's states: whatever is done to it in whatever order, it is never sent twice unless that is its policy."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from seller_bot.deliveries.models import LONGEST_PAUSE, MOST_ATTEMPTS, Delivery, Policy, State, WrongState

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class OneDelivery(RuleBasedStateMachine):
    """One row, a courier that works it, and somebody who may cancel it; `copies` is the most that may be out."""

    @initialize(policy=st.sampled_from(Policy))
    def plan(self, policy: Policy) -> None:
        self.now = NOW
        self.copies = self.calls = 0
        self.cancelled_while_due = False
        self.delivery = Delivery(id=1, policy=policy, state=State.DUE, attempts=0, due_at=NOW)

    @precondition(lambda self: self.is_ready)
    @rule()
    def claim(self) -> None:
        self.delivery.claim(self.now)
        self.calls += 1

    @rule(hours=st.integers(0, 48))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @precondition(lambda self: self.delivery.state == State.DUE)
    @rule()
    def put_off(self) -> None:
        self.delivery.put_off(self.now + timedelta(hours=1))

    @rule()
    def cancel(self) -> None:
        self.cancelled_while_due |= self.delivery.state == State.DUE
        self.delivery.cancel(self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def arrives(self) -> None:
        self.copies += 1
        self.delivery.mark_sent(77, self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def is_in_doubt(self) -> None:
        self.copies += 1
        self.delivery.doubt("Timed out", self.now)
        if self.delivery.state == State.DUE:
            assert self.delivery.retry_at is not None
            assert self.now < self.delivery.retry_at <= self.now + LONGEST_PAUSE

    @precondition(lambda self: self.is_sending)
    @rule()
    def never_goes_out(self) -> None:
        self.calls -= 1
        self.delivery.release(self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def has_nothing_left_to_say(self) -> None:
        self.calls -= 1
        self.delivery.lapse(self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def is_refused_for_now(self) -> None:
        self.delivery.refuse("Internal Server Error", self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def is_too_fast(self) -> None:
        self.delivery.postpone(self.now + timedelta(seconds=3), self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def is_blocked(self) -> None:
        self.delivery.block("Forbidden", self.now)

    @precondition(lambda self: self.is_sending)
    @rule()
    def is_impossible(self) -> None:
        self.delivery.give_up("Bad Request", self.now)

    @precondition(lambda self: not self.is_sending)
    @rule(late=st.sampled_from(["mark_sent", "doubt", "block", "give_up", "refuse", "release", "postpone"]))
    def what_comes_late_changes_nothing(self, late: str) -> None:
        before = self.delivery.state
        arguments = {"mark_sent": (7,), "release": (), "postpone": (self.now,)}.get(late, ("late",))
        try:
            getattr(self.delivery, late)(*arguments, self.now)
        except WrongState:
            assert self.delivery.state == before
        else:
            raise AssertionError(late)

    @property
    def is_sending(self) -> bool:
        return self.delivery.state == State.SENDING

    @property
    def is_ready(self) -> bool:
        delivery = self.delivery
        is_waiting = delivery.retry_at is not None and delivery.retry_at > self.now
        return delivery.state == State.DUE and delivery.due_at <= self.now and not is_waiting

    @invariant()
    def a_broadcast_may_be_out_once_at_most(self) -> None:
        if self.delivery.is_broadcast:
            assert self.copies <= 1

    @invariant()
    def settled_rows_say_when(self) -> None:
        assert (self.delivery.settled_at is None) == self.delivery.is_open

    @invariant()
    def attempts_count_the_calls_that_may_have_arrived(self) -> None:
        assert self.delivery.attempts == self.calls

    @invariant()
    def what_was_cancelled_before_its_call_is_never_sent(self) -> None:
        if self.cancelled_while_due:
            assert self.delivery.state == State.CANCELLED

    @invariant()
    def what_was_cancelled_is_never_due_again(self) -> None:
        if self.delivery.cancelled_at is not None:
            assert self.delivery.state != State.DUE


OneDelivery.TestCase.settings = settings(max_examples=300, stateful_step_count=30, deadline=None)
test_one_delivery = OneDelivery.TestCase


def test_a_message_that_is_always_in_doubt_is_given_up_in_the_end() -> None:
    """Somebody whose chat takes messages, but never says so, must not be written to for ever."""
    delivery = Delivery(id=1, policy=Policy.TRANSACTIONAL, state=State.DUE, attempts=0, due_at=NOW)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        delivery.claim(now)
        delivery.doubt("Timed out", now)
        now = delivery.retry_at or now
    assert (delivery.state, delivery.error) == (State.UNCERTAIN, "Timed out")
    assert now - NOW > timedelta(hours=1)
