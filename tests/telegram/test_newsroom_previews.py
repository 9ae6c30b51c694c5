"""Previews of a notice on their way to whoever writes it: whatever becomes of them, the card comes below them."""

from collections.abc import AsyncIterator

import pytest_asyncio

from seller_bot.deliveries.models import State
from seller_bot.notices import sending
from seller_bot.notices.models import Notice
from seller_bot.staff.events import COMMAND_LINE
from seller_bot.telegram.newsroom.previews import PREVIEW
from tests.support.couriers import ledger_on
from tests.support.newsrooms import Newsroom, newsroom_on
from tests.support.notices import notice, text


@pytest_asyncio.fixture
async def room(database_url: str) -> AsyncIterator[Newsroom]:
    async with ledger_on(database_url) as ledger, newsroom_on(ledger) as room:
        yield room


async def test_the_card_comes_where_the_text_of_the_last_preview_was_dropped_in_between(room: Newsroom) -> None:
    """Nothing is left to be shown of it; Telegram has not refused anything."""
    now = room.ledger.clock()
    with room.ledger.database.unit_of_work() as session:
        number = sending.keep(session, notice(now, fallback=[]), COMMAND_LINE, now).id
    room.presses(number, "preview")
    with room.ledger.database.unit_of_work() as session:
        session.get_one(Notice, number).revise(texts={"en": text("Works on Sunday.")})
    async with room.ledger.courier(room.contents):
        await room.quiet()
    previews = [row.state for row in room.ledger.rows() if row.kind == PREVIEW]
    assert previews == [State.SENT, State.CANCELLED, State.CANCELLED]
    assert [*room.notice(number).checks] == ["en"]
    assert len(room.changes()) == 1
