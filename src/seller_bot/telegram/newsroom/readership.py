"""For whom a notice is: groups of sellers to be wanted, left out, or of no matter, with the count at once."""

from seller_bot.conversation.turn import Button, Key
from seller_bot.notices import drafts
from seller_bot.notices.audience import surveyed
from seller_bot.notices.models import Notice
from seller_bot.notices.picks import BY_KIND, GROUPS, audience_of, next_pick, picks_of
from seller_bot.telegram.act import unknown
from seller_bot.telegram.newsroom.drafting import LANGUAGE, by_language
from seller_bot.telegram.newsroom.editing import Editing, button
from seller_bot.telegram.newsroom.prompts import back
from seller_bot.telegram.newsroom.showing import screen
from seller_bot.telegram.outbound import Call
from seller_bot.texts import Html

GROUP = {
    "case=open": "notice.group_case_open",
    "binding=recorded": "notice.group_bound",
    "binding=waiting": "notice.group_waiting",
    "binding=unbound": "notice.group_unbound",
}
MARKED = {True: "notice.button_group_wanted", False: "notice.button_group_left_out", None: "notice.button_group"}
LINE = {True: "notice.line_wanted", False: "notice.line_left_out"}


def opened(editing: Editing, notice: Notice, argument: str = "") -> list[Call]:
    """The groups, each a button."""
    wording = editing.wording
    found = picks_of(notice.audience)
    picks, ids = found if found is not None else ({}, None)
    survey = surveyed(editing.session, notice, editing.now)
    lines = [wording.html(LINE[wanted], group=_name(group)) for group, wanted in sorted(picks.items())]
    if ids is not None:
        lines.append(wording.html("notice.line_ids", count=len(ids)))
    if found is None:
        lines.append(wording.html("notice.line_audience_written"))
    chosen = Html("\n".join(lines) or wording.html("notice.line_everybody"))
    html = wording.html(
        "notice.ask_audience", chosen=chosen, languages=by_language(survey, wording), count=survey.readers
    )
    return [*editing.toast(), *screen(editing, html, _rows(notice, picks))]


def pick(editing: Editing, notice: Notice, group: str) -> list[Call]:
    """The group is wanted, left out, or of no matter from now on: each press turns it one on."""
    if group not in GROUPS:
        return [unknown(editing.query_id, editing.own_locale)]
    picks, ids = picks_of(notice.audience) or ({}, None)
    audience = audience_of(next_pick(picks, group), ids)
    drafts.revise(editing.session, notice.id, editing.actor, editing.now, audience=audience)
    return opened(editing, notice)


def everybody(editing: Editing, notice: Notice, argument: str) -> list[Call]:
    drafts.revise(editing.session, notice.id, editing.actor, editing.now, audience={})
    return opened(editing, notice)


def _rows(notice: Notice, picks: dict[str, bool]) -> list[list[Button]]:
    rows = [[_pick(notice, group, picks) for group in groups] for groups in BY_KIND]
    ids = button("notice.button_ids", notice.id, "ask", "ids")
    return [*rows, [ids, button("notice.button_everybody", notice.id, "everybody")], [back(notice)]]


def _pick(notice: Notice, group: str, picks: dict[str, bool]) -> Button:
    return button(MARKED[picks.get(group)], notice.id, "pick", group, group=_name(group))


def _name(group: str) -> Key:
    kind, _, value = group.partition("=")
    if kind == "language":
        return Key(key=LANGUAGE[value])
    if kind == "active_days":
        return Key(key="notice.group_active", values={"count": int(value)})
    return Key(key=GROUP[group])
