"""The button "Got it" is counted once for each seller who has the notice, and takes no link away."""

from tests.conversations.notices.conftest import LINK, got, receipts, sends
from tests.support.running import Bot
from tests.support.transcript import Chat


async def test_it_is_counted_once_and_the_links_stay(bot: Bot, chat: Chat) -> None:
    number = sends(bot, chat, asks_receipt=True, buttons=[LINK])
    message = await got(chat)
    assert message.labels == ["Open", "Got it"]
    for _ in range(2):
        await chat.presses_forged(f"notices:receipt::{number}", message.message_id)
        await chat.heard("toast: notices.toast_got_it")
        shown = next(one for one in chat.person.messages if one.message_id == message.message_id)
        assert [(button.label, button.url) for button in shown] == [("Open", LINK["url"]), ("✓ Got it", None)]
    assert receipts(bot, number) == [chat.person.id]


async def test_it_interrupts_nothing(bot: Bot, chat: Chat) -> None:
    """Not even what the seller was asked to write."""
    await chat.acts("/bind")
    number = sends(bot, chat, asks_receipt=True)
    message = await got(chat)
    await chat.presses_forged(f"notices:receipt::{number}", message.message_id)
    await chat.heard("toast: notices.toast_got_it")
    await chat.plays("""
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
    """)


async def test_a_press_of_whoever_was_sent_nothing_is_answered_and_not_counted(bot: Bot, chat: Chat) -> None:
    """Staff see the button under a preview; others can make one up."""
    reader = Chat(bot, "en")
    await reader.acts("/start")
    number = sends(bot, reader, asks_receipt=True)
    silent = sends(bot, chat)
    await got(chat)
    for forged in (number, silent, 987654321):
        await chat.presses_forged(f"notices:receipt::{forged}", 1)
        await chat.heard("toast: notices.toast_not_counted")
        assert receipts(bot, forged) == []
