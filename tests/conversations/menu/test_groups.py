"""The menu for those who don't know the words: what they want, and what is wrong."""

import pytest

from seller_bot.flows import FLOWS
from seller_bot.flows.menu import TROUBLES, WISHES
from tests.support.running import Bot
from tests.support.transcript import Chat

HOME = "menu.home [want | trouble | status | contact | notices | language | help]"
WISHED = f"menu.want [{' | '.join(WISHES)} | menu]"
TROUBLED = f"menu.trouble [{' | '.join(TROUBLES)} | contact | menu]"


async def test_both_groups_lead_back_to_the_menu(chat: Chat) -> None:
    await chat.plays(f"""
        seller: /menu
        bot:    {HOME}
        seller: [want]
        bot:    {WISHED}
        seller: [menu]
        bot:    {HOME}
        seller: [trouble]
        bot:    {TROUBLED}
        seller: [menu]
        bot:    {HOME}
    """)


async def test_a_newcomer_finds_the_same_groups_under_the_first_words(chat: Chat) -> None:
    await chat.plays(f"""
        seller: [trouble]
        bot:    {TROUBLED}
        seller: [code_trouble]
        bot:    code_trouble.number [helped | next]
    """)


async def test_in_the_middle_of_a_guide_the_groups_keep_the_way_back_to_its_step(chat: Chat) -> None:
    await chat.plays(f"""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: /menu
        bot:    {HOME.removesuffix("]")} | resume]
        seller: [want]
        bot:    {WISHED.removesuffix("]")} | resume]
        seller: [choose_partner]
        bot:    repair.leave_or_stay [resume | anew]
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
    """)


@pytest.mark.parametrize("flow", [*WISHES, *TROUBLES])
async def test_every_button_of_the_groups_opens_its_guide_with_something_to_press_or_to_answer(
    bot: Bot, flow: str
) -> None:
    chat = Chat(bot, "en")
    await chat.exchange("/menu")
    await chat.exchange("[want]" if flow in WISHES else "[trouble]")
    heard = await chat.acts(f"[{flow}]")
    assert heard[-1].startswith("bot: ")
    assert "[" in heard[-1] or FLOWS[flow].start.takes_text
