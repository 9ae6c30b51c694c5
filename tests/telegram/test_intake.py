"""Updates are worked off in fair batches, in the order of each chat, and let go of only when they are taken."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update

from seller_bot.clock import system_clock
from seller_bot.telegram.intake import BATCH, OF_ONE_CHAT, Arrived, Intake


def update(number: int, chat: int) -> Update:
    return Update(number, Message(number, system_clock(), Chat(chat, Chat.PRIVATE), text=str(number)))


class Taken:
    """The batches that were taken; `refuses` counts those that are to fail."""

    def __init__(self, refuses: int = 0) -> None:
        self.batches: list[list[tuple[int, int]]] = []
        self.refuses = refuses

    async def take(self, arrived: Sequence[Arrived]) -> None:
        await asyncio.sleep(0)
        if self.refuses:
            self.refuses -= 1
            raise RuntimeError
        self.batches.append([chat_and_number(one) for one in arrived])


def chat_and_number(arrived: Arrived) -> tuple[int, int]:
    assert isinstance(arrived, Update)
    assert arrived.effective_chat is not None
    return arrived.effective_chat.id, arrived.update_id


@given(chats=st.lists(st.integers(1, 5), max_size=200))
def test_every_update_is_taken_once_and_in_the_order_of_its_chat(chats: list[int]) -> None:
    taken = Taken()

    async def put_all() -> None:
        intake = Intake(taken.take)
        for number, chat in enumerate(chats, 1):
            intake.put(number, update(number, chat))
        await intake.drain()
        assert intake.in_hand == {}

    asyncio.run(put_all())
    for batch in taken.batches:
        assert len(batch) <= BATCH
        assert max(Counter(chat for chat, _ in batch).values()) <= OF_ONE_CHAT
    in_order = [entry for batch in taken.batches for entry in batch]
    assert sorted(in_order, key=lambda entry: entry[1]) == [(chat, n) for n, chat in enumerate(chats, 1)]
    for chat in set(chats):
        numbers = [number for of, number in in_order if of == chat]
        assert numbers == sorted(numbers)


async def test_a_chat_with_many_updates_delays_another_by_less_than_a_batch() -> None:
    taken = Taken()
    intake = Intake(taken.take)
    for number in range(1, 301):
        intake.put(number, update(number, 1))
    intake.put(301, update(301, 2))
    await intake.drain()
    assert (2, 301) in taken.batches[0]


async def test_what_could_not_be_taken_stays_in_hand(caplog: pytest.LogCaptureFixture) -> None:
    taken = Taken(refuses=1)
    intake = Intake(taken.take)
    intake.put(1, update(1, 1))
    await intake.drain()
    intake.put(2, update(2, 1))
    await intake.drain()
    assert list(intake.in_hand) == [1]
    assert taken.batches == [[(1, 2)]]
