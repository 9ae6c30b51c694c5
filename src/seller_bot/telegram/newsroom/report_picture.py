"""The report as a picture for a phone: how all ended, how it was delivered over time, what of it in which language."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import floor, log10

from babel.dates import format_date, format_time

from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.models import State
from seller_bot.notices.report import Report
from seller_bot.pictures.canvas import Canvas, fitted, width_of
from seller_bot.telegram.wording import LANGUAGES, NO_LANGUAGE, Wording

WIDTH, HEIGHT, EDGE = 1280, 960, 64
WITHIN = WIDTH - 2 * EDGE
LEAST = 6
PAPER, INK, FAINT, RULE, PALE = "#ffffff", "#1f2933", "#66717d", "#dde2e7", "#d5e8e3"
TITLE, HEADING, SMALL, NUMBER = 46, 32, 28, 50

OUTCOMES: Mapping[State, tuple[str, str]] = {
    State.SENT: ("notice.report_outcome_sent", "#2f7d6d"),
    State.BLOCKED: ("notice.report_outcome_blocked", "#9aa5b1"),
    State.FAILED: ("notice.report_outcome_failed", "#c2513d"),
    State.UNCERTAIN: ("notice.report_outcome_uncertain", "#e0a83a"),
    State.CANCELLED: ("notice.report_outcome_cancelled", "#4f5d75"),
}
SENT = OUTCOMES[State.SENT][1]

MOST_LANGUAGES = 4
SHORT = timedelta(minutes=10)
"""Up to that, the seconds tell something."""


def drawn(title: str, batch: Batch, report: Report, wording: Wording) -> bytes:
    """The picture as a PNG."""
    canvas = Canvas(WIDTH, HEIGHT, PAPER)
    _head(canvas, title, batch, report, wording)
    _outcomes(canvas, report.outcomes, batch.total, wording)
    _over_time(canvas, report.sent_until, wording)
    _languages(canvas, report, wording)
    return canvas.png()


def _head(canvas: Canvas, title: str, batch: Batch, report: Report, wording: Wording) -> None:
    canvas.text((EDGE, 34), fitted(title, TITLE, WITHIN), TITLE, INK)
    until = batch.ended_at or report.sent_until[-1][0]
    canvas.text((EDGE, 100), _span(batch.started_at, until, wording), SMALL, FAINT)


def _span(start: datetime, end: datetime, wording: Wording) -> str:
    """From when to when, always with the day: a picture is passed on."""
    start, end = start.astimezone(wording.zone), end.astimezone(wording.zone)
    until = _clock(end, wording) if start.date() == end.date() else f"{_day(end, wording)} {_clock(end, wording)}"
    return f"{_day(start, wording)} {_clock(start, wording)} – {until}  ·  {wording.lasting(end - start)}"


def _day(moment: datetime, wording: Wording) -> str:
    return format_date(moment, "medium", locale=wording.texts.locale)


def _clock(moment: datetime, wording: Wording, form: str = "HH:mm") -> str:
    return format_time(moment.astimezone(wording.zone), form, locale=wording.texts.locale)


def _outcomes(canvas: Canvas, outcomes: Mapping[State, int], total: int, wording: Wording) -> None:
    """One bar of all readers, and what its parts are."""
    ended = [(state, outcomes[state]) for state in OUTCOMES if outcomes.get(state)]
    left, column = float(EDGE), WITHIN / max(len(ended), 4)
    widths = _widths([count for _, count in ended])
    for number, ((state, count), width) in enumerate(zip(ended, widths, strict=True)):
        label, colour = OUTCOMES[state]
        canvas.box((left, 160), (left + width, 196), colour)
        left += width
        at = EDGE + number * column
        canvas.text((at, 206), wording.texts.value(count), NUMBER, INK)
        canvas.box((at, 287), (at + 18, 305), colour)
        share = f" {wording.percent(floor(100 * count / total) / 100)}" if state == State.SENT else ""
        canvas.text((at + 28, 296), fitted(f"{wording.plain(label)}{share}", SMALL, column - 40), SMALL, FAINT, "lm")


def _widths(counts: Sequence[int]) -> list[float]:
    """The parts of the bar; what is there is seen, be it one of a million."""
    widths = [max(LEAST, WITHIN * count / sum(counts)) for count in counts]
    if widths:
        widths[widths.index(max(widths))] -= sum(widths) - WITHIN
    return widths


def _over_time(canvas: Canvas, points: Sequence[tuple[datetime, int]], wording: Wording) -> None:
    """How many had it at which moment."""
    canvas.text((EDGE, 342), wording.plain("notice.report_over_time"), HEADING, INK)
    top, low, highest = 412, 640, points[-1][1]
    ticks = _ticks(highest)
    start = EDGE + max(width_of(wording.texts.value(tick), SMALL) for tick in ticks) + 16
    scale = (low - top) / max(highest, ticks[-1], 1)
    for tick in ticks:
        canvas.line([(start, low - tick * scale), (WIDTH - EDGE, low - tick * scale)], RULE, 1)
        canvas.text((start - 16, low - tick * scale), wording.texts.value(tick), SMALL, FAINT, "rm")
    step = (WIDTH - EDGE - start) / max(len(points) - 1, 1)
    line = [(start + number * step, low - count * scale) for number, (_, count) in enumerate(points)]
    canvas.area([(start, low), *line, (line[-1][0], low)], PALE)
    canvas.line(line, SENT, 3)
    _times(canvas, start, low + 10, points, wording)


def _times(canvas: Canvas, start: float, top: float, points: Sequence[tuple[datetime, int]], wording: Wording) -> None:
    first, last = points[0][0], points[-1][0]
    form = "HH:mm:ss" if last - first <= SHORT else "HH:mm"
    places = ((first, start, "la"), (first + (last - first) / 2, (start + WIDTH - EDGE) / 2, "ma"))
    for moment, at, anchor in (*places, (last, float(WIDTH - EDGE), "ra")):
        canvas.text((at, top), _clock(moment, wording, form), SMALL, FAINT, anchor)


def _ticks(highest: int) -> list[int]:
    """Round numbers from 0 up, four or so."""
    if highest <= 0:
        return [0]
    power = int(10 ** floor(log10(highest)))
    step = next(one for one in (power // 5, power // 2, power, power * 2, power * 5) if one and highest / one <= 4.5)
    return list(range(0, highest + 1, step))


def _languages(canvas: Canvas, report: Report, wording: Wording) -> None:
    """For each language how many have it, of how many."""
    canvas.text((EDGE, 706), wording.plain("notice.report_by_language"), HEADING, INK)
    rows = sorted(report.by_language.items(), key=lambda row: -sum(row[1].values()))[:MOST_LANGUAGES]
    largest = max((sum(counted.values()) for _, counted in rows), default=1)
    names = [wording.plain(LANGUAGES.get(locale or "", NO_LANGUAGE)) for locale, _ in rows]
    start = EDGE + max((width_of(name, SMALL) for name in names), default=0) + 24
    room = WIDTH - EDGE - 330 - start
    for number, (name, (_, counted)) in enumerate(zip(names, rows, strict=True)):
        middle, total, sent = 778 + number * 44, sum(counted.values()), counted.get(State.SENT, 0)
        canvas.text((EDGE, middle), name, SMALL, INK, "lm")
        canvas.box((start, middle - 13), (start + room * total / largest, middle + 13), RULE)
        canvas.box((start, middle - 13), (start + room * sent / largest, middle + 13), SENT)
        said = wording.plain("notice.report_of", sent=sent, total=total)
        canvas.text((WIDTH - EDGE, middle), said, SMALL, INK, "rm")
