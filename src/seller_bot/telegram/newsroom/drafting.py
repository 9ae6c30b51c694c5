"""The card of a notice that is not sent yet: what it says, to whom, when, and what is still missing."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from seller_bot.conversation.turn import Button, Key
from seller_bot.notices.audience import Survey, surveyed
from seller_bot.notices.drafts import may_approve
from seller_bot.notices.models import Category, Notice, NoticeState
from seller_bot.staff.queries import names
from seller_bot.telegram.newsroom.editing import button
from seller_bot.telegram.wording import Wording
from seller_bot.texts import LANGUAGES, Html
from seller_bot.traditional import SIMPLIFIED

Rows = Sequence[Sequence[Button]]
Shown = tuple[str, Rows]
"""The text of a card in Telegram's HTML, and the rows of its buttons."""

LANGUAGE = {"en": "language.choose.en", "ru": "language.choose.ru", "zh_Hans": "language.choose.zh_Hans"}
"""Each language in its own words."""


def card(session: Session, notice: Notice, person_id: int, wording: Wording, now: datetime) -> Shown:
    """The card as this person sees it."""
    survey = surveyed(session, notice, now)
    lines = [*_state(session, notice, wording), *_said(notice, wording), *_meant(notice, survey, wording)]
    text = wording.html("notice.card", title=notice.title, number=notice.id, lines=Html("\n".join(lines)))
    # What is refused in one Chinese script is refused in the other, too.
    problems = dict.fromkeys(_problems(notice, survey, wording)) if notice.state == NoticeState.DRAFT else ()
    html = "\n\n".join([text, "\n".join(problems)]) if problems else text
    return html, buttons(notice, person_id)


def _state(session: Session, notice: Notice, wording: Wording) -> Iterator[str]:
    if notice.state == NoticeState.PROPOSED:
        name = names(session, [notice.proposed_by])[notice.proposed_by] if notice.proposed_by is not None else ""
        yield wording.html("notice.state_proposed", name=name)
    else:
        yield wording.html(STATES[NoticeState(notice.state)])


STATES = {
    NoticeState.DRAFT: "notice.state_draft",
    NoticeState.SCHEDULED: "notice.state_scheduled",
    NoticeState.CANCELLED: "notice.state_cancelled",
}


def _said(notice: Notice, wording: Wording) -> Iterator[str]:
    for language in LANGUAGES:
        if language in notice.texts:
            length = len(notice.texts[language]["text"])
            yield wording.html("notice.line_text", language=Key(key=LANGUAGE[language]), count=length)
        else:
            yield wording.html("notice.line_no_text", language=Key(key=LANGUAGE[language]))
    yield wording.html("notice.line_fallback", what=fallback_of(notice))
    if notice.attachments:
        yield wording.html("notice.line_attachments", count=len(notice.attachments))
    spoken = wording.texts.locale
    labels = [one["text"].get(spoken) or next(iter(one["text"].values())) for one in notice.buttons]
    if notice.asks_receipt:
        labels.append(wording.plain("notices.button_got_it"))
    if labels:
        yield wording.html("notice.line_buttons", labels=labels)


def fallback_of(notice: Notice) -> Key:
    """What readers get whose language is missing."""
    first = _first_fallback(notice)
    if first is None:
        return Key(key="notice.fallback_none")
    return Key(key="notice.fallback_language", values={"language": Key(key=LANGUAGE[first])})


def _first_fallback(notice: Notice) -> str | None:
    return next((one for one in notice.fallback if one in notice.texts), None)


def category_of(notice: Notice) -> Key:
    if notice.is_for_all:
        return Key(key="notice.category_always")
    return Key(key=CATEGORIES[Category(notice.category)])


CATEGORIES = {Category.NEWS: "notice.category_news", Category.SERVICE: "notice.category_service"}


def _meant(notice: Notice, survey: Survey, wording: Wording) -> Iterator[str]:
    yield wording.html("notice.line_category", category=category_of(notice))
    yield wording.html("notice.line_readers", count=survey.readers)
    if survey.readers:
        yield wording.html("notice.line_by_language", languages=by_language(survey, wording))
    reasons = [wording.plain(key, count=count) for key, count in _reasons(survey).items() if count]
    if reasons:
        yield wording.html("notice.line_not_reached", reasons=reasons)
    yield wording.html("notice.line_when", when=when_of(notice, wording))


def _reasons(survey: Survey) -> dict[str, int]:
    """Why how many get nothing."""
    return {
        "notice.reason_blocked": survey.blocked,
        "notice.reason_opted_out": survey.opted_out,
        "notice.reason_textless": survey.textless,
    }


def by_language(survey: Survey, wording: Wording) -> list[str]:
    """How many readers of each language, those of either Chinese script together."""
    counts = dict.fromkeys((*LANGUAGES, None), 0)
    for locale, count in survey.by_language.items():
        counts["zh_Hans" if locale == "zh_Hant" else locale if locale in LANGUAGES else None] += count
    return [
        wording.plain("notice.readers_of", language=Key(key=LANGUAGE.get(one or "", "desk.language_none")), count=count)
        for one, count in counts.items()
        if count
    ]


def when_of(notice: Notice, wording: Wording) -> Html:
    """The moment by the clock of whoever reads the card, and by those of the readers."""
    if notice.send_at is None:
        return Html(wording.html("notice.when_now"))
    return Html(wording.html("notice.when_at", at=notice.send_at, elsewhere=wording.elsewhere(notice.send_at)))


def _problems(notice: Notice, survey: Survey, wording: Wording) -> Iterator[str]:
    for language, check in notice.checks.items():
        if language in notice.texts and check["version"] == notice.version and check["error"] is not None:
            spoken = Key(key=LANGUAGE.get(language, LANGUAGE[SIMPLIFIED]))
            yield wording.html("notice.problem_refused", language=spoken, error=check["error"])
    if notice.confirmed is not None:
        yield wording.html("notice.problem_held", count=notice.confirmed)
    if not notice.texts:
        yield wording.html("notice.problem_no_text")
    elif not survey.readers:
        yield wording.html("notice.problem_no_readers")
    for number, one in enumerate(notice.buttons, 1):
        if set(one["text"]).isdisjoint({*notice.texts, *notice.fallback}):
            yield wording.html("notice.problem_no_label", number=number)


def buttons(notice: Notice, person_id: int) -> Rows:
    match NoticeState(notice.state):
        case NoticeState.DRAFT:
            return _of_draft(notice)
        case NoticeState.PROPOSED if may_approve(notice, person_id):
            return [_look(notice), [button("notice.button_approve", notice.id, "send")]]
        case NoticeState.PROPOSED | NoticeState.SCHEDULED:
            return [_look(notice), [button("notice.button_delete", notice.id, "delete")]]
        case _:
            return [[button("notice.button_copy", notice.id, "copy"), button("notice.button_list", 0, "list")]]


def _look(notice: Notice) -> Sequence[Button]:
    return [button("notice.button_preview", notice.id, "preview"), button("notice.button_edit", notice.id, "edit")]


def _category_label(notice: Notice) -> str:
    if notice.is_for_all:
        return "notice.button_always"
    return "notice.button_service" if notice.category == Category.SERVICE else "notice.button_news"


def _fallback_button(notice: Notice) -> Button:
    first = _first_fallback(notice)
    if first is None:
        return button("notice.button_fallback_none", notice.id, "fallback")
    return button("notice.button_fallback_language", notice.id, "fallback", language=Key(key=LANGUAGE[first]))


def _of_draft(notice: Notice) -> Rows:
    texts = [
        button(
            "notice.button_text" if one in notice.texts else "notice.button_no_text",
            notice.id,
            "ask",
            f"text_{one}",
            language=Key(key=LANGUAGE[one]),
        )
        for one in LANGUAGES
    ]
    receipt = "notice.button_no_receipt" if notice.asks_receipt else "notice.button_receipt"
    return [
        texts,
        [
            button("notice.button_attach", notice.id, "ask", "attachments"),
            button("notice.button_links", notice.id, "ask", "links"),
            button(receipt, notice.id, "receipt"),
        ],
        [
            button(_category_label(notice), notice.id, "category"),
            _fallback_button(notice),
        ],
        [button("notice.button_audience", notice.id, "audience"), button("notice.button_when", notice.id, "when")],
        [button("notice.button_preview", notice.id, "preview"), button("notice.button_send", notice.id, "send")],
        [
            button("notice.button_title", notice.id, "ask", "title"),
            button("notice.button_copy", notice.id, "copy"),
            button("notice.button_delete", notice.id, "delete"),
        ],
        [button("notice.button_list", 0, "list")],
    ]
