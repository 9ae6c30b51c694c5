"""Whom a notice reaches: each condition picks its sellers, and they join as they read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from seller_bot.deliveries.models import Delivery
from seller_bot.escalations.models import new_case
from seller_bot.notices import sending
from seller_bot.notices.audience import NoAudience, Survey, condition, readers, surveyed
from seller_bot.notices.models import Category, Notice, NoticeState, OptOut
from seller_bot.partners.models import Binding
from seller_bot.sellers.models import Seller
from seller_bot.staff.events import COMMAND_LINE, Actor
from seller_bot.storage import migrate
from seller_bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LOCALES = {1: "en", 2: "ru", 3: "zh_Hans", 4: "zh_Hant", 5: None, 6: "ru"}


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """Six sellers: 2 has an open case, 3 has bound a partner, 4 unbound it, 1 waits for one; 6 was here long ago."""
    migrate.upgrade(database_url)
    database = Database(database_url)
    with database.unit_of_work() as session:
        for id, locale in LOCALES.items():
            seen_at = NOW - timedelta(days=40 if id == 6 else 1)
            session.add(Seller(id=id, first_name="Li", locale=locale, created_at=NOW, seen_at=seen_at))
        session.flush()
        session.add(new_case(2, "person", {}, None, NOW, NOW))
        session.add(Binding(seller_id=3, partner="Sunrise", bound_at=NOW))
        session.add(Binding(seller_id=4, partner="Sunrise", bound_at=NOW, unbound_at=NOW))
        waits = {"kind": "binding_confirmation", "content": {}, "planned_at": NOW, "due_at": NOW}
        session.add(Delivery(chat_id=1, **waits))
        yield session
    database.engine.dispose()


def notice(audience: dict[str, Any], **more: Any) -> Notice:
    row: dict[str, Any] = {
        "title": "Works on Sunday",
        "category": Category.NEWS,
        "texts": {"en": {"text": "Hello", "entities": []}},
        "fallback": ["en"],
        "attachments": [],
        "buttons": [],
        "checks": {},
        "audience": audience,
        "is_for_all": False,
        "is_patient": False,
        "state": NoticeState.DRAFT,
        "created_at": NOW,
    }
    return Notice(**{**row, **more})


def reached(session: Session, described: Notice) -> list[int]:
    return list(session.scalars(readers(described, NOW)))


def test_those_of_whom_nobody_knows_whether_a_notice_reached_them_are_an_audience(session: Session) -> None:
    """Not those who have it, nor those whom another notice may have reached."""
    for state, seller_id in (("sent", 1), ("uncertain", 2), ("uncertain", 3)):
        first = notice({"ids": [seller_id]})
        session.add(first)
        session.flush()
        sending.send(session, first.id, COMMAND_LINE, NOW)
        session.execute(update(Delivery).where(Delivery.batch_id == first.batch_id).values(state=state))
    assert reached(session, notice({"uncertain_of": 1})) == []
    assert reached(session, notice({"uncertain_of": 2})) == [2]
    assert reached(session, notice({"uncertain_of": 99})) == []


def test_a_copy_is_a_draft_that_says_the_same(session: Session) -> None:
    """Whatever was checked, proposed or sent of the original is none of the copy's."""
    original = notice({"language": "ru"}, asks_receipt=True, checks={"en": {"version": 1, "error": None}})
    session.add(original)
    session.flush()
    sending.send(session, original.id, COMMAND_LINE, NOW)
    made = sending.copy(session, original.id, Actor("support", 5), NOW)
    assert (made.texts, made.audience, made.asks_receipt) == (original.texts, original.audience, True)
    assert (made.state, made.checks, made.batch_id, made.created_by) == (NoticeState.DRAFT, {}, None, 5)


@pytest.mark.parametrize(
    ("audience", "sellers"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"language": "ru"}, [2, 6]),
        ({"language": ["en", "zh_Hans"]}, [1, 3, 4]),  # Both scripts are Chinese.
        ({"case": "open"}, [2]),
        ({"case": "none"}, [1, 3, 4, 5, 6]),
        ({"binding": "recorded"}, [3]),
        ({"binding": "unbound"}, [4]),
        ({"binding": "waiting"}, [1]),
        ({"active_days": 30}, [1, 2, 3, 4, 5]),
        ({"ids": [2, 5, 99]}, [2, 5]),
        ({"language": "ru", "active_days": 30}, [2]),
        ({"not": {"language": "ru"}}, [1, 3, 4]),  # Of whom nothing is known, nothing is true.
        ({"any": [{"language": "en"}, {"case": "open"}]}, [1, 2]),
        ({"all": [{"language": "ru"}, {"not": {"case": "open"}}]}, [6]),
        ({"any": []}, []),
    ],
)
def test_each_condition_picks_its_sellers(session: Session, audience: dict[str, Any], sellers: list[int]) -> None:
    assert reached(session, notice(audience)) == sellers


def test_who_has_blocked_the_bot_or_wants_none_gets_none_and_is_counted(session: Session) -> None:
    session.get_one(Seller, 1).block(NOW)
    session.add(OptOut(seller_id=2, category=Category.NEWS, since=NOW))
    session.add(OptOut(seller_id=3, category=Category.SERVICE, since=NOW))
    session.flush()
    described = notice({})
    assert reached(session, described) == [3, 4, 5, 6]
    by_language = {"zh_Hans": 1, "zh_Hant": 1, None: 1, "ru": 1}
    assert surveyed(session, described, NOW) == Survey(by_language, blocked=1, opted_out=1, textless=0)
    assert reached(session, notice({}, is_for_all=True)) == [2, 3, 4, 5, 6]


def test_without_a_fallback_only_those_are_reached_in_whose_language_it_is_written(session: Session) -> None:
    described = notice({}, fallback=[])
    assert reached(session, described) == [1]
    assert surveyed(session, described, NOW) == Survey({"en": 1}, blocked=0, opted_out=0, textless=5)


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        ([], "audience is a mapping"),
        ({"langauge": "ru"}, "no condition 'langauge'"),
        ({"language": 7}, r"audience.language is a language"),
        ({"case": "closed"}, "audience.case is one of open, none"),
        ({"active_days": 0}, "audience.active_days is a number"),
        ({"ids": ["1"]}, "audience.ids is a list"),
        ({"uncertain_of": "all"}, "audience.uncertain_of is the number of a notice"),
        ({"any": {"language": "ru"}}, "audience.any is a list"),
        ({"all": [{}, {"binding": "lost"}]}, r"audience.all\[1\].binding is one of"),
        ({"not": "ru"}, "audience.not is a mapping"),
    ],
)
def test_a_wrong_description_is_refused_with_its_place(audience: Any, said: str) -> None:
    with pytest.raises(NoAudience, match=said):
        select(Seller.id).where(condition(audience, NOW))
