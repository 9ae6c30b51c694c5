"""kill -9 at random moments loses no turn and applies none twice; `python -m tests.bench.crashes` does more of it."""

from pathlib import Path

from tests.support.crashing import crashing

SELLERS, KILLS = 12, 6


async def test_sellers_go_through_their_guides_while_the_bot_is_killed(tmp_path: Path) -> None:
    outcome = await crashing(tmp_path, sellers=SELLERS, kills=KILLS, seed=1)
    assert outcome.missing == []
    assert outcome.astray == []
    assert outcome.kills == KILLS
    assert outcome.most_repeated_of_one <= KILLS
