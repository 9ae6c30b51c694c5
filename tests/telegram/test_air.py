"""Replies in the air are what a crash repeats: one where Telegram is near, as many as needed where it is far."""

import asyncio

import pytest

from seller_bot.telegram import air
from seller_bot.telegram.air import ENOUGH, LATELY, WAITING_FOR_ONE_MORE, Air

FAR, NEAR = 0.05, 0.001


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(air, "UNHEARD", 60.0)
    monkeypatch.setattr(air, "PATIENCE", 60.0)


async def departs(air: Air, message: int) -> None:
    await air.enter()
    air.depart(message)


async def departing(air: Air, messages: int) -> tuple[list["asyncio.Task[None]"], list[int]]:
    """So many replies set out together; those that have left stand in the list."""
    left: list[int] = []

    async def depart(message: int) -> None:
        await departs(air, message)
        left.append(message)

    tasks = [asyncio.create_task(depart(message)) for message in range(messages)]
    await asyncio.sleep(0.01)
    return tasks, left


def after_answers(seconds: float, answers: int = 1000) -> Air:
    air = Air()
    learns(air, seconds, answers, since=LATELY)
    return air


def learns(air: Air, seconds: float, answers: int, since: float) -> None:
    """So many answers a second after the other."""
    for number in range(answers):
        air.learn(seconds, since + number)


async def test_where_telegram_is_near_one_reply_is_in_the_air_and_the_others_follow_in_order() -> None:
    air = after_answers(NEAR)
    tasks, left = await departing(air, 5)
    for number in range(5):
        assert left == [*range(number + 1)]
        air.arrive(number)
        await asyncio.sleep(0.01)
    await asyncio.gather(*tasks)


async def test_where_it_is_far_as_many_are_in_the_air_as_the_way_needs() -> None:
    tasks, left = await departing(after_answers(FAR), 80)
    assert len(left) == 41
    for task in tasks:
        task.cancel()


async def test_a_program_that_has_just_been_started_takes_its_own_slowness_for_no_way() -> None:
    tasks, left = await departing(after_answers(FAR, answers=ENOUGH - 1), 80)
    assert len(left) == 1
    for task in tasks:
        task.cancel()


async def test_a_telegram_that_becomes_slower_is_given_more_replies_when_the_fast_answers_are_old() -> None:
    """What it once could says nothing of what it can now."""
    slower = after_answers(NEAR, answers=100)
    learns(slower, FAR, ENOUGH, since=LATELY + 100)
    assert slower.most == 1
    learns(slower, FAR, ENOUGH, since=LATELY + 100 + ENOUGH)
    assert slower.most == 41
    learns(slower, NEAR, 1, since=LATELY + 100 + 2 * ENOUGH)
    assert slower.most == 1


async def test_who_has_been_the_first_in_line_for_long_goes_though_nothing_else_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A Telegram of which nothing is known yet answers late, and keeps nobody waiting for the one before."""
    monkeypatch.setattr(air, "PATIENCE", 0.001)
    silent = Air()
    async with asyncio.timeout(10):
        for message in range(5):
            await departs(silent, message)
    assert silent.most == 1


async def test_whose_wait_is_over_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(air, "PATIENCE", 0.05)
    silent = Air()
    await departs(silent, -1)
    (first, second), left = await departing(silent, 2)
    first.cancel()
    await asyncio.wait_for(second, 10)
    assert left == [1]


async def test_where_very_many_wait_a_few_more_are_in_the_air() -> None:
    tasks, left = await departing(after_answers(NEAR), 1 + 3 * WAITING_FOR_ONE_MORE)
    assert len(left) == 3
    for task in tasks:
        task.cancel()


async def test_a_reply_that_nobody_answers_holds_up_the_others_for_a_moment_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(air, "UNHEARD", 0.001)
    silent = Air()
    async with asyncio.timeout(10):
        for message in range(5):
            await departs(silent, message)


async def test_the_place_of_one_that_comes_late_is_given_once() -> None:
    air = Air()
    await departs(air, 1)
    air.arrive(1)
    air.arrive(1)
    tasks, left = await departing(air, 2)
    assert left == [0]
    for task in tasks:
        task.cancel()


async def test_who_waits_no_longer_gives_his_place_to_the_next_one() -> None:
    air = Air()
    await departs(air, -1)
    (first, second, third), left = await departing(air, 3)
    first.cancel()
    air.arrive(-1)
    second.cancel()  # At the moment at which the place has become his.
    await asyncio.wait_for(third, 10)
    assert left == [2]
