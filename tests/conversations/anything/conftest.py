"""Things that sellers send, as Telegram brings them: what the demo's page has no button for."""

from typing import Any

import pytest

from seller_bot.demo import samples
from seller_bot.demo.media import media_content
from tests.support.transcript import Chat

AT_THE_NAME = """
    seller: /bind
    bot:    binding.ask_role [admin | not_admin | unsure]
    seller: [admin]
    bot:    binding.ask_terms [agreed | not_yet | back]
    seller: [agreed]
    bot:    binding.ask_partner [back]
"""
USER = {"id": 77, "is_bot": False, "first_name": "Wang"}
CHAT = {"id": 77, "type": "private", "first_name": "Wang"}
POLL: dict[str, Any] = {
    "id": "1",
    "question": "Which?",
    "options": [{"persistent_id": "a", "text": "A", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
CHECKLIST = {"title": "To do", "tasks": [{"id": 1, "text": "Look"}]}
THINGS: dict[str, dict[str, Any]] = {
    "contact": {"contact": {"phone_number": "+79161234567", "first_name": "Wang"}},
    "location": {"location": {"latitude": 55.75, "longitude": 37.61}},
    "venue": {"venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "Port", "address": "Quay 1"}},
    "poll": {"poll": POLL},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "story": {"story": {"chat": CHAT, "id": 3}},
    "checklist": {"checklist": CHECKLIST},
    "game": {"game": {"title": "G", "description": "D", "photo": []}},
}
FILES = {"voice": samples.VOICE, "video": samples.VIDEO, "sticker": samples.STICKER, "document": samples.DOCUMENT}
FILES |= {"photo": samples.PHOTO, "video_note": samples.VIDEO, "animation": samples.VIDEO, "audio": samples.VOICE}


def thing(chat: Chat, kind: str) -> dict[str, Any]:
    """What a message of that kind holds."""
    if kind in THINGS:
        return THINGS[kind]
    return media_content(chat.bot.server.world.files, kind, FILES[kind], {"duration": 3})


async def sends(chat: Chat, content: dict[str, Any], message_id: int | None = None) -> list[str]:
    """Send that; what the bot answers."""
    await chat.person.sends(content, message_id)
    await chat._answered()
    return chat.described(await chat.sees())


async def says(chat: Chat, text: str) -> tuple[int, list[str]]:
    """Write that: the message's id, and what the bot answers."""
    heard = await chat.acts(text)
    own = [one for one in chat.person.messages if not one.from_bot]
    return own[-1].message_id, heard


async def edits(chat: Chat, message_id: int, text: str) -> list[str]:
    """Edit a message; what the bot answers."""
    await chat.person.edits(message_id, text)
    await chat._answered()
    return chat.described(await chat.sees())


@pytest.fixture
async def at_the_name(chat: Chat) -> Chat:
    """A seller who is asked for the partner's name."""
    await chat.plays(AT_THE_NAME)
    return chat
