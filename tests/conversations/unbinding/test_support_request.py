"""Where Cancel is missing or refused, the bot drafts the request to Ozon's support."""

from tests.support.transcript import Chat

TO_THE_REQUEST = """
    seller: /unbind
    bot:    unbinding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    unbinding.consequences [go_on | keep | back]
    seller: [go_on]
    bot:    unbinding.find_partner [found | not_there | back]
    seller: [found]
    bot:    unbinding.ask_partner [back]
    seller: Sunrise & Co
    bot:    unbinding.press_cancel [pressed | no_button | refused | back]
    seller: [no_button]
    bot:    unbinding.write_support [draft | people | later | back]
    seller: [draft]
    bot:    support_request.ask_store [back]
    seller: Lin Home 1234567
    bot:    support_request.ask_since [back]
    seller: October
    bot:    support_request.ask_consent [without_consent | agreed | unsure | back]
    seller: [without_consent]
    bot:    support_request.ask_trouble [no_button | no_effect | back]
"""


async def test_four_short_answers_become_a_draft_in_three_languages(chat: Chat) -> None:
    await chat.plays(TO_THE_REQUEST)
    exchange = await chat.exchange("There is no Cancel <button>.")
    chinese, english, russian, question = exchange.messages
    for draft in (chinese, english, russian):
        assert [entity["type"] for entity in draft.entities] == ["bold", "pre"]
        assert all(
            said in draft.text for said in ("Sunrise & Co", "Lin Home 1234567", "October", "no Cancel <button>.")
        )
    assert "该绑定未经我同意" in chinese.text
    assert "without my consent" in english.text
    assert "без моего согласия" in russian.text
    assert len([*question]) == 4


async def test_one_answer_is_corrected_without_asking_the_others_again(chat: Chat) -> None:
    await chat.plays(TO_THE_REQUEST)
    await chat.exchange("There is no Cancel button.")
    await chat.plays("""
        seller: [correct]
        bot:    support_request.correct [store | since | consent | trouble | back]
        seller: [since]
        bot:    support_request.ask_since [back]
    """)
    exchange = await chat.exchange("13 October")
    assert all("13 October" in message.text for message in exchange.messages[:3])
    await chat.plays("""
        seller: [sent]
        bot:    support_request.sent [cant_unbind | menu]
    """)


async def test_too_much_is_refused_with_its_reason(chat: Chat) -> None:
    await chat.plays(
        TO_THE_REQUEST
        + f"""
        seller: {"very long " * 61}
        bot:    support_request.story_too_long
        bot:    support_request.ask_trouble [no_button | no_effect | back]
        """
    )


async def test_what_is_pressed_is_worded_in_the_language_of_each_draft(chat: Chat) -> None:
    await chat.plays(TO_THE_REQUEST)
    chinese, english, russian, _ = (await chat.exchange("[no_button]")).messages
    assert "旁边没有“取消”按钮" in chinese.text
    assert "no “Cancel” button" in english.text
    assert "нет кнопки «Отменить»" in russian.text


async def test_request_that_was_left_and_begun_again_asks_for_the_partner(chat: Chat) -> None:
    """Left by /cancel, its answers are gone; begun again by the button, it must not miss one."""
    await chat.plays(
        TO_THE_REQUEST
        + """
        seller: /cancel
        bot:    repair.cancelled [support_request | menu]
        seller: [support_request]
        bot:    support_request.ask_partner
        seller: Sunrise
        bot:    support_request.ask_store [back]
        """
    )


async def test_back_leads_from_the_request_to_the_unbinding(chat: Chat) -> None:
    await chat.plays(
        TO_THE_REQUEST.partition("seller: Lin Home")[0]
        + """
        seller: [back]
        bot:    unbinding.write_support [draft | people | later | back]
        """
    )


async def test_a_request_about_another_partner_takes_nothing_over_from_the_first(chat: Chat) -> None:
    """Drafted, gone back to the name, and drafted again for another: Ozon must not read the first one's date."""
    await chat.plays(TO_THE_REQUEST)
    await chat.exchange("[no_button]")
    for _ in range(7):
        await chat.exchange("[back]")
    await chat.plays("""
        seller: Harbour Trade
        bot:    unbinding.press_cancel [pressed | no_button | refused | back]
        seller: [no_button]
        bot:    unbinding.write_support [draft | people | later | back]
        seller: [draft]
        bot:    support_request.ask_store [back]
        seller: 7654321
        bot:    support_request.ask_since [back]
    """)
