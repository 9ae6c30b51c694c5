"""The ways to a manager: each kind of case from where it is needed."""

import pytest

from tests.conversations.cases.conftest import case_of
from tests.support.transcript import Chat

SENT = """
    seller: [none]
    bot:    case.summary [send | correct | back]
    seller: [send]
    bot:    case.sent [status | menu]
"""


async def test_after_all_checks_of_signing_in_the_account_can_be_removed(chat: Chat) -> None:
    await chat.exchange("I can't log in")
    for check in ("cache", "browser", "new_device", "unused"):
        await chat.plays(f"seller: [next]\nbot: login_trouble.{check} [helped | next | back]")
    await chat.plays("""
        seller: [next]
        bot:    checks.person [remove_account | contact | menu]
        seller: [remove_account]
        bot:    case.ask.store
        seller: Lin Home
        bot:    case.ask.login [back]
        seller: lin@example.com
        bot:    case.ask.story [back]
        seller: The page only reloads.
        bot:    case.ask.files [none | back]
    """)
    await chat.plays(SENT)
    case = await case_of(chat)
    assert (case.kind, case.answers["login"]) == ("remove_account", "l***@e***.com")
    assert case.sealed


async def test_a_partner_bound_without_consent_is_reported(chat: Chat) -> None:
    await chat.exchange("somebody bound a partner to my store without my consent")
    await chat.plays("""
        seller: [report]
        bot:    case.ask.store [back]
        seller: 7654321
        bot:    case.ask.partner [back]
        seller: Sunrise Logistics
        bot:    case.ask.since [back]
        seller: I don't know
        bot:    case.ask.story [back]
        seller: I never signed anything with them.
        bot:    case.ask.files [none | back]
    """)
    await chat.plays(SENT)
    assert (await case_of(chat)).kind == "unauthorized"


async def test_a_partner_that_can_not_be_unbound_is_known_already(chat: Chat) -> None:
    """The partner's name came along from the guide, and is not asked again."""
    await chat.plays("""
        seller: /unbind
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    unbinding.consequences [go_on | keep | back]
        seller: [go_on]
        bot:    unbinding.find_partner [found | not_there | back]
        seller: [found]
        bot:    unbinding.ask_partner [back]
        seller: Sunrise Logistics
        bot:    unbinding.press_cancel [pressed | no_button | refused | back]
        seller: [refused]
        bot:    unbinding.write_support [draft | people | later | back]
        seller: [people]
        bot:    case.ask.store [back]
        seller: 7654321
        bot:    case.ask.story [back]
        seller: It says try again later.
        bot:    case.ask.files [none | back]
    """)
    await chat.plays(SENT)
    case = await case_of(chat)
    assert (case.kind, case.answers["partner"]) == ("unbinding_refused", "Sunrise Logistics")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("give me a human please", "bot: answer.contact_manager\nbot: contact.support [write_us | status | menu]"),
        ("/contact", "bot: contact.support [write_us | status | menu]"),
    ],
)
async def test_a_person_is_one_press_away(chat: Chat, asked: str, answered: str) -> None:
    await chat.plays(f"seller: {asked}\n{answered}\nseller: [write_us]\nbot: case.ask.story")
