"""Sellers don't follow scripts: other commands, old buttons, forged ones, words where a press is expected."""

from tests.support.transcript import Chat

AT_THE_TERMS = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
"""


async def test_menu_and_help_in_the_middle_offer_the_way_back(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: /menu
        bot:    menu.home [want | trouble | status | contact | notices | language | help | resume]
        seller: /help
        bot:    help.about [menu | resume]
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
        """
    )


async def test_start_in_the_middle_keeps_the_place(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: /start
        bot:    onboarding.welcome [want | trouble | contact | language | help | resume]
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
        """
    )


async def test_another_flow_in_the_middle_is_entered_only_when_confirmed(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: /unbind
        bot:    repair.leave_or_stay [resume | anew]
        seller: [resume]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: /unbind
        bot:    repair.leave_or_stay [resume | anew]
        seller: [anew]
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        """
    )


async def test_the_same_flow_in_the_middle_is_begun_again_only_when_confirmed(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: /bind
        bot:    repair.already_here [resume | anew]
        seller: [anew]
        bot:    binding.ask_role [admin | not_admin | unsure]
        """
    )


async def test_cancel_leaves_the_flow(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: /cancel
        bot:    repair.cancelled [binding | menu]
        seller: /cancel
        bot:    repair.nothing_to_cancel [menu]
        seller: /back
        bot:    repair.nothing_to_go_back_to [menu]
        """
    )


async def test_words_where_a_press_is_expected_get_a_hint_then_the_ways_out(chat: Chat) -> None:
    """Never the same sentence twice running."""
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: lorem ipsum dolor
        bot:    repair.press_a_button
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: sit amet consectetur
        bot:    repair.stuck [resume | menu | contact]
        """
    )


async def test_words_outside_of_any_flow_lead_to_the_menu_then_to_a_person(chat: Chat) -> None:
    await chat.plays("""
        seller: lorem ipsum
        bot:    repair.not_understood [menu | contact]
        seller: dolor sit
        bot:    repair.not_understood_again [menu | contact]
        seller: /nonsense
        bot:    repair.unknown_command [menu | contact]
    """)


async def test_old_button_of_this_flow_shows_the_step_that_is_current(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: [agreed]
        bot:    binding.ask_partner [back]
        """
    )
    asked = next(message for message in chat.person.messages if message.text.startswith("Step 1"))
    await chat.presses_forged("binding:role:unsure:1", asked.message_id)
    await chat.heard("""
        toast:  repair.toast_step_is_past
        bot:    binding.ask_partner [back]
    """)


async def test_old_button_of_another_flow_offers_to_start_it_again(chat: Chat) -> None:
    await chat.plays(
        AT_THE_TERMS
        + """
        seller: /cancel
        bot:    repair.cancelled [binding | menu]
        seller: /unbind
        bot:    unbinding.ask_role [admin | not_admin | unsure]
        """
    )
    await chat.presses_forged("binding:terms:agreed:2", chat.person.messages[-1].message_id)
    await chat.heard("bot: repair.flow_is_past [binding | menu | resume]")


async def test_forged_buttons_are_answered_and_do_nothing(chat: Chat) -> None:
    await chat.plays(AT_THE_TERMS)
    newest = chat.person.messages[-1].message_id
    for forged in (":", "binding:terms:no_such_choice:2", "binding:no_such_step:x:1", "drop table:::1", "🙂" * 16):
        await chat.presses_forged(forged, newest)
        await chat.heard("toast: repair.toast_button_unknown")
    await chat.plays("""
        seller: [agreed]
        bot:    binding.ask_partner [back]
    """)


async def test_a_pressed_keyboard_shows_what_was_chosen(chat: Chat) -> None:
    await chat.plays(AT_THE_TERMS)
    asked = next(message for message in chat.person.messages if message.text.startswith("Step 1"))
    assert asked.labels == ["✓ Administrator or Manager"]
