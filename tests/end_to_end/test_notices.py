"""A notice through kills, refusals, cuts, a pause and a resume; `python -m tests.bench.notices` does more of it."""

from pathlib import Path

from tests.support.broadcasting import Storm, broadcasting

SELLERS, KILLS = 600, 3


async def test_a_notice_reaches_each_seller_once_or_names_him(tmp_path: Path) -> None:
    """Nobody has it twice; the ledger says of each seller what the server's own record says."""
    storm = Storm(sellers=SELLERS, kills=KILLS, pauses=1, chatting=5, a_second=100, wire=0.05)
    outcome = await broadcasting(tmp_path, storm)
    assert outcome.broken == []
    assert outcome.kills == KILLS
    assert sum(outcome.states.values()) == SELLERS
    assert outcome.most_sent_in_a_second <= storm.a_second
