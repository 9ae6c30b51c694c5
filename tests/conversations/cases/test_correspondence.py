"""Words between a seller and a manager: what belongs to the case goes there, everything else is as always."""

from datetime import timedelta

from sqlalchemy import select

from seller_bot.escalations.models import CaseState, Entry
from tests.conversations.cases.conftest import Manager, case_of, entries, hears, reads, sends
from tests.support.running import Bot
from tests.support.transcript import Chat


async def told_taken(chat: Chat, manager: Manager) -> int:
    """The case is taken, and the seller knows; the id of the message that says so."""
    manager.takes(await sends(chat))
    await hears(chat, "case.told.taken")
    return chat.person.messages[-1].message_id


async def test_the_next_words_answer_an_open_question(chat: Chat, manager: Manager) -> None:
    await told_taken(chat, manager)
    case = await case_of(chat)
    manager.asks(case, "Since when exactly?")
    await reads(chat, "Since when exactly?")
    await chat.plays("""
        seller: Since 3 October.
        bot:    status.answered
    """)
    assert (await case_of(chat)).state == CaseState.TAKEN
    assert await entries(chat) == [("Since when exactly?", None), ("Since 3 October.", None)]


async def test_an_album_answers_a_question_as_a_whole(chat: Chat, manager: Manager) -> None:
    await told_taken(chat, manager)
    manager.asks(await case_of(chat), "Have you a screenshot?")
    await reads(chat, "Have you a screenshot?")
    await chat.plays("""
        seller: (album 10)
        bot:    status.answered
    """)
    assert await entries(chat) == [("Have you a screenshot?", None), *[("", "photo")] * 10]


async def test_while_a_manager_writes_with_the_seller_the_bot_only_nods(chat: Chat, manager: Manager) -> None:
    """A question that the bot could answer goes to the manager; commands and buttons work as always."""
    await told_taken(chat, manager)
    manager.writes(await case_of(chat), "I am looking into it.")
    await reads(chat, "I am looking into it.")
    await chat.plays("""
        seller: how do I bind a partner
        seller: /menu
        bot:    menu.home [want | trouble | status | contact | notices | language | help]
        seller: [want]
        bot:    menu.want [binding | unbinding | choose_partner | self_check | admin_role | traps | ozon_id | menu]
        seller: [binding]
        bot:    binding.ask_role [admin | not_admin | unsure]
        seller: [admin]
        bot:    binding.ask_terms [agreed | not_yet | back]
        seller: [agreed]
        bot:    binding.ask_partner [back]
        seller: Sunrise Logistics
        bot:    binding.open_contacts [opened | not_there | back]
        seller: is it done?
    """)
    private = chat.bot.server.world.chats[chat.person.id]
    nodded = [private.messages[id]["text"] for id, reactions in private.reactions.items() if "👌" in str(reactions)]
    assert [text for text, _ in await entries(chat)] == [
        "I am looking into it.",
        "how do I bind a partner",
        "is it done?",
    ]
    assert nodded == ["how do I bind a partner", "is it done?"]


async def test_half_a_day_after_the_managers_last_word_the_bot_answers_again(chat: Chat, manager: Manager) -> None:
    await told_taken(chat, manager)
    manager.writes(await case_of(chat), "I am looking into it.")
    await reads(chat, "I am looking into it.")
    chat.bot.clock.advance(timedelta(hours=12, minutes=1))
    await chat.plays("""
        seller: thank you
        bot:    answer.thanks
    """)


async def test_a_reply_to_what_was_told_of_a_case_goes_to_it(chat: Chat, manager: Manager) -> None:
    """At any time, wherever the seller stands."""
    told = await told_taken(chat, manager)
    await chat.plays("""
        seller: /contact
        bot:    contact.support [write_us | status | menu]
        seller: [write_us]
        bot:    case.ask.story
    """)
    await chat.person.says("One more thing.", told)
    await chat.noted()
    assert await entries(chat) == [("One more thing.", None)]
    await chat.plays("""
        seller: A question of another kind.
        bot:    case.ask.files [none | back]
    """)


async def test_a_reply_about_an_ended_case_is_not_lost_in_silence(chat: Chat, manager: Manager) -> None:
    told = await told_taken(chat, manager)
    manager.rejects(await case_of(chat), "not_found")
    await hears(chat, "case.told.rejected", "rating.ask [star5 | star4 | star3 | star2 | star1]")
    await chat.person.says("But it is mine.", told)
    await chat.person.sees(timeout=20)
    assert chat.described([chat.person.messages[-1]]) == ["bot: status.ended_already [reopen | status]"]
    assert await entries(chat) == []


async def test_what_the_seller_edits_changes_in_the_case(chat: Chat, manager: Manager) -> None:
    """A secret that is edited in is warned of, and not kept; an edit of anything else changes nothing."""
    await told_taken(chat, manager)
    manager.asks(await case_of(chat), "Since when?")
    await reads(chat, "Since when?")
    await chat.plays("""
        seller: Since 3 October.
        bot:    status.answered
    """)
    case = await case_of(chat)
    (entry,) = await chat.bot.rows(select(Entry).where(Entry.case_id == case.id, Entry.is_sellers))
    await chat.person.edits(entry.message_id or 0, "Since 13 October.")
    await chat.noted()
    assert (await entries(chat))[-1] == ("Since 13 October.", None)
    await chat.person.edits(entry.message_id or 0, "password: Tr0ub4dor")
    await chat.person.sees(timeout=20)
    assert chat.described([chat.person.messages[-1]]) == ["bot: secret.password"]
    assert (await entries(chat))[-1] == ("Since 13 October.", None)


async def test_a_reply_to_a_message_of_somebody_elses_case_is_a_message_like_any_other(
    bot: Bot, chat: Chat, manager: Manager
) -> None:
    told = await told_taken(chat, manager)
    stranger = Chat(bot, "en")
    await stranger.plays("""
        seller: /menu
        bot:    menu.home [want | trouble | status | contact | notices | language | help]
    """)
    message = stranger.person.messages[-1].message_id
    assert message != told
    await stranger.person.says("thank you", message)
    await stranger.noted()
    assert await entries(chat) == []
