"""When a notice is sent: now, or at a moment that is shown by the writer's clock and by those of the readers."""

from datetime import UTC, datetime, time, timedelta

from seller_bot.notices import drafts
from seller_bot.notices.models import Notice
from seller_bot.telegram.newsroom.drafting import when_of
from seller_bot.telegram.newsroom.editing import Editing, button, writer_of
from seller_bot.telegram.newsroom.prompts import back
from seller_bot.telegram.newsroom.showing import screen, show
from seller_bot.telegram.outbound import Call

ZONES = ("Asia/Shanghai", "Europe/Moscow", "UTC")
MOMENTS = {"now": "notice.button_now", "hour": "notice.button_in_an_hour", "tomorrow": "notice.button_tomorrow"}
MORNING = time(10)


def opened(editing: Editing, notice: Notice, argument: str = "") -> list[Call]:
    """The moment as it is set, and others."""
    wording = editing.wording
    quiet = "notice.button_quiet_off" if notice.is_patient else "notice.button_quiet_on"
    city = wording.city(editing.zone)
    moments = [button(label, notice.id, "at", moment) for moment, label in MOMENTS.items()]
    rows = [
        [*moments, button("notice.button_time", notice.id, "ask", "time")],
        [button(quiet, notice.id, "quiet"), button("notice.button_zone", notice.id, "zone", city=city)],
        [back(notice)],
    ]
    key = "notice.ask_when_quiet" if notice.is_patient else "notice.ask_when"
    html = wording.html(key, when=when_of(notice, wording), city=city)
    return [*editing.toast(), *screen(editing, html, rows)]


def choose(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    drafts.plan_for(editing.session, notice.id, _moment(editing, argument))
    return [*editing.toast(), *show(editing, notice)]


def _moment(editing: Editing, choice: str) -> datetime | None:
    if choice == "hour":
        return editing.now + timedelta(hours=1)
    if choice == "tomorrow":
        day = editing.now.astimezone(editing.zone).date() + timedelta(days=1)
        return datetime.combine(day, MORNING, editing.zone).astimezone(UTC)
    return None


def toggle_quiet(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    drafts.revise(editing.session, notice.id, editing.actor, editing.now, is_patient=not notice.is_patient)
    return opened(editing, notice)


def next_zone(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """The zone in which this person writes times."""
    current = ZONES.index(str(editing.zone)) if str(editing.zone) in ZONES else -1
    zone = ZONES[(current + 1) % len(ZONES)]
    writer_of(editing).zone = zone
    return opened(editing.in_zone(zone), notice)
