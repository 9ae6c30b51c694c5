"""A seller unbinds a partner."""

from datetime import timedelta

from sqlalchemy import select

from seller_bot.partners.effects import RecordBinding
from seller_bot.partners.models import Binding
from seller_bot.sellers.models import Seller
from tests.support.running import Bot
from tests.support.transcript import Chat


async def test_partner_that_the_bot_knows_is_offered_as_a_button_and_its_end_recorded(chat: Chat, bot: Bot) -> None:
    """The seller warned of what he loses, shown where to press, and asked to check that it is gone."""
    with bot.database.unit_of_work() as session:
        seller = session.get_one(Seller, chat.person.id)
        RecordBinding(partner="Sunrise <Logistics>").apply(seller, session, bot.clock() - timedelta(days=9))
    await chat.plays("""
        seller: /unbind
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    unbinding.consequences [go_on | keep | back]
        seller: [go_on]
        bot:    unbinding.find_partner [found | not_there | back]
        seller: [found]
        bot:    unbinding.ask_partner [0 | back]
        seller: [0]
        bot:    unbinding.press_cancel [pressed | no_button | refused | back]
        seller: [pressed]
        bot:    unbinding.check_gone [gone | still_there | other_name | back]
        seller: [gone]
        bot:    unbinding.done [menu]
    """)
    (ended,) = await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id))
    assert (ended.partner, ended.unbound_at) == ("Sunrise <Logistics>", bot.clock())


async def test_seller_who_reads_the_consequences_may_keep_the_partner(chat: Chat, bot: Bot) -> None:
    await chat.plays("""
        seller: /unbind
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    unbinding.consequences [go_on | keep | back]
        seller: [keep]
        bot:    unbinding.kept [menu]
    """)
    assert await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id)) == []


async def test_partner_that_was_not_found_is_never_called_unbound(chat: Chat, bot: Bot) -> None:
    """Not finding it is no proof: a frightened seller must not be told that all is well."""
    await chat.plays("""
        seller: /unbind
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    unbinding.consequences [go_on | keep | back]
        seller: [go_on]
        bot:    unbinding.find_partner [found | not_there | back]
        seller: [not_there]
        bot:    unbinding.not_there [found | gone | still_not | back]
        seller: [still_not]
        bot:    unbinding.ask_support [contact | menu]
    """)
    assert await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id)) == []
