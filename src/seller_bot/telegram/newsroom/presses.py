"""Presses on the buttons of a notice's card: each looks at the notice as it is, in the transaction that changes it."""

from collections.abc import Callable, Mapping

from seller_bot.conversation.turn import Pressed
from seller_bot.deliveries.models import WrongState
from seller_bot.notices import drafts, queries, sending
from seller_bot.notices.models import Category, Notice, NotPossible
from seller_bot.telegram.act import unknown
from seller_bot.telegram.newsroom import (
    confirming,
    correcting,
    listing,
    previews,
    prompts,
    readership,
    steering,
    timing,
)
from seller_bot.telegram.newsroom.editing import Editing, button
from seller_bot.telegram.newsroom.showing import screen, show, tell_others
from seller_bot.telegram.outbound import Call
from seller_bot.texts import LANGUAGES

Press = Callable[[Editing, Notice, str], list[Call]]


def press(editing: Editing, pressed: Pressed) -> list[Call]:
    """What a press does, and how it is answered."""
    act, argument = pressed.step or "", pressed.choice or ""
    if act == "list":
        return listing.turn_to(editing, argument)
    if act == "new":
        return [*editing.toast(), *prompts.ask_title(editing)]
    try:
        notice = queries.locked(editing.session, pressed.visit)
    except queries.UnknownNotice:
        return [unknown(editing.query_id, editing.own_locale)]
    if notice.batch_id is not None and act not in ANYTIME:
        return steering.press(editing, notice, pressed)
    if act not in ACTS:
        return [unknown(editing.query_id, editing.own_locale)]
    try:
        return ACTS[act](editing, notice, argument)
    except (NotPossible, WrongState):
        if notice.batch_id is not None:
            return steering.as_it_stands(editing, notice)
        return [*editing.toast("notice.toast_not_possible", alert=True), *show(editing, notice)]


def _open(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    return [*editing.toast(), *show(editing, notice)]


def _revised(editing: Editing, notice: Notice, **parts: object) -> list[Call]:
    drafts.revise(editing.session, notice.id, editing.actor, editing.now, **parts)
    return _open(editing, notice, "")


def _toggle_receipt(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    return _revised(editing, notice, asks_receipt=not notice.asks_receipt)


def _next_category(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """News, then service, then service that comes to everybody."""
    if notice.is_for_all:
        return _revised(editing, notice, category=Category.NEWS, is_for_all=False)
    if notice.category == Category.SERVICE:
        return _revised(editing, notice, is_for_all=True)
    return _revised(editing, notice, category=Category.SERVICE)


def _next_fallback(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    """Nothing, then each language that is written."""
    ways = [[], *([one] for one in LANGUAGES if one in notice.texts)]
    current = ways.index(notice.fallback) if notice.fallback in ways else 0
    return _revised(editing, notice, fallback=ways[(current + 1) % len(ways)])


def _drop(editing: Editing, notice: Notice, part: str) -> list[Call]:
    """Leave out what was about to be written anew."""
    if part in ("attachments", "links"):
        return _revised(editing, notice, **{"attachments": []} if part == "attachments" else {"buttons": []})
    texts = prompts.without_text(notice, part)
    return _revised(editing, notice, texts=texts, fallback=[one for one in notice.fallback if one in texts])


def _edit(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    drafts.return_to_draft(editing.session, notice.id, editing.actor, editing.now)
    tell_others(editing, notice)
    return _open(editing, notice, "")


def _copy(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    copied = sending.copy(editing.session, notice.id, editing.actor, editing.now)
    return [*editing.toast("notice.toast_copied", number=copied.id), *show(editing, copied)]


def _delete(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    if argument != "sure":
        rows = [[button("notice.button_delete_sure", notice.id, "delete", "sure"), prompts.back(notice)]]
        return [*editing.toast(), *screen(editing, editing.wording.html("notice.ask_delete", title=notice.title), rows)]
    sending.cancel(editing.session, notice.id, editing.actor, editing.now)
    tell_others(editing, notice)
    return [*editing.toast("notice.toast_deleted"), *listing.turn_to(editing, "0")[1:]]


ACTS: Mapping[str, Press] = {
    "open": _open,
    "ask": prompts.ask,
    "drop": _drop,
    "receipt": _toggle_receipt,
    "category": _next_category,
    "fallback": _next_fallback,
    "audience": readership.opened,
    "pick": readership.pick,
    "everybody": readership.everybody,
    "when": timing.opened,
    "at": timing.choose,
    "quiet": timing.toggle_quiet,
    "zone": timing.next_zone,
    "preview": previews.ask_for,
    "send": confirming.asked,
    "confirm": confirming.pressed,
    "edit": _edit,
    "copy": _copy,
    "delete": _delete,
    "correct": correcting.begin,
    "keep": correcting.keep,
    "correct_yes": correcting.correct,
}
ANYTIME = ("open", "copy", "preview", "correct", "keep", "correct_yes")
"""What can be done with a notice that is sent, too."""
