"""Contacts are shown so that they can be told apart and not used; what was sealed opens only with its secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_bot.escalations.masks import contact, masked, masked_all
from seller_bot.escalations.seal import Seal


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("+7 916 123-45-67", "+7 9** ***-**-67"),
        ("89161234567", "8 9** ***-**-67"),
        ("+86 138 1234 5678", "+861********78"),
        ("13812345678", "13*******78"),
        ("anna.petrova@gmail.com", "a***@g***.com"),
        ("li@shop.example.cn", "l***@s***.cn"),
    ],
)
def test_a_contact_is_masked(written: str, shown: str) -> None:
    found = contact(written)
    assert found is not None
    assert masked(found) == shown


@pytest.mark.parametrize("written", ["", "Anna", "12345", "a@b", "+", "call me", "1" * 20])
def test_what_is_no_contact_is_none(written: str) -> None:
    assert contact(written) is None


def test_contacts_in_a_story_are_masked_where_they_stand() -> None:
    told = masked_all("I linked +7 916 123-45-67, not anna@gmail.com, on 3 October 2026")
    assert told == "I linked +7 9** ***-**-67, not a***@g***.com, on 3 October 2026"


@given(st.text(), st.text(min_size=1))
def test_a_seal_opens_with_its_secret_alone(text: str, secret: str) -> None:
    closed = Seal(secret).close(text)
    assert Seal(secret).open(closed) == text
    assert Seal(secret + "x").open(closed) is None


@given(st.text(max_size=200))
def test_what_was_never_sealed_opens_to_nothing(text: str) -> None:
    assert Seal("secret").open(text) is None
