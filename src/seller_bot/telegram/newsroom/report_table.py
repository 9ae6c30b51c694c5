"""The report as CSV, a line for each reader, as Excel opens it: UTF-8 with a mark in front."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import IO

from seller_bot.notices.report import Reader
from seller_bot.telegram.wording import LANGUAGES, NO_LANGUAGE, Wording

MOST_PLAIN = 200_000
"""Up to so many lines, about 12 MB, it goes as it is. Packed, a million of them are well below the 50 MB that a bot
may upload.
"""

OUTCOMES = {
    "sent": "notice.report_outcome_sent",
    "blocked": "notice.report_outcome_blocked",
    "failed": "notice.report_outcome_failed",
    "uncertain": "notice.report_outcome_uncertain",
    "cancelled": "notice.report_outcome_cancelled",
    "due": "notice.report_outcome_due",
    "sending": "notice.report_outcome_due",
}

Write = Callable[[str, Iterable[Reader], Wording], bytes]
"""From the name of the table, its readers and the language of its head to a file."""


def form_for(total: int) -> tuple[Write, str, str]:
    """How so many lines are written, how the file's name ends, and the text that goes with it."""
    if total <= MOST_PLAIN:
        return plain, ".csv", "notice.report_csv"
    return packed, ".zip", "notice.report_csv_packed"


def plain(name: str, readers: Iterable[Reader], wording: Wording) -> bytes:
    file = io.BytesIO()
    _write(file, readers, wording)
    return file.getvalue()


def packed(name: str, readers: Iterable[Reader], wording: Wording) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts, parts.open(name, "w", force_zip64=True) as file:
        _write(file, readers, wording)
    return archive.getvalue()


def _write(file: IO[bytes], readers: Iterable[Reader], wording: Wording) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    table = csv.writer(text)
    table.writerow(_head(wording))
    languages = {locale: wording.plain(key) for locale, key in LANGUAGES.items()}
    none, outcomes = wording.plain(NO_LANGUAGE), {state: wording.plain(key) for state, key in OUTCOMES.items()}
    table.writerows(
        (
            one.chat_id,
            languages.get(one.locale or "", none),
            outcomes[one.state],
            _time(one.at, wording),
            one.error or "",
        )
        for one in readers
    )
    text.detach()


def _head(wording: Wording) -> tuple[str, ...]:
    return (
        wording.plain("notice.report_column_id"),
        wording.plain("notice.report_column_language"),
        wording.plain("notice.report_column_outcome"),
        wording.plain("notice.report_column_time", zone=wording.zone.key),
        wording.plain("notice.report_column_error"),
    )


def _time(moment: datetime | None, wording: Wording) -> str:
    """As Excel knows a moment; it has no time zones."""
    return "" if moment is None else f"{moment.astimezone(wording.zone):%Y-%m-%d %H:%M:%S}"
