"""The card of a notice that is on its way, or was: how far it is, and what can be done with it."""

from datetime import datetime, timedelta

from babel.lists import format_list
from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Button
from seller_bot.deliveries.batches import Batch
from seller_bot.deliveries.broadcasts import sent_since
from seller_bot.notices.models import Notice
from seller_bot.notices.report import doubtful, receipts
from seller_bot.notices.standing import Stage, Standing, standing
from seller_bot.telegram.newsroom.editing import button
from seller_bot.telegram.wording import Wording
from seller_bot.texts import Html

BAR = 12
LATELY, JUST_NOW = timedelta(minutes=1), timedelta(seconds=5)
MANY = 500
"""So many in the last seconds tell the speed as well as a minute does, in which there may be 60,000 to count."""

MOST_NAMED = 10
SLOW = 10
"""Below so many a second one decimal place tells something."""

TITLES = {
    Stage.RUNNING: "notice.progress_running",
    Stage.PAUSED: "notice.progress_paused",
    Stage.CANCELLED: "notice.report_stopped",
    Stage.DONE: "notice.report_done",
    Stage.RECALLING: "notice.recall_deleting",
    Stage.RECALLED: "notice.recall_deleted",
    Stage.CORRECTING: "notice.recall_correcting",
    Stage.CORRECTED: "notice.recall_corrected",
}


def card(session: Session, notice: Notice, wording: Wording, now: datetime) -> tuple[str, list[list[Button]]]:
    """What the card shows, and its rows of buttons."""
    found = standing(session, notice)
    parts = [wording.html(TITLES[found.stage], title=notice.title, number=notice.id)]
    if found.stage in (Stage.RUNNING, Stage.PAUSED):
        parts += [_bar(found.batch, wording), _counts(found.batch, wording), *_pace(session, found, wording, now)]
    elif found.recall is not None:
        parts += [_bar(found.recall, wording), _changed(found, wording), _report(session, found, wording)]
    else:
        parts.append(_report(session, found, wording))
    return "\n\n".join(part for part in parts if part), _rows(found, now)


def _bar(batch: Batch, wording: Wording) -> str:
    share = (batch.total - batch.left) / batch.total if batch.total else 1.0
    full = int(share * BAR)
    return f"{'▓' * full}{'░' * (BAR - full)} {wording.percent(int(share * 100) / 100)}"


def _counts(batch: Batch, wording: Wording) -> str:
    counts = ("total", "sent", "blocked", "failed", "uncertain", "left")
    return wording.html("notice.progress_counts", **{name: getattr(batch, name) for name in counts})


def _pace(session: Session, found: Standing, wording: Wording, now: datetime) -> list[str]:
    """How fast it goes and how long it will; why it doesn't, where nothing has gone out for a while."""
    if found.stage == Stage.PAUSED:
        return []
    number, first = sent_since(session, found.batch.id, now - JUST_NOW)
    if number < MANY:
        number, first = sent_since(session, found.batch.id, now - LATELY)
    if first is None:
        waits = found.notice.is_patient
        is_late = now - found.batch.started_at > LATELY
        return [wording.html("notice.progress_patient" if waits else "notice.progress_still")] if is_late else []
    rate = number / max((now - first).total_seconds(), 1)
    shown = round(rate, 1) if rate < SLOW else round(rate)
    to_go = timedelta(seconds=found.batch.left / rate)
    return [wording.html("notice.progress_pace", rate=shown, time=wording.lasting(to_go))]


def _changed(found: Standing, wording: Wording) -> str:
    """How far the deletion, or the correction, is."""
    assert found.recall is not None
    changed, left = found.recall.sent, found.recall.left
    key = "notice.recall_counts" if found.notice.correction is None else "notice.recall_counts_corrected"
    kept = found.recall.total - changed - left
    return wording.html(key, sent=changed, total=found.recall.total, kept=kept, left=left)


def _report(session: Session, found: Standing, wording: Wording) -> str:
    """What became of it, in words; nobody who has blocked the bot is tried again."""
    batch = found.batch
    lines = [wording.html("notice.report_sent", count=batch.sent)]
    if batch.blocked:
        lines.append(wording.html("notice.report_blocked", count=batch.blocked))
    if batch.failed:
        lines.append(wording.html("notice.report_failed", count=batch.failed))
    if batch.uncertain:
        lines.append(_uncertain(session, batch, wording))
    if batch.cancelled:
        lines.append(wording.html("notice.report_unsent", count=batch.cancelled))
    if found.notice.asks_receipt:
        lines.append(wording.html("notice.report_receipts", count=receipts(session, found.notice.id)))
    if batch.ended_at is not None:
        lasted = wording.lasting(batch.ended_at - batch.started_at)
        lines.append(wording.html("notice.report_lasted", since=batch.started_at, time=lasted))
    return "\n".join(lines)


def _uncertain(session: Session, batch: Batch, wording: Wording) -> str:
    named = doubtful(session, batch.id, MOST_NAMED)
    listed = [f"<code>{chat_id}</code>" for chat_id in named]
    if (more := batch.uncertain - len(named)) > 0:
        listed.append(wording.html("notice.report_uncertain_more", count=more))
    joined = Html(format_list(listed, locale=wording.texts.locale))
    return wording.html("notice.report_uncertain", count=batch.uncertain, listed=joined)


def _rows(found: Standing, now: datetime) -> list[list[Button]]:
    id, take_back = found.notice.id, _take_back(found, now)
    stop = button("notice.button_stop", id, "stop")
    if found.stage == Stage.RUNNING:
        return [row for row in ([button("notice.button_pause", id, "pause"), stop], take_back) if row]
    if found.stage == Stage.PAUSED:
        return [row for row in ([button("notice.button_resume", id, "resume"), stop], take_back) if row]
    files = [button("notice.button_picture", id, "picture"), button("notice.button_csv", id, "csv")]
    again = button("notice.button_again", id, "again", count=found.batch.uncertain)
    anew = [again] if found.batch.uncertain and found.recall is None else []
    correct = [button("notice.button_correct", id, "correct")] if found.is_changeable else []
    count = [button("notice.button_refresh", id, "refresh")] if found.notice.asks_receipt else []
    return [row for row in (anew, files, count, [*correct, *take_back]) if row]


def _take_back(found: Standing, now: datetime) -> list[Button]:
    return [button("notice.button_recall", found.notice.id, "recall")] if found.is_deletable(now) else []
