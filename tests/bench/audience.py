"""A notice to very many: `python -m tests.bench.audience [sellers]`.

How long it takes to fix its readers on SQLite, how much memory, and to claim the next 500 of them at the beginning and
near the end of the batch.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from seller_bot.clock import system_clock
from seller_bot.deliveries import broadcasts
from seller_bot.deliveries.models import Delivery, State
from seller_bot.deliveries.queries import next_of_batch
from seller_bot.sellers.models import Seller
from seller_bot.storage import migrate
from seller_bot.storage.database import Database

NEXT = 500
AT_ONCE = 5_000


def rows(sellers: int) -> Iterator[list[dict[str, Any]]]:
    now = system_clock()
    row = {"first_name": "Li", "locale": "zh_Hans", "created_at": now, "seen_at": now}
    for first in range(1, sellers + 1, AT_ONCE):
        yield [{"id": number, **row} for number in range(first, min(first + AT_ONCE, sellers + 1))]


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def claimed_in(database: Database, batch_id: int) -> float:
    """Milliseconds until the next of the batch are there."""
    with database.unit_of_work() as session:
        started = time.perf_counter()
        found = next_of_batch(session, batch_id, system_clock() + timedelta(minutes=1), limit=NEXT, resting=())
        assert len(found) == NEXT
        return 1000 * (time.perf_counter() - started)


def main(sellers: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{Path(directory)}/audience.sqlite3"
        migrate.upgrade(url)
        database = Database(url)
        for some in rows(sellers):
            with database.unit_of_work() as session:
                session.execute(insert(Seller), some)
        before, started = megabytes(), time.perf_counter()
        with database.unit_of_work() as session:
            batch_id = broadcasts.start(session, select(Seller.id), {"notice": 1}, system_clock(), kind="notice").id
        print(f"{sellers} readers fixed in {time.perf_counter() - started:.1f} s, {megabytes() - before} MB more")
        claimed_in(database, batch_id)
        print(f"the next {NEXT} at the beginning: {claimed_in(database, batch_id):.1f} ms")
        with database.unit_of_work() as session:
            done = update(Delivery).where(Delivery.id <= sellers - 2 * NEXT).values(state=State.SENT.value)
            session.execute(done.execution_options(synchronize_session=False))
        print(f"the next {NEXT} near the end: {claimed_in(database, batch_id):.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
