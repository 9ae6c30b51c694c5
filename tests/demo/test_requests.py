"""How a call arrives, and how it is recorded."""

import httpx
import pytest

from seller_bot.demo.methods import METHODS
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


async def post(server: BotApiServer, path: str, **how: object) -> dict[str, object]:
    async with httpx.AsyncClient() as client:
        answer = await client.post(server.url + path, **how)  # type: ignore[arg-type]
    found: dict[str, object] = answer.json()
    assert answer.status_code == (200 if found["ok"] else found["error_code"])
    return found


@pytest.mark.parametrize(
    "how",
    [
        {"json": {"chat_id": 5, "text": "привет", "protect_content": True}},
        {"data": {"chat_id": "5", "text": "привет", "protect_content": "true"}},
        {"data": {"chat_id": "5", "text": "привет", "protect_content": "1"}, "files": {"unused": b"content"}},
        {"params": {"chat_id": "5", "text": "привет", "protect_content": "True"}},
    ],
    ids=["JSON", "form", "multipart", "address"],
)
async def test_parameters_come_in_any_of_four_ways(server: BotApiServer, how: dict[str, object]) -> None:
    """JSON, a form, a multipart form and the address itself carry the same values."""
    person = server.person("Anna", id=5)
    await person.says("/start")
    answer = await post(server, f"/bot{server.token}/sendMessage", **how)
    assert answer["ok"]
    message = await person.sees()
    assert message.text == "привет"
    assert message.json["has_protected_content"] is True


async def test_methods_may_be_asked_for_by_get_and_in_any_case(server: BotApiServer) -> None:
    """/getme by GET is as good as /getMe by POST."""
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/bot{server.token}/getme")
    assert answer.json()["result"]["is_bot"] is True
    assert server.calls[-1].method == "getMe"


async def test_wrong_tokens_and_unknown_methods_are_refused(server: BotApiServer) -> None:
    """401 for a token of somebody else, 404 for what is no token and for what is no method."""
    assert await post(server, "/bot1:abc/getMe") == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await post(server, "/botabc/getMe") == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await post(server, f"/bot{server.token}/sendMesage") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
    assert server.violations == []


async def test_method_that_only_telegram_serves_is_a_violation(server: BotApiServer) -> None:
    """A gap of this server must not look like a mistake of the bot."""
    await post(server, f"/bot{server.token}/sendDice")
    assert [violation.what for violation in server.violations] == [
        "a method of the Bot API that this server does not serve"
    ]


async def test_misspelt_parameters_are_ignored_and_noted(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Telegram takes such a call; so do we, and keep a note for the test that made it."""
    buttons = [[{"text": "Go", "callback_data": "go", "colour": "red"}]]
    await bot("sendMessage", chat_id=li.id, text="hi", parsemode="HTML", reply_markup={"inline_keyboard": buttons})
    assert [violation.what for violation in server.violations] == [
        "unknown parameter 'parsemode'",
        "reply_markup: InlineKeyboardButton has no field 'colour'",
        "reply_markup: a button with more than one action: callback_data, colour",
    ]


async def test_every_call_is_recorded_with_its_answer(bot: Bot, server: BotApiServer, li: Person) -> None:
    """The record says what was asked, what was answered, and how long it took."""
    await bot("sendMessage", chat_id=li.id, text="hi", link_preview_options={"is_disabled": True})
    await bot.refused("sendMessage", chat_id=1, text="hi")
    sent, refused = server.calls[-2:]
    assert (sent.method, sent.ok, sent.result["text"]) == ("sendMessage", True, "hi")
    assert sent.params == {"chat_id": str(li.id), "text": "hi", "link_preview_options": {"is_disabled": True}}
    assert (refused.ok, refused.error_code, refused.description) == (False, 400, "Bad Request: chat not found")
    assert refused.n == sent.n + 1
    assert 0 < refused.seconds < 1


NONSENSE = [
    "",
    "null",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "-1",
    "1e5",
    "9" * 30,
    "{",
    "[null]",
    "😀",
    '{"message_id": 1, "quote": ["x"]}',
    '{"inline_keyboard": [[{"text": 5, "callback_data": 5, "copy_text": null}]]}',
    '{"keyboard": [["a", {"text": "b", "request_users": {"request_id": 1, "max_quantity": "x"}}]]}',
    '[{"type": "text_link", "offset": "0", "length": 1.5, "url": 5}]',
    '[{"type": "photo", "media": 5, "caption_entities": 5}]',
    '{"type": "chat_member", "chat_id": [], "user_id": "x"}',
]


@pytest.mark.parametrize("method", sorted({method.name for method in METHODS.values()} - {"getUpdates"}))
async def test_nonsense_is_refused_or_ignored_and_breaks_nothing(
    bot: Bot, server: BotApiServer, li: Person, method: str
) -> None:
    """Whatever a bot sends, it is answered in Telegram's way, never with a failure of this server."""
    address = f"{server.url}/bot{server.token}/{method}"
    for value in NONSENSE:
        values = {parameter.name: value for parameter in METHODS[method.lower()].parameters}
        for named in ({}, {"chat_id": str(li.id)}):
            answer = await bot.client.post(address, data=values | named)
            assert answer.status_code < 500, (method, value, answer.text)


async def test_port_that_is_taken_is_an_error_of_the_caller(server: BotApiServer) -> None:
    """Not the end of the program, as uvicorn would have it."""
    with pytest.raises(OSError, match="in use"):
        async with BotApiServer(port=server.port):
            pass
