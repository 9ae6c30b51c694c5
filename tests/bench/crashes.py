"""100 sellers, 12 turns each, 50 kills: `python -m tests.bench.crashes [sellers] [kills] [seed]`."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.support.crashing import crashing


def main(sellers: int = 100, kills: int = 50, seed: int = 1) -> None:
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as directory:
        outcome = asyncio.run(crashing(Path(directory), sellers=sellers, kills=kills, seed=seed))
    print(f"{outcome.turns} turns of {sellers} sellers, {outcome.kills} kills, {time.perf_counter() - started:.0f} s")
    print(f"missing {len(outcome.missing)}, astray {len(outcome.astray)}, repeated {outcome.repeated.total()}")
    print(f"by kill: {dict(outcome.repeated_of_a_kill)}, to one seller at most {outcome.most_repeated_to_one_seller}")
    for line in (*outcome.missing, *outcome.astray):
        print(line)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
