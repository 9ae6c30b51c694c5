"""Files of a case: photos and documents, one by one or together, up to five; other things get a word of their own."""

import pytest
from sqlalchemy import select

from seller_bot.escalations.models import Entry
from tests.conversations.cases.conftest import case_of, entries
from tests.support.transcript import Chat


@pytest.fixture
async def asked(chat: Chat) -> Chat:
    """A seller who is asked for files."""
    await chat.plays("""
        seller: /contact
        bot:    contact.support [write_us | status | menu]
        seller: [write_us]
        bot:    case.ask.story
        seller: The certificate looks forged.
        bot:    case.ask.files [none | back]
    """)
    return chat


async def test_each_file_is_answered_and_the_last_button_is_as_good_as_the_first(asked: Chat) -> None:
    await asked.plays("""
        seller: (photo)
        bot:    case.file_kept [done | drop | back]
        seller: (document: the certificate)
        bot:    case.file_kept [done | drop | back]
        seller: and that is their office
        bot:    case.file_kept [done | drop | back]
        seller: [done]
        bot:    case.summary [send | correct | back]
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    assert await entries(asked) == [("", "photo"), ("", "document")]
    story = (await case_of(asked)).answers["story"]
    assert story == "The certificate looks forged.\n\nthe certificate\n\nand that is their office"


async def test_ten_at_once_are_answered_once_and_refused_once(asked: Chat) -> None:
    await asked.plays("""
        seller: (album 10)
        bot:    case.file_kept [done | drop | back]
        bot:    case.files_full [done | drop | back]
        seller: (photo)
        bot:    repair.refused_again [done | drop | back | menu | contact]
        seller: [done]
        bot:    case.summary [send | correct | back]
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    case = await case_of(asked)
    kept = await asked.bot.rows(select(Entry).where(Entry.case_id == case.id))
    assert len(kept) == 5
    assert len({entry.album for entry in kept}) == 1
    assert all(entry.file_id for entry in kept)


async def test_what_a_manager_can_not_look_at_gets_a_fitting_word(asked: Chat) -> None:
    await asked.plays("""
        seller: (voice)
        bot:    case.no_voice [none | back]
        seller: (video)
        bot:    case.no_video [none | back]
        seller: (sticker)
        bot:    case.no_sticker [none | back]
        seller: (location)
        bot:    case.no_such_file [none | back]
        seller: (photo)
        bot:    case.file_kept [done | drop | back]
    """)


async def test_files_can_be_sent_anew(asked: Chat) -> None:
    await asked.plays("""
        seller: (album 2)
        bot:    case.file_kept [done | drop | back]
        seller: [drop]
        bot:    case.ask.files [none | back]
        seller: (document)
        bot:    case.file_kept [done | drop | back]
        seller: [done]
        bot:    case.summary [send | correct | back]
        seller: [send]
        bot:    case.sent [status | menu]
    """)
    assert await entries(asked) == [("", "document")]


async def test_too_many_words_beside_the_files_are_refused(asked: Chat) -> None:
    await asked.plays(f"""
        seller: {"x" * 4000}
        bot:    case.file_kept [none | back]
        seller: {"y" * 200}
        bot:    case.words_too_long [none | back]
    """)


async def test_where_no_file_is_expected_an_album_is_answered_once(chat: Chat) -> None:
    await chat.plays("""
        seller: (album 10)
        bot:    sent.photo [menu | contact]
        seller: (photo)
        bot:    sent.again [menu | contact]
    """)
