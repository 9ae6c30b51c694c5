"""Deliveries keep to Telegram's rates strictly, and get what replies leave of them."""

from hypothesis import given
from hypothesis import strategies as st

from seller_bot.telegram.pacing import Pacing
from seller_bot.telegram.traffic import Rates, Traffic


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def deliver(pacing: Pacing, chats: list[int]) -> list[int]:
    """Send to as many of these chats as may be written to right now; the chats."""
    sent: list[int] = []
    for chat in chats:
        if pacing.room(64).for_each and chat not in pacing.resting():
            pacing.take(chat)
            sent.append(chat)
    return sent


async def test_replies_come_first_and_never_wait_for_deliveries() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    assert len(deliver(pacing, [*range(1, 100)])) == 30
    for chat in range(200, 212):
        await pacing.turn(chat)
    seconds.now += 1
    for chat in range(200, 212):
        await pacing.turn(chat)
    assert len(deliver(pacing, [*range(1, 100)])) == 18
    assert pacing.room(64).for_each == 0
    assert pacing.until_room() == 1.0


async def test_a_chat_gets_one_a_second_replies_included() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    await pacing.turn(1)
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


def test_refusals_of_several_chats_hold_up_all_deliveries() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds)
    for chat in (1, 2, 3):
        pacing.refused(chat, 5)
    assert deliver(pacing, [4, 5]) == []
    seconds.now += 5
    assert deliver(pacing, [4]) == [4]


@given(st.lists(st.tuples(st.floats(0, 0.7), st.sampled_from([1, 2, 3, -1, -2]), st.booleans()), max_size=300))
def test_in_no_second_are_more_sent_than_may_be(steps: list[tuple[float, int, bool]]) -> None:
    """Whatever replies do, deliveries add nothing above the rates; `sent` is all that went out."""
    rates = Rates(in_all=4, group=3)
    traffic, now, sent = Traffic(rates), 0.0, list[tuple[float, int]]()
    for pause, chat, is_reply in steps:
        now += pause
        if not is_reply and (traffic.room(now) < 1 or chat in traffic.resting(now)):
            continue
        traffic.note(chat, now)
        sent.append((now, chat))
        if not is_reply:
            assert len([one for one in sent if now - one[0] < 1]) <= rates.in_all
            assert len([one for one in sent if now - one[0] < 1 and one[1] == chat]) == 1
            assert chat > 0 or len([one for one in sent if now - one[0] < 60 and one[1] == chat]) <= rates.group
