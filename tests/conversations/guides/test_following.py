"""A guide that follows another one does not ask again what is known, nor show again what was just looked at."""

from sqlalchemy import select

from seller_bot.partners.models import Binding
from tests.support.running import Bot
from tests.support.transcript import Chat


async def test_who_comes_from_looking_at_the_contacts_goes_on_with_the_employees(chat: Chat) -> None:
    await chat.exchange("somebody bound a partner to my store without my consent")
    await chat.plays("""
        seller: [not_there]
        bot:    self_check.employees [fine | unknown | back]
        seller: [fine]
        bot:    self_check.api_keys [fine | unknown | back]
        seller: [fine]
        bot:    self_check.all_fine [traps | menu]
    """)


async def test_one_step_back_from_there_is_the_look_at_the_contacts(chat: Chat) -> None:
    await chat.exchange("somebody bound a partner to my store without my consent")
    await chat.plays("""
        seller: [not_there]
        bot:    self_check.employees [fine | unknown | back]
        seller: [back]
        bot:    unauthorized.see [there | report | not_there]
    """)


async def test_whoever_starts_the_check_by_himself_starts_with_the_contacts(chat: Chat) -> None:
    """Also after a check that began behind them."""
    await chat.exchange("somebody bound a partner to my store without my consent")
    await chat.plays("""
        seller: [not_there]
        bot:    self_check.employees [fine | unknown | back]
        seller: /cancel
        bot:    repair.cancelled [self_check | menu]
        seller: /check
        bot:    self_check.contacts [fine | unknown]
    """)


async def test_a_partner_nobody_knows_is_unbound_or_told_to_a_manager(chat: Chat) -> None:
    await chat.plays("""
        seller: /check
        bot:    self_check.contacts [fine | unknown]
        seller: [unknown]
        bot:    self_check.stranger [unbind | report | go_on | back]
        seller: [report]
        bot:    case.ask.store [back]
        seller: [back]
        bot:    self_check.stranger [unbind | report | go_on | back]
        seller: [unbind]
        bot:    unbinding.ask_role [admin | not_admin | unsure | back]
    """)


async def test_who_has_agreed_with_the_partner_is_not_asked_for_the_terms_again(chat: Chat) -> None:
    await chat.exchange("how do I choose a partner")
    await chat.plays("""
        seller: [choose_partner]
        bot:    choose_partner.letter
        bot:    choose_partner.write [answered | bind_first | later]
        seller: [answered]
        bot:    choose_partner.price [clear | free | unclear | back]
        seller: [clear]
        bot:    choose_partner.access [clear | unclear | back]
        seller: [clear]
        bot:    choose_partner.certificate [seen | not_shown | back]
        seller: [seen]
        bot:    choose_partner.agreed [bind | later | back]
        seller: [bind]
        bot:    binding.ask_role [admin | not_admin | unsure | back]
        seller: [admin]
        bot:    binding.ask_partner [back]
    """)


async def test_who_has_just_got_the_role_is_not_asked_for_it_again(chat: Chat) -> None:
    await chat.exchange("how do I get the administrator role")
    await chat.plays("""
        seller: [admin_role]
        bot:    role.look_up [admin | not_admin]
        seller: [not_admin]
        bot:    admin_role.ask_purpose [bind | unbind | other | back]
        seller: [unbind]
        bot:    unbinding.request_to_administrator
        bot:    role.ask_administrator [granted | delegated | nobody | back]
        seller: [granted]
        bot:    unbinding.consequences [go_on | keep | back]
    """)


async def test_who_has_found_the_partner_in_the_list_comes_straight_to_its_button(chat: Chat, bot: Bot) -> None:
    """Under the name that stands there; the role and the terms are asked for all the same."""
    await chat.exchange("my partner is not in the list")
    await chat.plays("""
        seller: [not_listed]
        bot:    binding.ask_partner
        seller: Sunrise
        bot:    not_listed.search [copy | found | not_found | back]
        seller: [not_found]
        bot:    not_listed.letters [found | not_found | back]
        seller: [found]
        bot:    not_listed.ask_listed_name [back]
        seller: Санрайз
        bot:    binding.ask_role [admin | not_admin | unsure | back]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.press_start [pressed | no_button | back]
        seller: [pressed]
        bot:    binding.await_confirmation [appeared | not_yet | other_name | back]
        seller: [appeared]
        bot:    binding.done [menu]
    """)
    (binding,) = await bot.rows(select(Binding).where(Binding.seller_id == chat.person.id))
    assert (binding.partner, binding.is_bound) == ("Санрайз", True)
