"""Replies go out at once until Telegram objects; then the chat, or all of them, keep to a rate for a while."""

import asyncio
import gc

from seller_bot.telegram.pacing import CAREFUL_SECONDS, Limit, Pacing


class Seconds:
    """A clock on which sleeping is all that takes time."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        wakes_at = self.now + seconds
        await asyncio.sleep(seconds / 1000)
        self.now = max(self.now, wakes_at)


async def moments(pacing: Pacing, seconds: Seconds, chats: list[int]) -> list[float]:
    """When a message to each of the chats goes out, in seconds from now."""
    began, sent = seconds.now, []

    async def send(chat: int) -> None:
        pacing.answered(await pacing.turn(chat))
        sent.append(round(seconds.now - began, 1))

    await asyncio.gather(*map(send, chats))
    return sorted(sent)


async def test_nothing_waits_as_long_as_telegram_does_not_object() -> None:
    seconds = Seconds()
    assert await moments(Pacing(seconds, seconds.sleep), seconds, [1] * 50 + [2] * 50) == [0.0] * 100


async def test_a_refused_chat_waits_and_then_gets_a_message_a_second_while_others_go_on() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    pacing.refused(1, 3)
    assert await moments(pacing, seconds, [2, 3]) == [0.0, 0.0]
    assert await moments(pacing, seconds, [1, 1, 1]) == [3.0, 4.0, 5.0]
    seconds.now += 2 * CAREFUL_SECONDS
    assert await moments(pacing, seconds, [1, 1, 1]) == [0.0, 0.0, 0.0]


async def test_a_refused_group_gets_twenty_a_minute() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    pacing.refused(-7, 2)
    assert await moments(pacing, seconds, [-7, -7, -7]) == [2.0, 5.0, 8.0]


async def test_refusals_of_several_chats_slow_down_all_to_thirty_a_second() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    for chat in (1, 2, 3):
        pacing.refused(chat, 1)
    sent = await moments(pacing, seconds, list(range(10, 70)))
    assert min(sent) >= 1.0
    assert all(len([at for at in sent if start <= at < start + 1]) <= 31 for start in sent)


async def test_those_who_wait_while_all_are_held_do_not_go_out_together_afterwards() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    for chat in (1, 2, 3):
        pacing.refused(chat, 1)
    waiting = asyncio.create_task(moments(pacing, seconds, list(range(10, 70))))
    await asyncio.sleep(0)
    for chat in (4, 5, 6):
        pacing.refused(chat, 10)
    sent = await waiting
    assert min(sent) >= 10.0
    assert all(len([at for at in sent if start <= at < start + 1]) <= 31 for start in sent)


async def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    pacing.refused(1, 30)
    pacing.refused(1, 2)
    assert await moments(pacing, seconds, [1]) == [30.0]


def limits_in_memory() -> int:
    gc.collect()
    return sum(isinstance(kept, Limit) for kept in gc.get_objects())


async def test_chats_that_have_been_quiet_are_forgotten() -> None:
    seconds, of_others = Seconds(), limits_in_memory()
    pacing = Pacing(seconds, seconds.sleep)
    for chat in range(1, 1000):
        pacing.refused(chat, 1)
    seconds.now += 2 * CAREFUL_SECONDS
    pacing.refused(1, 1)
    assert limits_in_memory() - of_others < 10


async def test_three_refusals_of_one_chat_are_about_that_chat() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    for _ in range(3):
        pacing.refused(1, 1)
    assert await moments(pacing, seconds, [2, 3, 4]) == [0.0, 0.0, 0.0]


async def test_who_waits_when_telegram_refuses_again_waits_longer() -> None:
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    pacing.refused(1, 1)
    waiting = asyncio.create_task(moments(pacing, seconds, [1]))
    await asyncio.sleep(0)
    pacing.refused(1, 5)
    assert await waiting == [5.0]


async def test_who_waits_for_the_reply_before_his_waits_for_his_own_chat_too() -> None:
    """While others' replies are in the air his chat is refused: he leaves the place to them until his time comes."""
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    in_the_air = await pacing.turn(9)
    waiting = asyncio.create_task(moments(pacing, seconds, [1, 2]))
    await asyncio.sleep(0)
    pacing.refused(1, 5)
    pacing.answered(in_the_air)
    assert await waiting == [0.0, 5.0]


async def test_only_what_telegram_has_sent_tells_how_far_it_is() -> None:
    """A gateway nearby that refuses all at once doesn't make Telegram a near one: many are in the air all the same."""
    seconds = Seconds()
    pacing = Pacing(seconds, seconds.sleep)
    for _ in range(100):
        message = await pacing.turn(9)
        seconds.now += 0.05
        pacing.arrived(message)
        pacing.answered(await pacing.turn(9))
    async with asyncio.timeout(10):
        await asyncio.gather(*map(pacing.turn, range(10)))
