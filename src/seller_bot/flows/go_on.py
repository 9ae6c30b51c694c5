"""An offer to go on, once, to a seller who has been silent for a day in the middle of a guide.

bot:    go_on.ask [resume | not_now]          after a day, at a decent hour
seller: [not_now]
bot:    go_on.kept [menu | resume]
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.showing import back_to
from seller_bot.conversation.step import Step
from seller_bot.conversation.turn import Button, Key, Pressed, Say
from seller_bot.deliveries.content import content_of
from seller_bot.deliveries.hours import ZONES, is_decent
from seller_bot.deliveries.models import Delivery
from seller_bot.sellers.queries import lock
from seller_bot.turns.models import Standing
from seller_bot.turns.queries import silent, standings

KIND = "go_on"
SILENCE = timedelta(days=1)
TOO_LATE = timedelta(days=3)
"""Who has been away for longer has given up, or finished without the bot."""

MOST_AT_ONCE = 100

NOT_NOW = Flow("not_now", Step("kept", ask="go_on.kept", doors=("menu",)), aside=True)


def reference(seller_id: int) -> str:
    """How the offers to a seller are found, to be withdrawn once he goes on by himself."""
    return f"{KIND}:{seller_id}"


def invite(session: Session, flows: Flows, now: datetime) -> int:
    """Plan the offers whose time has come, where it is a decent hour now; how many sellers were looked at."""
    locales = [locale for locale in ZONES if is_decent(now, locale)]
    found = silent(session, now - TOO_LATE, now - SILENCE, locales, MOST_AT_ONCE)
    # As a turn does it, in the same order: whoever writes right now is either before or after this.
    sellers = lock(session, found, now)
    for standing in standings(session, found).values():
        if standing.moved_at <= now - SILENCE and not sellers[standing.seller_id].has_blocked:
            standing.invite(now)
            session.add_all(_offer(standing, flows, now))
    return len(found)


def _offer(standing: Standing, flows: Flows, now: datetime) -> Iterator[Delivery]:
    """Nothing where there are no steps to count: only a guide has an end to go on to."""
    flow = flows.get(standing.flow or "")
    step = flow.locate(standing.step) if flow else None
    progress = flow.progress(step) if flow and step else None
    if flow is None or progress is None:
        return
    values = {"flow": Key(key=f"{flow.id}.title"), "number": progress.number, "total": progress.total}
    go_on = Button(label="go_on.button_resume", presses=back_to(flow))
    not_now = Button(label="go_on.button_not_now", presses=Pressed(flow=NOT_NOW.id))
    yield Delivery(
        chat_id=standing.seller_id,
        kind=KIND,
        content=content_of(Say(key="go_on.ask", values=values, buttons=(go_on, not_now))),
        is_patient=True,
        reference=reference(standing.seller_id),
        planned_at=now,
        due_at=now,
    )
