"""getUpdates: what comes, how long it is kept, and who may ask."""

import asyncio

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


async def test_updates_come_in_order_and_again_until_they_are_confirmed(bot: Bot, li: Person) -> None:
    """An offset confirms everything before it; without one the same updates come once more."""
    await li.says("one")
    await li.says("two")
    first = await bot("getUpdates")
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert await bot("getUpdates") == first
    assert await bot("getUpdates", offset=first[0]["update_id"] + 1) == first[1:]
    assert await bot("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_limit_and_negative_offset_choose_the_first_and_the_last(bot: Bot, li: Person) -> None:
    """A limit counts from the front; a negative offset keeps the last ones and forgets the others."""
    for text in ("one", "two", "three"):
        await li.says(text)
    assert [update["message"]["text"] for update in await bot("getUpdates", limit=2)] == ["one", "two"]
    assert [update["message"]["text"] for update in await bot("getUpdates", offset=-1)] == ["three"]
    assert len(await bot("getUpdates")) == 1


async def test_long_poll_waits_for_the_next_update(bot: Bot, li: Person) -> None:
    """A poll with a timeout is answered when somebody writes, not before."""
    poll = asyncio.create_task(bot("getUpdates", timeout=30))
    await bot.server.polled()
    await li.says("here I am")
    assert [update["message"]["text"] for update in await poll] == ["here I am"]


async def test_an_offset_from_before_the_numbers_began_elsewhere_confirms_nothing(
    bot: Bot, server: BotApiServer, li: Person
) -> None:
    """After a week without updates Telegram goes on with any number; the old offset must not hide what comes."""
    server.world.updates.next_id = 1000
    await li.says("after a week")
    for _ in range(2):
        assert [update["update_id"] for update in await bot("getUpdates", offset=bot.offset)] == [1000]
    assert await bot("getUpdates", offset=1001) == []


async def test_second_poller_takes_the_place_of_the_first(bot: Bot, li: Person) -> None:
    """One bot, one poller: the poll that waits is told that another one came."""
    first = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await bot.server.polled()
    second = asyncio.create_task(bot("getUpdates", timeout=30))
    refusal = await first
    assert refusal.code == 409
    assert refusal.description == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await li.says("for the second")
    assert len(await second) == 1


async def test_poll_of_a_bot_that_was_killed_ends(bot: Bot, server: BotApiServer, li: Person) -> None:
    """The broken connection is noticed; what comes afterwards waits for the next poll."""
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"GET /bot{server.token}/getUpdates?timeout=50 HTTP/1.1\r\nHost: here\r\n\r\n".encode())
    await server.polled()
    writer.transport.abort()
    async with asyncio.timeout(5):
        while server.world.updates.poll:
            await asyncio.sleep(0.01)
    await li.says("still there?")
    assert len(await bot("getUpdates")) == 1


async def test_only_kinds_that_the_bot_asked_for_are_kept(bot: Bot, li: Person) -> None:
    """allowed_updates counts for what happens from then on; an empty list brings back the usual kinds."""
    await bot("getUpdates", allowed_updates=["callback_query"])
    await li.says("not asked for")
    assert await bot("getUpdates") == []
    await bot("getUpdates", allowed_updates=[])
    await li.says("asked for")
    assert len(await bot("getUpdates")) == 1


async def test_reactions_come_only_on_request(bot: Bot, li: Person) -> None:
    """message_reaction is among the kinds that a bot has to name."""
    sent = await bot("sendMessage", chat_id=li.id, text="like it?")
    await li.reacts(sent["message_id"])
    assert await bot("getUpdates", allowed_updates=["message_reaction"]) == []
    await li.reacts(sent["message_id"], "🔥")
    (update,) = await bot("getUpdates")
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]


async def test_messages_wait_a_day_and_pressed_buttons_150_seconds(bot: Bot, server: BotApiServer, li: Person) -> None:
    """What a bot that was away too long did not fetch is gone."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot("sendMessage", chat_id=li.id, text="ready?", reply_markup=keyboard)
    await li.says("a message")
    await li.presses("go")
    server.advance(151)
    assert [set(update) - {"update_id"} for update in await bot("getUpdates")] == [{"message"}]
    server.advance(24 * 60 * 60)
    assert await bot("getUpdates") == []


async def test_names_of_updates_that_do_not_exist_are_violations(bot: Bot, server: BotApiServer) -> None:
    """Telegram ignores a misspelt kind in silence; a test should not."""
    await bot("getUpdates", allowed_updates=["mesage"])
    assert [str(violation) for violation in server.violations] == [
        "call 1, getUpdates: 'mesage' is no kind of update",
    ]
