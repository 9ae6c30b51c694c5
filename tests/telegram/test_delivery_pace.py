"""Deliveries keep to Telegram's rates strictly, and get what replies leave of them."""

import asyncio
import heapq
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.traffic import ENOUGH_SECONDS, UNHEARD, Message, Rates, Traffic
from tests.support.received import most_in_a_second


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def deliver(pacing: Pacing, chats: list[int]) -> list[int]:
    """Send to as many of these chats as may be written to right now; the chats."""
    sent: list[int] = []
    for chat in chats:
        if pacing.room(64).for_each and chat not in pacing.resting():
            pacing.answered(pacing.take(chat))
            sent.append(chat)
    return sent


def deliver_for(pacing: Pacing, seconds: Seconds, until: float, chats: list[int]) -> list[float]:
    """Send to these chats as soon as each may be written to; when each of them was."""
    sent: list[float] = []
    while seconds.now < until:
        for chat in deliver(pacing, chats[len(sent) :]):
            sent.append(seconds.now)
            assert chat == chats[len(sent) - 1]
        seconds.now += pacing.until_room() or 0.001
    return sent


def test_deliveries_use_the_whole_rate_and_are_spread_over_the_second() -> None:
    seconds = Seconds()
    began = seconds.now
    sent = deliver_for(Pacing(seconds), seconds, began + 10, [*range(1, 1000)])
    assert len(sent) == 300
    assert most_in_a_second(sent) == 30
    assert most_in_a_second([10 * moment for moment in sent]) <= 4


async def test_replies_come_first_and_never_wait_for_replies() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    for chat in range(200, 300):
        pacing.answered(await pacing.turn(chat))
    assert seconds.now == 1000.0
    assert pacing.room(64).for_each == 0
    assert pacing.until_room() == 1.0


async def test_a_reply_waits_for_the_next_place_where_deliveries_have_taken_all() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    sent = deliver_for(pacing, seconds, 1000.8, [*range(1, 100)])
    seconds.now = 1000.9
    await pacing.turn(200)
    assert seconds.now == sent[0] + 1


async def test_no_delivery_takes_a_place_before_a_reply_that_waits() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, Seconds().sleep)
    deliver_for(pacing, seconds, 1000.8, [*range(1, 100)])
    seconds.now = 1000.9
    waiting = asyncio.create_task(pacing.turn(200))
    await asyncio.sleep(0)
    seconds.now = 1001.0
    assert pacing.room(64).for_each == 0
    await waiting
    assert pacing.room(64).for_each == 3


async def test_what_is_being_claimed_keeps_its_places() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep, Rates(in_all=30))
    for chat in range(200, 228):
        pacing.answered(await pacing.turn(chat))
    assert pacing.promise(pacing.room(64)) == 2
    assert pacing.room(64).for_each == 0
    await pacing.turn(300)
    assert seconds.now == 1001.0
    pacing.give_back(2)
    assert pacing.room(64).for_each == 4


def test_a_message_counts_until_a_second_after_its_answer() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, rates=Rates(in_all=1))
    message = pacing.take(1)
    seconds.now += 0.2
    pacing.answered(message)
    seconds.now += 0.9
    assert pacing.room(64).for_each == 0
    seconds.now += 0.11
    assert pacing.room(64).for_each == 1


def test_a_message_that_telegram_is_silent_about_does_not_count_for_long() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, rates=Rates(in_all=1))
    message = pacing.take(1)
    seconds.now += UNHEARD + 1
    assert pacing.room(64).for_each == 1
    seconds.now += 30
    pacing.answered(message)
    assert pacing.room(64).for_each == 1


def test_a_way_that_is_always_long_costs_little() -> None:
    """What the fastest answers take, every message takes on its way, the next one too."""
    traffic, now, sent = Traffic(Rates(in_all=10)), 0.0, 0
    under_way: list[tuple[float, Message]] = []
    for _ in range(100_000):
        now += 0.001
        while under_way and under_way[0][0] <= now:
            traffic.answered(under_way.pop(0)[1], now)
        for _ in range(min(traffic.room(now), traffic.slice_room(now))):
            under_way.append((now + 0.1, traffic.deliver(sent, now)))
            sent += 1
    assert sent >= 10 * (ENOUGH_SECONDS / 1.1 + 0.97 * (100 - ENOUGH_SECONDS))


async def test_a_chat_gets_one_a_second_replies_included() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    pacing.answered(await pacing.turn(1))
    assert deliver(pacing, [1, 2, 2]) == [2]
    seconds.now += 1
    assert deliver(pacing, [1, 1, 2]) == [1, 2]


def test_a_group_gets_twenty_a_minute() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    sent = 0
    for _ in range(60):
        sent += len(deliver(pacing, [-7]))
        seconds.now += 1
    assert sent == 20
    assert deliver(pacing, [-7]) == [-7]


def test_a_chat_that_telegram_refuses_rests_for_so_long_and_others_go_on() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    pacing.refused(1, 5)
    assert deliver(pacing, [1, 2]) == [2]
    seconds.now += 5
    assert deliver(pacing, [1]) == [1]


def test_a_few_refused_among_many_hold_up_nobody_else() -> None:
    """One in a hundred has reasons of its own, however many go out in a second."""
    seconds = Seconds()
    pacing = Pacing(seconds, rates=Rates(in_all=1000))
    for number in range(10):
        deliver_for(pacing, seconds, seconds.now + 0.05, [*range(100 * number, 100 * number + 50)])
        pacing.refused(100 * number, 5)
    assert pacing.room(64).for_each > 0


def test_refusals_of_several_chats_hold_up_all_deliveries() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    for chat in (1, 2, 3):
        pacing.refused(chat, 5)
    assert deliver(pacing, [4, 5]) == []
    seconds.now += 5
    assert deliver(pacing, [4]) == [4]


@dataclass
class Way:
    """To Telegram and back, at least 20 ms each way: when messages came there, and the answers that are to come."""

    traffic: Traffic
    arrived: list[tuple[float, bool]] = field(default_factory=list)
    """When, and whether it was a delivery."""
    _answers: list[tuple[float, int, Message]] = field(default_factory=list)

    def goes(self, message: Message, there: float, back: float) -> None:
        arrives = message.sent_at + 0.02 + there
        self.arrived.append((arrives, message.is_delivery))
        heapq.heappush(self._answers, (arrives + 0.02 + back, len(self.arrived), message))

    def come(self, now: float) -> None:
        while self._answers and self._answers[0][0] <= now:
            at, _, message = heapq.heappop(self._answers)
            self.traffic.answered(message, at)


LATE = st.floats(0, 0.1)


@given(st.lists(st.tuples(st.floats(0, 0.7), st.sampled_from([1, 2, 3, -1, -2]), st.booleans(), LATE), max_size=300))
def test_in_no_second_does_telegram_get_more_than_it_may(steps: list[tuple[float, int, bool, float]]) -> None:
    """However late each message comes there, and its answer back: whatever replies do, no delivery is among more."""
    rates = Rates(in_all=4, group=3)
    traffic, now, noted = Traffic(rates), 0.0, list[tuple[float, int]]()
    way = Way(traffic)
    for pause, chat, is_reply, late in steps:
        now += pause
        way.come(now)
        if is_reply:
            if traffic.until_reply(now) == 0:
                way.goes(traffic.note(chat, now), late, 0.1 - late)
                noted.append((now, chat))
        elif traffic.room(now) >= 1 and chat not in traffic.resting(now):
            way.goes(traffic.deliver(chat, now), late, 0.1 - late)
            noted.append((now, chat))
            assert len([one for one in noted if now - one[0] < 1 and one[1] == chat]) == 1
            assert chat > 0 or len([one for one in noted if now - one[0] < 60 and one[1] == chat]) <= rates.group
    for began, _ in way.arrived:
        second = [is_delivery for at, is_delivery in way.arrived if began <= at < began + 1]
        assert len(second) <= rates.in_all or True not in second
