"""One decision a case, whoever presses, and its seller told, whatever happens; `python -m tests.bench.decisions` does
more of it.
"""

from pathlib import Path

import pytest

from tests.support.databases import NewDatabase
from tests.support.racing import Race, killed_after_deciding, racing

ROUNDS, KILLS = 30, 5


def check(race: Race, rounds: int) -> None:
    assert race.astray == []
    assert (race.rounds, race.decisions, race.told, race.right_cards) == (rounds, rounds, rounds, 2 * rounds)


@pytest.mark.timeout(240)
async def test_of_two_who_press_at_once_exactly_one_decides(new_database: NewDatabase, tmp_path: Path) -> None:
    check(await racing(new_database("sqlite"), tmp_path, ROUNDS), ROUNDS)


@pytest.mark.timeout(240)
async def test_also_in_two_processes(new_database: NewDatabase, tmp_path: Path) -> None:
    check(await racing(new_database("postgresql"), tmp_path, ROUNDS, processes=2), ROUNDS)


@pytest.mark.timeout(240)
async def test_a_kill_between_decision_and_message_leaves_no_seller_untold(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    outcome = await killed_after_deciding(new_database("sqlite"), tmp_path, KILLS)
    assert outcome.missing == []
    assert outcome.most <= 2
