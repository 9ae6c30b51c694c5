"""kill -9 at random moments loses no turn and applies none twice; `python -m tests.bench.crashes` does more of it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.end_to_end.test_process import does, plays
from tests.support.crashing import crashing
from tests.support.process import polling
from tests.support.transcript import recognise

SELLERS, KILLS = 12, 6
WAITING = 80
MOST_IN_THE_AIR = 4
ANSWERED = (8, 24, 40, 56, 72)
"""So many of the sellers who wait have a reply when the bot is killed."""

TO_THE_REQUEST = [
    ("/unbind", "unbinding.ask_role"),
    ("[admin]", "unbinding.consequences"),
    ("[go_on]", "unbinding.find_partner"),
    ("[found]", "unbinding.ask_partner"),
    ("Sunrise Logistics", "unbinding.press_cancel"),
    ("[no_button]", "unbinding.write_support"),
    ("[draft]", "support_request.ask_store"),
    ("Lin Home", "support_request.ask_since"),
    ("October", "support_request.ask_consent"),
    ("[agreed]", "support_request.ask_trouble"),
]
MESSAGES = 4
"""The draft in three languages, and what to do with it."""

STORED = "SELECT count(*) FROM updates"


@pytest.mark.timeout(300)
async def test_sellers_go_through_their_guides_while_the_bot_is_killed(tmp_path: Path) -> None:
    outcome = await crashing(tmp_path, sellers=SELLERS, kills=KILLS, seed=1)
    assert outcome.missing == []
    assert outcome.astray == []
    assert outcome.kills == KILLS
    # Of a reply that is under way at the kill nobody can know whether it is out: each seller has one at most.
    assert outcome.most_repeated_to_one_seller <= 1, outcome.repeated


async def test_however_many_replies_wait_a_kill_repeats_few(server: BotApiServer, tmp_path: Path) -> None:
    """All sellers wrote while the bot was away; it is killed when it has answered some of them.

    One is in the air where Telegram is near; some more on a machine that lets its answers wait.
    """
    sellers = [server.person(f"Seller {number}", language_code="en") for number in range(WAITING)]
    for seller in sellers:
        await seller.says("/bind")
    for answered in ANSWERED:
        async with polling(server, tmp_path) as bot:
            async with asyncio.timeout(20):
                while sum(map(_is_answered, sellers)) < answered:
                    await asyncio.sleep(0.002)
            await bot.crash()
    async with polling(server, tmp_path):
        for seller in sellers:
            await seller.sees(lambda message: recognise(message.text, "en") == "binding.ask_role", 20)
        await asyncio.sleep(0.5)
    repeated = sum(message.from_bot for seller in sellers for message in seller.messages) - WAITING
    assert repeated <= MOST_IN_THE_AIR * len(ANSWERED)


def _is_answered(seller: Person) -> bool:
    return any(message.from_bot for message in seller.messages)


async def test_of_several_messages_a_kill_repeats_one_at_most(server: BotApiServer, tmp_path: Path) -> None:
    """Those that were out before it are not sent again, those behind it come."""
    seller = server.person("Li", language_code="en")
    async with polling(server, tmp_path) as bot:
        await plays(seller, "en", TO_THE_REQUEST)
        seller.unseen.clear()
        before = len(seller.messages)
        server.faults.slows(0.3, method="sendMessage", times=10)
        await does(seller, "[no_button]")
        async with asyncio.timeout(10):
            while len(seller.messages) < before + 2:
                await asyncio.sleep(0.01)
        await bot.crash()
    async with polling(server, tmp_path) as bot:
        await seller.says("/menu")
        await seller.sees(lambda message: recognise(message.text, "en") == "menu.home", 20)
    heard = [message.text for message in seller.messages[before:] if message.from_bot]
    assert len({*heard}) == MESSAGES + 1
    assert len(heard) <= MESSAGES + 2


async def test_a_reply_that_was_out_is_not_repeated_though_the_database_never_heard_of_it(
    server: BotApiServer, tmp_path: Path
) -> None:
    """Here somebody else has locked the file when the answer comes; most often it is a commit that takes its time."""
    seller = server.person("Li", language_code="en")
    file = tmp_path / "seller-bot.sqlite3"
    async with polling(server, tmp_path) as bot:
        server.faults.slows(0.5, method="sendMessage")
        await seller.says("/bind")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            async with asyncio.timeout(10):
                while other.execute(STORED).fetchone() == (0,):
                    await asyncio.sleep(0.01)
            other.execute("BEGIN IMMEDIATE")
            await seller.sees(lambda message: recognise(message.text, "en") == "binding.ask_role")
            await asyncio.sleep(0.3)
            await bot.crash()
    async with polling(server, tmp_path) as bot:
        await does(seller, "[admin]")
        await seller.sees(lambda message: recognise(message.text, "en") == "binding.ask_terms")
        assert "replies_taken_up" in bot.log
    assert sum(message.from_bot for message in seller.messages) == 2
