"""A seller changes his mind, or sends what a step can't take."""

import pytest

from tests.support.running import Bot
from tests.support.transcript import Chat

TO_THE_NAME = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
    seller: [agreed]
    bot:    binding.ask_partner [back]
"""


async def test_back_goes_one_step_back_and_keeps_the_answers(chat: Chat) -> None:
    await chat.plays(
        TO_THE_NAME
        + """
        seller: Sunrise Logistics
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [back]
        bot:    binding.ask_partner [back]
        seller: /back
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [back]
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: /back
        bot:    repair.nothing_to_go_back_to [menu | resume]
        """
    )


async def test_another_name_can_be_tried_when_the_first_is_not_found(chat: Chat) -> None:
    await chat.plays(
        TO_THE_NAME
        + """
        seller: Sunrize
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [opened]
        bot:    binding.search_partner [copy | found | not_found | back]
        seller: [not_found]
        bot:    binding.not_found [found | other_name | still_not | back]
        seller: [other_name]
        bot:    binding.ask_other_name [back]
        seller: Sunrise
        bot:    binding.search_partner [copy | found | not_found | back]
        """
    )
    newest = chat.person.messages[-1]
    assert "Sunrise and" in newest.text
    assert [button.copy_text for button in newest if button.copy_text] == ["Sunrise"]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("x" * 121, "partner.name_too_long"),
        ("!!!", "partner.name_without_letters"),
        ("👍", "partner.name_without_letters"),
        ("https://seller.ozon.ru/app", "partner.name_expected"),
        ("where do I find it?", "partner.name_expected"),
        ("在哪里看？", "partner.name_expected"),
        ("(voice)", "sent.voice"),
        ("(video)", "sent.video"),
    ],
)
async def test_what_is_no_name_is_refused_with_its_reason_and_asked_again(chat: Chat, sent: str, reason: str) -> None:
    """The conversation stays where it is, and the next good name is taken."""
    await chat.plays(
        TO_THE_NAME
        + f"""
        seller: {sent}
        bot:    {reason}
        bot:    binding.ask_partner [back]
        seller: Sunrise
        bot:    binding.open_contacts [opened | not_there | back]
        """
    )


async def test_a_name_with_markup_comes_back_as_it_was_typed(chat: Chat, bot: Bot) -> None:
    """Whatever a seller types is shown as text, never as formatting, and never refused by Telegram."""
    await chat.plays(
        TO_THE_NAME
        + """
        seller: <b>A&B</b> "C" </pre> {partner} 日
        bot:    binding.open_contacts [opened | not_there | back]
        seller: [opened]
        bot:    binding.search_partner [copy | found | not_found | back]
        """
    )
    assert '<b>A&B</b> "C" </pre> {partner} 日' in chat.person.messages[-1].text
    assert not [call for call in bot.server.calls if call.error_code == 400]
