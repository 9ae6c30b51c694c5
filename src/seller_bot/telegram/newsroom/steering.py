"""What is done with a notice that is on its way, or was: each press changes the locked row, or says how it stands."""

from collections.abc import Callable, Mapping
from typing import Any

from seller_bot.conversation.turn import Pressed
from seller_bot.deliveries.models import WrongState
from seller_bot.notices import cards, sending
from seller_bot.notices.cards import show_below
from seller_bot.notices.models import Notice, NotPossible
from seller_bot.notices.standing import Stage, standing
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.newsroom.editing import Editing, button
from seller_bot.telegram.newsroom.report_files import PICTURE, TABLE, bring
from seller_bot.telegram.outbound import Call

TOASTS = {
    Stage.RUNNING: "notice.toast_is_running",
    Stage.PAUSED: "notice.toast_is_paused",
    Stage.CANCELLED: "notice.toast_is_stopped",
    Stage.DONE: "notice.toast_is_done",
    Stage.RECALLING: "notice.toast_is_deleting",
    Stage.RECALLED: "notice.toast_is_deleted",
    Stage.CORRECTING: "notice.toast_is_correcting",
    Stage.CORRECTED: "notice.toast_is_corrected",
}
NO_BUTTONS: dict[str, Any] = {"inline_keyboard": []}


def press(editing: Editing, notice: Notice, pressed: Pressed) -> list[Call]:
    """A button of the card of a notice whose readers are fixed; one that is too old changes nothing."""
    act = ACTS.get(pressed.step or "", as_it_stands)
    try:
        return act(editing, notice)
    except (NotPossible, WrongState):
        return as_it_stands(editing, notice)


def as_it_stands(editing: Editing, notice: Notice) -> list[Call]:
    """How the notice stands now; its card is to show it, too.

    The card is changed by the ledger alone: a call of this turn could come after a newer one of the courier's.
    """
    show(editing, notice)
    return editing.toast(TOASTS[standing(editing.session, notice).stage])


def show(editing: Editing, notice: Notice) -> None:
    """The card in this chat is brought up to date, without waiting for the board."""
    cards.refresh(editing.session, [cards.card_in(editing.session, notice.id, editing.chat_id)], editing.now)


def pause(editing: Editing, notice: Notice) -> list[Call]:
    sending.pause(editing.session, notice.id, editing.actor, editing.now)
    return as_it_stands(editing, notice)


def resume(editing: Editing, notice: Notice) -> list[Call]:
    sending.resume(editing.session, notice.id, editing.actor, editing.now)
    return as_it_stands(editing, notice)


def ask_to_stop(editing: Editing, notice: Notice) -> list[Call]:
    """What that means: a message of its own, since the card changes by itself."""
    found = standing(editing.session, notice)
    if found.batch.is_over:
        raise NotPossible
    wording = editing.wording
    html = wording.html("notice.stop_ask", title=notice.title, count=found.batch.left)
    rows = [
        [button("notice.button_stop_yes", notice.id, "stop_yes"), button("notice.button_stop_no", notice.id, "stop_no")]
    ]
    return [*editing.toast(), *editing.say(html, keyboard=rows_markup(rows, wording.texts))]


def go_on(editing: Editing, notice: Notice) -> list[Call]:
    """It isn't stopped."""
    return [*editing.toast(), *_answered(editing, "notice.stop_no")]


def stop(editing: Editing, notice: Notice) -> list[Call]:
    if standing(editing.session, notice).batch.is_over:
        return [*as_it_stands(editing, notice), *_answered(editing, "notice.stop_over")]
    sending.cancel(editing.session, notice.id, editing.actor, editing.now)
    return [*as_it_stands(editing, notice), *_answered(editing, "notice.stop_done")]


def ask_to_recall(editing: Editing, notice: Notice) -> list[Call]:
    """How many would lose it, and what that means: a message of its own, since the card changes by itself."""
    found = standing(editing.session, notice)
    if not found.is_changeable:
        raise NotPossible
    if not found.is_deletable(editing.now):
        show(editing, notice)
        return editing.toast("notice.toast_too_late", alert=True)
    wording = editing.wording
    html = wording.html("notice.recall_ask", title=notice.title, count=found.batch.sent)
    yes = button("notice.button_recall_yes", notice.id, "recall_yes", count=found.batch.sent)
    rows = [[yes], [button("notice.button_recall_no", notice.id, "recall_no")]]
    return [*editing.toast(), *editing.say(html, keyboard=rows_markup(rows, wording.texts))]


def recall(editing: Editing, notice: Notice) -> list[Call]:
    """It is deleted wherever it has arrived; what is not out yet stays in."""
    found = standing(editing.session, notice)
    if found.is_changeable and not found.is_deletable(editing.now):
        return [*editing.toast("notice.toast_too_late", alert=True), *_answered(editing, "notice.recall_no")]
    if found.recall is not None:
        return [*as_it_stands(editing, notice), *_answered(editing, "notice.recall_begun")]
    sending.recall(editing.session, notice.id, editing.actor, editing.now)
    return [*as_it_stands(editing, notice), *_answered(editing, "notice.recall_begun")]


def leave(editing: Editing, notice: Notice) -> list[Call]:
    """It stays where it is."""
    return [*editing.toast(), *_answered(editing, "notice.recall_no")]


def bring_picture(editing: Editing, notice: Notice) -> list[Call]:
    return _bring(editing, notice, PICTURE)


def bring_table(editing: Editing, notice: Notice) -> list[Call]:
    return _bring(editing, notice, TABLE)


def _bring(editing: Editing, notice: Notice, kind: str) -> list[Call]:
    if not standing(editing.session, notice).batch.is_over:
        raise NotPossible
    bring(editing.session, kind, notice.id, editing.chat_id, editing.now)
    return editing.toast("notice.toast_coming")


def send_again(editing: Editing, notice: Notice) -> list[Call]:
    """A draft for the uncertain ones, which this person works on from now on."""
    found = standing(editing.session, notice)
    if not found.batch.is_over or not found.batch.uncertain or found.recall is not None:
        raise NotPossible
    try:
        draft = sending.send_again(editing.session, notice.id, editing.actor, editing.now)
    except NotPossible:
        return editing.toast("notice.toast_again_already", alert=True)
    show_below(editing.session, draft.id, editing.chat_id, editing.now)
    return editing.toast("notice.toast_again", count=found.batch.uncertain)


def _answered(editing: Editing, key: str) -> list[Call]:
    """The question has its answer, and no buttons any more."""
    return editing.turn_into(editing.wording.html(key), NO_BUTTONS)


ACTS: Mapping[str, Callable[[Editing, Notice], list[Call]]] = {
    "pause": pause,
    "resume": resume,
    "stop": ask_to_stop,
    "stop_yes": stop,
    "stop_no": go_on,
    "recall": ask_to_recall,
    "recall_yes": recall,
    "recall_no": leave,
    "picture": bring_picture,
    "csv": bring_table,
    "again": send_again,
    "refresh": as_it_stands,
}
