"""Cards fit into a message, whatever a seller has written."""

from datetime import UTC, datetime

import pytest

from seller_bot.escalations.facts import Facts
from seller_bot.escalations.kinds import kinds
from seller_bot.escalations.models import Case, CaseState, new_case
from seller_bot.sellers.models import Seller
from seller_bot.telegram.cards import Reader, buttons_of, text_of
from seller_bot.telegram.html import MAX_TEXT, length
from seller_bot.telegram.keyboards import encode
from seller_bot.texts import LOCALES
from tests.support.desks import DESK

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LONGEST = "<&>" * 1400
COLLEAGUES = {10**15 + number: f"Manager {number} <b>" for number in range(30)}


def longest(kind: str) -> Facts:
    case = new_case(1, kind, dict.fromkeys(kinds()[kind].asks, LONGEST), "sealed", NOW, NOW)
    case.id, case.rating, case.rating_words, case.unanswered_since = 10**9, 5, LONGEST, NOW
    seller = Seller(id=10**15, first_name="<" * 64, username="u" * 32, locale="ru", blocked_at=NOW)
    return Facts(case=case, seller=seller, holder="<" * 64, said=[], earlier=10**6, now=NOW)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("view", ["", "approve", "reject", "assign", "more"])
def test_the_longest_card_is_a_message(locale: str, kind: str, view: str) -> None:
    facts, reader = longest(kind), Reader(person_id=7, locale=locale, colleagues=COLLEAGUES)
    assert length(text_of(facts, view, reader, DESK)) <= MAX_TEXT
    for row in buttons_of(facts, view, reader):
        for button in row:
            assert button.presses is not None
            assert len(encode(button.presses).encode()) <= 64


@pytest.mark.parametrize("view", ["", "approve", "reject", "assign", "more"])
def test_a_case_that_has_ended_has_no_button_that_decides(view: str) -> None:
    facts = longest("person")
    ended(facts.case)
    shown = buttons_of(facts, view, Reader(person_id=None, locale="en", colleagues=COLLEAGUES))
    acts = {button.presses.choice for row in shown for button in row if button.presses is not None}
    assert acts <= {"note", "more", "files", "full", "timeline", "history", "back"}


def ended(case: Case) -> None:
    case.state, case.ended_at, case.decided_by, case.sealed = CaseState.REJECTED, NOW, 7, None
    case.reason = LONGEST


def test_only_whoever_has_the_case_may_decide_it_from_the_own_chat() -> None:
    facts = longest("person")
    facts.case.state, facts.case.taken_by, facts.case.taken_at, facts.case.decide_by = CaseState.TAKEN, 8, NOW, NOW
    for person_id, decides in ((7, False), (8, True), (None, True)):
        shown = buttons_of(facts, "", Reader(person_id=person_id, locale="en", colleagues=COLLEAGUES))
        acts = {button.presses.choice for row in shown for button in row if button.presses is not None}
        assert ("approve" in acts, "take" in acts) == (decides, False)
