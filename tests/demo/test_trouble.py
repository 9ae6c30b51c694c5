"""Speed limits and faults on demand."""

import asyncio

import httpx
import pytest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


async def test_burst_to_one_chat_is_refused_until_time_has_passed(bot: Bot, server: BotApiServer, li: Person) -> None:
    """About a message a second, with a burst; 429 says how long to wait."""
    server.rates.on = True
    for number in range(5):
        await bot("sendMessage", chat_id=li.id, text=str(number))
    refusal = await bot.refused("sendMessage", chat_id=li.id, text="too fast")
    assert (refusal.code, refusal.description) == (429, "Too Many Requests: retry after 1")
    assert refusal.parameters == {"retry_after": 1}
    await bot("sendChatAction", chat_id=li.id, action="typing")
    server.advance(1)
    await bot("sendMessage", chat_id=li.id, text="in time")


async def test_group_takes_twenty_messages_a_minute(bot: Bot, server: BotApiServer, li: Person) -> None:
    """The twenty-first waits three seconds."""
    server.rates.on = True
    group = server.group("Shop", [li])
    for number in range(20):
        await bot("sendMessage", chat_id=group.id, text=str(number))
    assert (await bot.refused("sendMessage", chat_id=group.id, text="!")).parameters == {"retry_after": 3}


async def test_album_counts_each_of_its_files(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Ten pictures are ten messages."""
    await li.sends_photo()
    media = [{"type": "photo", "media": li.messages[-1].json["photo"][-1]["file_id"]}] * 10
    server.rates.on = True
    await bot("sendMediaGroup", chat_id=li.id, media=media)
    assert (await bot.refused("sendMessage", chat_id=li.id, text="!")).parameters == {"retry_after": 6}


async def test_refused_message_is_none(bot: Bot, server: BotApiServer, li: Person) -> None:
    """It uses up nothing of the burst."""
    server.rates.on = True
    for _ in range(10):
        assert (await bot.refused("sendMessage", chat_id=li.id, text=" ")).code == 400
    for number in range(5):
        await bot("sendMessage", chat_id=li.id, text=str(number))
    assert (await bot.refused("sendMessage", chat_id=li.id, text="!")).code == 429


async def test_chat_is_one_whatever_it_is_called(bot: Bot, server: BotApiServer, li: Person) -> None:
    """By its id and by its @username."""
    server.rates.on = True
    group = server.group("Shop", [li])
    group.chat.about["username"] = "shop_of_li"
    for number in range(20):
        await bot("sendMessage", chat_id="@shop_of_li" if number % 2 else group.id, text=str(number))
    assert (await bot.refused("sendMessage", chat_id="@Shop_of_Li", text="!")).code == 429


async def test_thirty_messages_a_second_go_to_different_chats(bot: Bot, server: BotApiServer) -> None:
    """The limit for all chats together; refilled slowly here, so that the test's own time does not count."""
    server.rates.on = True
    server.rates.in_all = (0.01, 30.0)
    people = [server.person(f"Person {n}") for n in range(31)]
    for person in people:
        await person.says("/start")
    codes = [await code(bot, person.id) for person in people]
    assert codes == [200] * 30 + [429]


async def code(bot: Bot, chat_id: int) -> int:
    address = f"{bot.server.url}/bot{bot.server.token}/sendMessage"
    return (await bot.client.post(address, data={"chat_id": chat_id, "text": "hi"})).status_code


async def test_refusals_come_as_often_as_asked_for(bot: Bot, server: BotApiServer, li: Person) -> None:
    """By method, by chat, so many times."""
    server.faults.refuses(429, "sendMessage", times=2, retry_after=5)
    for _ in range(2):
        refusal = await bot.refused("sendMessage", chat_id=li.id, text="hi")
        assert refusal.parameters == {"retry_after": 5}
    await bot("sendMessage", chat_id=li.id, text="hi")
    server.faults.refuses(403, chat_id=li.id, description="Forbidden: user is deactivated")
    assert (await bot.refused("sendMessage", chat_id=li.id, text="hi")).description == "Forbidden: user is deactivated"


async def test_gateway_errors_are_no_json(bot: Bot, server: BotApiServer) -> None:
    """What stands before Telegram answers 502 with a page."""
    server.faults.refuses(502, "getMe")
    answer = await bot.client.get(f"{server.url}/bot{server.token}/getMe")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html")


async def test_cut_before_leaves_nothing_and_cut_after_leaves_the_message(
    bot: Bot, server: BotApiServer, li: Person
) -> None:
    """The caller sees the same broken connection both times."""
    server.faults.cuts_before("sendMessage")
    with pytest.raises(httpx.TransportError):
        await bot("sendMessage", chat_id=li.id, text="lost")
    server.faults.cuts_after("sendMessage")
    with pytest.raises(httpx.TransportError):
        await bot("sendMessage", chat_id=li.id, text="arrived")
    assert [message.text for message in li.messages if message.from_bot] == ["arrived"]
    assert [call.ok for call in server.calls if call.method == "sendMessage"] == [False, True]


async def test_slow_call_takes_effect_late(bot: Bot, server: BotApiServer, li: Person) -> None:
    """So late that an impatient client has gone."""
    server.faults.slows(0.2, "sendMessage")
    sending = asyncio.create_task(bot("sendMessage", chat_id=li.id, text="slow"))
    await asyncio.sleep(0.1)
    assert not any(message.from_bot for message in li.messages)
    await sending
    assert (await li.sees()).text == "slow"


async def test_confirmed_update_can_come_twice(bot: Bot, server: BotApiServer, li: Person) -> None:
    """With the same number: a bot must not apply it again."""
    server.faults.duplicates_updates()
    await li.says("once")
    first = await bot.updates()
    assert await bot.updates() == first
    assert await bot.updates() == []
