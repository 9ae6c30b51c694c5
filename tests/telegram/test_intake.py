"""Updates are worked off in fair batches, in the order of each chat, and let go of only when they are taken."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update

from seller_bot.clock import system_clock
from seller_bot.telegram.intake import BATCH, OF_ONE_CHAT, Arrived, Intake


def update(number: int, chat: int) -> Update:
    return Update(number, Message(number, system_clock(), Chat(chat, Chat.PRIVATE), text=str(number)))


class Taken:
    """The batches that were taken; one that holds an update of `broken` is refused."""

    def __init__(self, *broken: int) -> None:
        self.batches: list[list[tuple[int, int]]] = []
        self.broken = {*broken}

    async def take(self, arrived: Sequence[Arrived]) -> None:
        await asyncio.sleep(0)
        if any(chat_and_number(one)[1] in self.broken for one in arrived):
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


async def test_one_that_cannot_be_taken_holds_up_its_own_chat_and_no_other() -> None:
    """It stays in hand, so Telegram keeps it, and is tried again, before those that came after it in its chat."""
    taken = Taken(2)
    intake = Intake(taken.take, retry_seconds=0.05)
    for number, chat in enumerate([1, 7, 1, 7, 1, 7], 1):
        intake.put(number, update(number, chat))
    await intake.drain()
    assert sorted(entry for batch in taken.batches for entry in batch) == [(1, 1), (1, 3), (1, 5)]
    assert list(intake.in_hand) == [2, 4, 6]
    await asyncio.sleep(0.12)
    assert list(intake.in_hand) == [2, 4, 6]
    taken.broken.clear()
    await asyncio.sleep(0.12)
    assert intake.in_hand == {}
    assert [entry for batch in taken.batches for entry in batch][3:] == [(7, 2), (7, 4), (7, 6)]


async def test_an_update_that_is_in_hand_is_not_taken_again() -> None:
    taken = Taken()
    intake = Intake(taken.take)
    for _ in range(2):
        intake.put(1, update(1, 1))
    await intake.drain()
    assert taken.batches == [[(1, 1)]]
