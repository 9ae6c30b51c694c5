"""/queue: the cases that wait, one's own, those overdue, with the seller, decided; by pages, or found by words."""

from collections.abc import Callable, Mapping
from typing import Any

from seller_bot.conversation.turn import Button, Key, Pressed
from seller_bot.escalations import queries
from seller_bot.escalations.models import Case
from seller_bot.escalations.queries import Page
from seller_bot.sellers.models import Seller
from seller_bot.telegram.act import unknown
from seller_bot.telegram.cards import show_button
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.profile import QUEUE
from seller_bot.telegram.visit import Visit
from seller_bot.telegram.wording import kind_of
from seller_bot.texts import Html

COMMAND = QUEUE
FLOW = "queue"
PAGE = 8
IN_A_ROW = 4

TABS: Mapping[str, str] = {
    "waiting": "desk.tab_waiting",
    "mine": "desk.tab_mine",
    "overdue": "desk.tab_overdue",
    "seller": "desk.tab_seller",
    "decided": "desk.tab_decided",
}


def button() -> Button:
    """Opens the queue from anywhere."""
    return Button(label="desk.button_queue", presses=_press("waiting", 0))


def opened(visit: Visit, words: str) -> list[Call]:
    """The queue as a new message; with words, the cases that they name."""
    html, keyboard = _found(visit, words) if words.strip() else _listed(visit, "waiting", 0)
    return visit.say(html, keyboard=keyboard)


def turn_to(visit: Visit, pressed: Pressed) -> list[Call]:
    """Another tab or page, in the same message."""
    tab, page = pressed.step or "", pressed.choice or ""
    if tab not in TABS or not (page.isascii() and page.isdigit() and len(page) < 6) or visit.message_id is None:
        return [unknown(visit.query_id, visit.own_locale)]
    html, keyboard = _listed(visit, tab, int(page))
    return [*visit.toast(), *visit.turn_into(html, keyboard)]


def _listed(visit: Visit, tab: str, page: int) -> tuple[str, dict[str, Any]]:
    found = _pages(visit, tab, page * PAGE, PAGE)
    if not found.cases and page:
        return _listed(visit, tab, 0)
    lines = [_line(visit, case) for case in found.cases]
    rows = [*_cases(found), _turning(tab, page, found.total), *_tabs(visit, tab)]
    return _text(visit, Key(key=TABS[tab]), lines, found.total), rows_markup(
        [row for row in rows if row], visit.wording.texts
    )


def _found(visit: Visit, words: str) -> tuple[str, dict[str, Any]]:
    found = queries.find(visit.session, words, offset=0, limit=PAGE)
    lines = [_line(visit, case) for case in found.cases]
    html = _text(visit, Key(key="desk.queue_found", values={"words": words.strip()[:60]}), lines, found.total)
    return html, rows_markup([*_cases(found), *_tabs(visit, "")], visit.wording.texts)


def _text(visit: Visit, tab: Key, lines: list[str], total: int) -> str:
    wording = visit.wording
    if not lines:
        listed = wording.html("desk.queue_empty", tab=tab)
    else:
        listed = wording.html("desk.queue", tab=tab, count=total, lines=Html("\n".join(lines)))
    return f"{listed}\n\n{wording.html('desk.queue_hint')}"


def _line(visit: Visit, case: Case) -> str:
    key = "desk.queue_line_late" if case.is_overdue(visit.now) else "desk.queue_line"
    seller = visit.session.get_one(Seller, case.seller_id)
    age = visit.wording.age(case.opened_at)
    name = seller.first_name or str(seller.id)
    return visit.wording.html(key, number=case.number, kind=kind_of(case), seller=name, age=age)


def _cases(found: Page) -> list[list[Button]]:
    buttons = [show_button(case) for case in found.cases]
    return [buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)]


def _turning(tab: str, page: int, total: int) -> list[Button]:
    buttons = []
    if page:
        buttons.append(Button(label="desk.button_previous", presses=_press(tab, page - 1)))
    if (page + 1) * PAGE < total:
        buttons.append(Button(label="desk.button_next", presses=_press(tab, page + 1)))
    return buttons


def _tabs(visit: Visit, here: str) -> list[list[Button]]:
    buttons = [_tab(visit, tab, here) for tab in TABS]
    return [buttons[:3], buttons[3:]]


def _tab(visit: Visit, tab: str, here: str) -> Button:
    label = "desk.button_tab_here" if tab == here else "desk.button_tab"
    values = {"tab": Key(key=TABS[tab]), "count": _pages(visit, tab, 0, 1).total}
    return Button(label=label, presses=_press(tab, 0), values=values)


def _press(tab: str, page: int) -> Pressed:
    return Pressed(flow=FLOW, step=tab, choice=str(page))


def _pages(visit: Visit, tab: str, offset: int, limit: int) -> Page:
    session = visit.session
    pages: Mapping[str, Callable[[], Page]] = {
        "waiting": lambda: queries.waiting(session, offset=offset, limit=limit),
        "mine": lambda: queries.taken_by(session, visit.person_id, offset=offset, limit=limit),
        "overdue": lambda: queries.overdue(session, visit.now, offset=offset, limit=limit),
        "seller": lambda: queries.waiting_for_seller(session, offset=offset, limit=limit),
        "decided": lambda: queries.decided(session, offset=offset, limit=limit),
    }
    return pages[tab]()
