"""Numbers and JSON that no machine should send: refused as Telegram refuses them, never an error of the server."""

import json
from typing import Any

import httpx
import pytest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

DEEP = '{"a":' * 5000 + "1" + "}" * 5000
HUGE = "9" * 5000


@pytest.mark.parametrize("latitude", ["nan", "inf", "-Infinity", "1e999", HUGE])
async def test_place_that_is_no_number_is_none(bot: Bot, li: Person, latitude: str) -> None:
    """JSON has no NaN: a page that was told of one could read nothing any more."""
    refusal = await bot.refused("sendLocation", chat_id=li.id, latitude=latitude, longitude="1")
    assert refusal.description == "Bad Request: latitude is empty"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"reply_parameters": {"message_id": 1, "quote": 5}}),
        ("sendMessage", {"reply_parameters": {"message_id": 1, "quote": "/", "quote_parse_mode": 5}}),
        ("sendMessage", {"reply_parameters": {"message_id": 1, "quote_position": "a"}}),
        ("sendMessage", {"reply_parameters": {"message_id": 1, "chat_id": [1]}}),
        ("sendMessage", {"reply_parameters": {"message_id": HUGE}}),
        ("sendMessage", {"reply_markup": DEEP}),
        ("sendMessage", {"reply_markup": '{"inline_keyboard":' + "[" * 200 + "]" * 200 + "}"}),
        ("sendMessage", {"reply_markup": '{"keyboard": [[{"text": NaN}]]}'}),
        ("sendMessage", {"chat_id": HUGE}),
        ("deleteMessages", {"message_ids": [10**30]}),
        ("getChatMember", {"user_id": HUGE}),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat_member", "chat_id": 1, "user_id": HUGE}}),
    ],
)
async def test_odd_value_is_refused(
    bot: Bot, server: BotApiServer, li: Person, method: str, parameters: dict[str, Any]
) -> None:
    assert (await bot.refused(method, **{"chat_id": li.id, "text": "hi", **parameters})).code == 400
    assert not [what for what in server.violations if "server failed" in str(what)]


@pytest.mark.parametrize("parameters", [{"message_thread_id": HUGE}, {"entities": DEEP}, {"entities": "[NaN]"}])
async def test_odd_value_that_telegram_passes_over_is_passed_over(
    bot: Bot, li: Person, parameters: dict[str, str]
) -> None:
    assert (await bot("sendMessage", chat_id=li.id, text="hi", **parameters))["text"] == "hi"


@pytest.mark.parametrize(
    "how",
    [
        {"content": b'{"chat_id": NaN, "text": "hi"}', "headers": {"content-type": "application/json"}},
        {"content": DEEP.encode(), "headers": {"content-type": "application/json"}},
        {"content": f'{{"chat_id": {HUGE}}}'.encode(), "headers": {"content-type": "application/json"}},
    ],
    ids=["NaN", "deep", "huge"],
)
async def test_body_that_is_no_json_is_refused(server: BotApiServer, how: dict[str, Any]) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{server.token}/sendMessage", **how)
        assert answer.json()["description"] == "Bad Request: can't parse JSON object"
        page = await client.post(f"{server.url}/demo/people", content=how["content"])
        assert (page.status_code, page.json()["error"]) == (400, "The request's body is not JSON.")


async def test_type_of_a_part_may_be_any_bytes(bot: Bot, li: Person) -> None:
    """It is shown, not read."""
    part = b'--b\r\nContent-Disposition: form-data; name="document"; filename="a.txt"\r\nContent-Type: \xff/x\r\n\r\nhi'
    chat = b'\r\n--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n%d\r\n--b--\r\n' % li.id
    address = f"{bot.server.url}/bot{bot.server.token}/sendDocument"
    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = await bot.client.post(address, content=part + chat, headers=headers)
    assert answer.json()["ok"], answer.text
    assert json.loads((await bot.client.get(f"{bot.server.url}/demo/people/{li.id}/messages")).text)
