"""A request to Ozon's support about a partner that can't be unbound, drafted in three languages.

bot:    support_request.ask_store
seller: 1234567
bot:    support_request.ask_since
seller: 3 October
bot:    support_request.ask_consent [agreed | without_consent | unsure]
seller: [without_consent]
bot:    support_request.ask_trouble [no_button | no_effect]
seller: it says "try later"
bot:    support_request.draft                in Russian, English and Chinese, one message each
bot:    support_request.send_it [sent | correct | later]
seller: [correct]
bot:    support_request.correct [store | since | consent | trouble]
seller: [since]
bot:    support_request.ask_since
seller: 13 October
bot:    support_request.draft                the three drafts again
bot:    support_request.send_it [sent | correct | later]
seller: [sent]
bot:    support_request.sent
"""

from collections.abc import Mapping
from typing import Literal

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Accepted, Given, Note, Refused, Step
from seller_bot.conversation.turn import Key
from seller_bot.flows.case_answers import without_contacts
from seller_bot.flows.partner_name import partner_name, seen

CONSENT = {
    "without_consent": "support_request.made_without_consent",
    "agreed": "support_request.made_with_consent",
    "unsure": "support_request.made_somehow",
}
"""How the drafts word whether the seller agreed."""

TROUBLE = {
    "no_button": "support_request.has_no_button",
    "no_effect": "support_request.has_no_effect",
}
"""How the drafts word the troubles that can be pressed."""

MAX_LINE = 120
MAX_STORY = 600


def one_line(given: Given) -> Accepted | Refused:
    line = " ".join(seen(given.text).split())
    if not any(letter.isalnum() for letter in line):
        return Refused("support_request.nothing_said")
    return Accepted(without_contacts(line)) if len(line) <= MAX_LINE else Refused("support_request.line_too_long")


def story(given: Given) -> Accepted | Refused:
    text = seen(given.text).strip()
    if not any(letter.isalnum() for letter in text):
        return Refused("support_request.nothing_said")
    return Accepted(without_contacts(text)) if len(text) <= MAX_STORY else Refused("support_request.story_too_long")


def drafted(given: Given) -> Literal["drafted", "collecting"]:
    return "drafted" if "trouble" in given.answers else "collecting"


def partner_known(given: Given) -> Literal["known", "unknown"]:
    return "known" if "partner" in given.answers else "unknown"


def in_words(given: Given) -> Mapping[str, object]:
    """The pressed answers as the drafts word them, each in its own language; what was typed stays as it is."""
    trouble = str(given.answers["trouble"])
    return {
        "consent": Key(key=CONSENT[str(given.answers["consent"])]),
        "trouble": Key(key=TROUBLE[trouble]) if trouble in TROUBLE else trouble,
    }


SUPPORT_REQUEST = Flow(
    "support_request",
    Step("arrival", decide=partner_known, then={"known": "store", "unknown": "partner"}),
    Step(
        "partner",
        ask="support_request.ask_partner",
        accept=partner_name,
        keeps="partner",
        then="store",
        numbered=False,
    ),
    Step("store", ask="support_request.ask_store", accept=one_line, keeps="store", then="store_given"),
    Step("store_given", decide=drafted, then={"drafted": "send_it", "collecting": "since"}),
    Step("since", ask="support_request.ask_since", accept=one_line, keeps="since", then="since_given"),
    Step("since_given", decide=drafted, then={"drafted": "send_it", "collecting": "consent"}),
    Step(
        "consent",
        ask="support_request.ask_consent",
        choices=dict.fromkeys(CONSENT, "consent_given"),
        keeps="consent",
    ),
    Step("consent_given", decide=drafted, then={"drafted": "send_it", "collecting": "trouble"}),
    Step(
        "trouble",
        ask="support_request.ask_trouble",
        choices=dict.fromkeys(TROUBLE, "send_it"),
        accept=story,
        keeps="trouble",
        then="send_it",
    ),
    Step(
        "send_it",
        ask="support_request.send_it",
        picture="support_messages",
        before=tuple(Note(key="support_request.draft", locale=locale) for locale in ("zh_Hans", "en", "ru")),
        values=in_words,
        choices={"sent": "sent", "correct": "correct", "later": "later"},
        numbered=False,
    ),
    Step(
        "correct",
        ask="support_request.correct",
        choices={"store": "store", "since": "since", "consent": "consent", "trouble": "trouble"},
        numbered=False,
    ),
    Step("sent", ask="support_request.sent", picture="employees_and_keys", doors=("cant_unbind", "menu")),
    Step("later", ask="support_request.later", doors=("menu",)),
    counted=("step.question_numbered", "step.question_numbered_again"),
)
