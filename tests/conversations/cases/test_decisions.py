"""What the seller is told when something becomes of the case, and how it was: stars, and a sentence."""

import pytest

from seller_bot.escalations.kinds import kinds
from tests.conversations.cases.conftest import Manager, case_of, hears, sends
from tests.support.running import Bot
from tests.support.transcript import Chat

STARS = "rating.ask [star5 | star4 | star3 | star2 | star1]"


async def test_taken_and_approved_the_seller_learns_what_to_do_now(chat: Chat, manager: Manager) -> None:
    case = await sends(chat)
    manager.takes(case)
    await hears(chat, "case.told.taken")
    manager.approves(case)
    await hears(chat, "case.told.approved", STARS)
    assert "The wrong Ozon ID is unlinked" in chat.person.messages[-2].text


@pytest.mark.parametrize("reason", [*kinds()["ozon_id_wrong"].reasons, "The papers of <b>your</b> agency don't fit."])
async def test_a_rejection_names_its_reason(chat: Chat, manager: Manager, reason: str) -> None:
    manager.rejects(await sends(chat), reason)
    await hears(chat, "case.told.rejected", STARS)
    told = chat.person.messages[-2].text
    assert reason in told if " " in reason else "The reason: " in told
    await chat.plays("""
        seller: /status
        bot:    status.list [one]
        seller: [one]
        bot:    status.case [reopen | list]
    """)
    assert reason in chat.person.messages[-1].text if " " in reason else "{" not in chat.person.messages[-1].text


async def test_stars_and_a_sentence_are_kept(chat: Chat, manager: Manager) -> None:
    manager.approves(await sends(chat))
    await hears(chat, "case.told.approved", STARS)
    await chat.plays("""
        seller: [star4]
        bot:    rating.rated [words | nothing]
        seller: [words]
        bot:    rating.write_now [nothing]
        seller: how do I bind a partner? The manager told me at once.
        bot:    rating.thanks
        seller: thank you
        bot:    answer.thanks
    """)
    case = await case_of(chat)
    assert (case.rating, case.rating_words) == (4, "how do I bind a partner? The manager told me at once.")


async def test_stars_without_a_sentence_are_enough(chat: Chat, manager: Manager) -> None:
    manager.approves(await sends(chat))
    await hears(chat, "case.told.approved", STARS)
    await chat.plays("""
        seller: [star1]
        bot:    rating.rated [words | nothing]
        seller: [nothing]
        bot:    rating.thanks
    """)
    case = await case_of(chat)
    assert (case.rating, case.rating_words) == (1, None)


async def test_the_stars_of_somebody_else_are_forgotten_ones(bot: Bot, chat: Chat, manager: Manager) -> None:
    manager.approves(await sends(chat))
    await hears(chat, "case.told.approved", STARS)
    (stars,) = [button.data for button in chat.person.messages[-1] if (button.data or "").split(":")[2] == "star1"]
    stranger = Chat(bot, "en")
    await stranger.plays("""
        seller: /menu
        bot:    menu.home [want | trouble | status | contact | notices | language | help]
    """)
    await stranger.presses_forged(stars or "", stranger.person.messages[-1].message_id)
    await stranger.heard("bot: rating.forgotten [status | menu]")
    assert (await case_of(chat)).rating is None
