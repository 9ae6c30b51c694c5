"""A seller binds a partner without any trouble."""

import pytest
from sqlalchemy import select

from seller_bot.partners.models import Binding
from tests.support.running import Bot
from tests.support.transcript import Chat


async def test_administrator_binds_a_partner_and_it_is_recorded(chat: Chat, bot: Bot) -> None:
    """Seven steps, one action each; the binding is on record when the seller has seen the company in the contacts."""
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        seller: Sunrise Logistics
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [opened]
        bot:    binding.search_partner [copy | found | not_found | back]
        seller: [found]
        bot:    binding.press_start [pressed | no_button | back]
        seller: [pressed]
        bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
        seller: [appeared]
        bot:    binding.done [menu]
    """)
    recorded = await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id))
    assert [(binding.partner, binding.is_bound) for binding in recorded] == [("Sunrise Logistics", True)]


@pytest.mark.parametrize(("typed", "understood"), [("administrator or manager", "admin"), ("i don't know", "unsure")])
async def test_typing_what_a_button_says_is_pressing_it(chat: Chat, typed: str, understood: str) -> None:
    following = {
        "admin": "binding.ask_terms [agreed | not_yet | back]",
        "unsure": "role.look_up [admin | not_admin | back]",
    }
    await chat.plays(f"""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: {typed}
        bot:    {following[understood]}
    """)
