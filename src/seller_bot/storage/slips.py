"""What has just happened, on slips of paper until the database knows it."""

import io
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import BinaryIO

import structlog

log = structlog.stdlib.get_logger()

SLIP = re.compile(rb"(\d+) (\d+)")
MOST_BYTES = 64 * 1024
"""A file that has grown by so much is written anew, with what the database does not know yet."""


class Slips:
    """How far numbered things have come, in a file that kill -9 leaves as it is.

    It waits for no disk: a slip is there at once, where a commit takes its time. A power failure may take the newest.
    Without a file they end with the process.
    """

    def __init__(self, file: Path | None) -> None:
        self._place = file
        self._file: BinaryIO = file.open("a+b", buffering=0) if file else io.BytesIO()
        self._file.seek(0)
        *lines, torn_off = self._file.read().split(b"\n")
        self._kept = {int(slip[1]): int(slip[2]) for slip in map(SLIP.fullmatch, lines) if slip}
        if torn_off:
            self._append(b"...\n")  # It is no slip, and must not become part of the next one.

    def all(self) -> Mapping[int, int]:
        """How far each has come of which the database may not know it; the earlier process's included."""
        return dict(self._kept)

    def write(self, number: int, reached: int) -> None:
        self._kept[number] = reached
        self._append(b"%d %d\n" % (number, reached))

    def drop(self, numbers: Collection[int]) -> None:
        """The database knows of them now."""
        for number in numbers:
            self._kept.pop(number, None)
        if self._file.tell() > MOST_BYTES:
            self._write_anew()

    def close(self) -> None:
        self._file.close()

    def _write_anew(self) -> None:
        """In another file that takes the place of this one: emptied, it would be without slips for a moment."""
        content = b"".join(b"%d %d\n" % slip for slip in self._kept.items())
        if self._place is None:
            self._file = io.BytesIO()
            return
        anew = Path(f"{self._place}-new")
        try:
            anew.write_bytes(content)
            file = anew.open("ab", buffering=0)
            anew.replace(self._place)
        except OSError as error:
            log.warning("slips_not_written_anew", reason=error.strerror)
            return
        self._file.close()
        self._file = file

    def _append(self, content: bytes) -> None:
        try:
            self._file.write(content)
        except OSError as error:
            log.warning("slip_not_written", reason=error.strerror)  # The database will be told all the same.
