"""A notice to many through kills, refusals and silence: `python -m tests.bench.notices [sellers]`.

With `--pace`, nothing goes wrong, and what is looked at is how much of the rate is used: 30 a second, and never more.
Talks to 127.0.0.1 alone, ends by itself; its exit code is 1 where a promise was broken.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from seller_bot.logs import configure
from tests.support.broadcasting import Outcome, Storm, broadcasting

SILENT = (0, 40)
"""Half of those in doubt are cut off at once, half hear nothing until the bot gives them up."""

PACED_SELLERS, STORM_SELLERS = 2_400, 20_000
USED = 0.98
PROMPT = 1.0


def storm_of(given: argparse.Namespace) -> Storm:
    if given.pace:
        sellers = given.sellers or PACED_SELLERS
        return Storm(
            sellers=sellers,
            seed=given.seed,
            chatting=given.chatting,
            wire=given.wire,
            blocked=0,
            refused=0,
            in_doubt=0,
        )
    return Storm(
        sellers=given.sellers or STORM_SELLERS,
        kills=given.kills,
        pauses=1,
        seed=given.seed,
        chatting=given.chatting,
        a_second=given.rate,
        wire=given.wire,
        silent=SILENT,
    )


def look(outcome: Outcome, storm: Storm, *, is_paced: bool) -> list[str]:
    """What is broken, the bench's own promises about time included."""
    broken = [*outcome.broken]
    if max(outcome.waits, default=0) >= PROMPT:
        broken.append("a reply took a second or longer")
    if outcome.most_in_a_second > storm.a_second:
        broken.append(f"more than {storm.a_second} came in one second")
    if is_paced and outcome.messages_a_second < USED * storm.a_second:
        broken.append(f"less than {USED:.0%} of {storm.a_second} a second was used")
    return broken


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sellers", type=int, nargs="?")
    parser.add_argument("--pace", action="store_true")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=int, default=30, help="messages a second that the bot is set to")
    parser.add_argument("--chatting", type=int, default=20)
    parser.add_argument("--wire", type=float, default=0.05, help="seconds that a message takes to the server")
    given = parser.parse_args()
    configure("CRITICAL")  # The server tells of connections that end with it.
    storm = storm_of(given)
    with tempfile.TemporaryDirectory() as directory:
        outcome = asyncio.run(broadcasting(Path(directory), storm))
    print(f"{storm.sellers} sellers, {storm.chatting} of them chatting, {storm.kills} kills, seed {storm.seed}")
    for name, value in outcome.table():
        print(f"{name:34} {value}")
    broken = look(outcome, storm, is_paced=given.pace)
    for promise in broken:
        print(f"BROKEN: {promise}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
