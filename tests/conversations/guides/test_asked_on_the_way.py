"""What sellers ask in the middle of binding is answered, its guide only offered, and the step goes on."""

import pytest

from tests.support.transcript import Chat


@pytest.mark.parametrize(
    ("asked", "answer", "guide"),
    [
        ("how do I choose a partner", "choose_partner", "choose_partner"),
        ("how do I get the administrator role", "admin_role", "admin_role"),
        ("the partner did not confirm yet", "partner_pending_confirmation", "waiting"),
        ("my partner is not in the list", "partner_not_in_list", "not_listed"),
    ],
)
async def test_the_answer_offers_its_guide_and_the_step_stands_below(
    chat: Chat, asked: str, answer: str, guide: str
) -> None:
    await chat.plays("""
        seller: /bind
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
    """)
    heard = await chat.acts(asked)
    assert heard[0].startswith(f"bot: answer.{answer} [{guide}")
    assert heard[1:] == ["bot: binding.ask_terms [agreed | not_yet | back]"]
