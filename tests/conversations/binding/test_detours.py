"""Binding where something is not as it should be: the role, the terms, the menu, the list, the button, the partner."""

from datetime import timedelta

from sqlalchemy import select

from seller_bot.deliveries.models import Delivery, State
from seller_bot.partners.models import Binding
from tests.support.running import Bot
from tests.support.transcript import Chat

TO_THE_CONFIRMATION = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
    seller: [agreed]
    bot:    binding.ask_partner [back]
    seller: Sunrise
    bot:    binding.open_contacts [opened | not_there | back]
    seller: [opened]
    bot:    binding.search_partner [copy | found | not_found | back]
    seller: [found]
    bot:    binding.press_start [pressed | no_button | back]
    seller: [pressed]
    bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
"""


async def test_seller_without_the_role_gets_a_text_to_forward_and_nothing_is_recorded(chat: Chat, bot: Bot) -> None:
    """Binding needs the administrator role; without it the seller learns who can give it."""
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [unsure]
        bot:    role.look_up [admin | not_admin | back]
        seller: [not_admin]
        bot:    binding.request_to_administrator
        bot:    role.ask_administrator [granted | delegated | nobody | back]
        seller: [delegated]
        bot:    role.delegated [menu]
    """)
    assert await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id)) == []


async def test_seller_who_gets_the_role_goes_on(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [not_admin]
        bot:    binding.request_to_administrator
        bot:    role.ask_administrator [granted | delegated | nobody | back]
        seller: [granted]
        bot:    binding.ask_terms [agreed | not_yet | back]
    """)


async def test_missing_role_that_shows_late_leads_back_to_where_it_was_missing(chat: Chat) -> None:
    """Who learns of the role only at the menu does not have to name the partner again."""
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        seller: Sunrise
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [not_there]
        bot:    binding.no_contacts [opened | not_admin | still_not | back]
        seller: [not_admin]
        bot:    binding.request_about_partner
        bot:    role.ask_administrator [granted | delegated | nobody | back]
        seller: [granted]
        bot:    binding.open_contacts [opened | not_there | back]
    """)


async def test_seller_talks_to_the_partner_first(chat: Chat) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [not_yet]
        bot:    binding.contact_first [agreed | later | back]
        seller: [later]
        bot:    binding.terms_later [choose_partner | menu]
    """)


async def test_reminder_is_planned_for_tomorrow(chat: Chat, bot: Bot) -> None:
    await chat.plays(
        TO_THE_CONFIRMATION
        + """
        seller: [not_yet]
        bot:    waiting.letter
        bot:    binding.waiting [appeared | remind | wait | back]
        seller: [remind]
        bot:    binding.reminded [menu]
        """
    )
    (planned,) = await bot.rows(select(Delivery).where(Delivery.chat_id == chat.person.id))
    assert (planned.kind, planned.content["values"]) == ("binding_confirmation", {"partner": "Sunrise"})
    assert (planned.due_at, planned.is_open) == (bot.clock() + timedelta(days=1), True)


async def test_reminder_is_dropped_when_the_partner_has_confirmed(chat: Chat, bot: Bot) -> None:
    await chat.plays(
        TO_THE_CONFIRMATION
        + """
        seller: [not_yet]
        bot:    waiting.letter
        bot:    binding.waiting [appeared | remind | wait | back]
        seller: [remind]
        bot:    binding.reminded [menu]
        """
        + TO_THE_CONFIRMATION
        + """
        seller: [appeared]
        bot:    binding.done [menu]
        """
    )
    (planned,) = await bot.rows(select(Delivery).where(Delivery.chat_id == chat.person.id))
    assert planned.state == State.CANCELLED
