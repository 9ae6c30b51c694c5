"""What the page asks for under /demo, and who may ask."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from seller_bot.demo import samples
from seller_bot.demo.faults import SHAPE
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

Json = dict[str, Any]


@pytest.fixture
async def page(server: BotApiServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.url}/demo") as client:
        yield client


async def done(page: httpx.AsyncClient, path: str, **values: Any) -> Json:
    answer = await page.post(path, json=values)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def next_event(lines: AsyncIterator[str], name: str) -> Json:
    """The data of the next event of this name."""
    async with asyncio.timeout(5):
        async for line in lines:
            if line == f"event: {name}":
                data = await anext(lines)
                found: Json = json.loads(data.removeprefix("data: "))
                return found
    raise AssertionError("the stream ended")


async def test_visitor_talks_to_the_bot(bot: Bot, page: httpx.AsyncClient) -> None:
    """A person is added, starts the bot with a parameter, presses a button, edits and deletes."""
    anna = await done(page, "/people", first_name="Anna", language_code="ru")
    assert (anna["language_code"], anna["started"], anna["blocked"]) == ("ru", False, False)
    person = f"/people/{anna['id']}"
    await done(page, f"{person}/start", parameter="ozon")
    await done(page, f"{person}/say", text="hello", reply_to_message_id=1)
    await done(page, f"{person}/edit", message_id=2, text="hello!")
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await bot("sendMessage", chat_id=anna["id"], text="press", reply_markup=keyboard)
    pressed = await done(page, f"{person}/press", message_id=sent["message_id"], data="go")
    updates = await bot.updates()
    assert updates[0]["message"]["text"] == "/start ozon"
    assert updates[1]["message"]["reply_to_message"]["message_id"] == 1
    assert updates[2]["edited_message"]["text"] == "hello!"
    assert updates[3]["callback_query"]["id"] == pressed["callback_query_id"]
    await done(page, f"{person}/delete", message_ids=[2])
    messages = (await page.get(f"{person}/messages")).json()["messages"]
    assert [message["text"] for message in messages] == ["/start ozon", "press"]


async def test_events_tell_what_happens_and_can_be_resumed(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """Messages, edits, deletions, calls; a reader that comes back gets what it missed."""
    async with page.stream("GET", "/events") as stream:
        lines = stream.aiter_lines()
        sent = await bot("sendMessage", chat_id=li.id, text="hello")
        assert (await next_event(lines, "message"))["message"]["text"] == "hello"
        call = await next_event(lines, "call")
        assert (call["method"], call["ok"], call["params"]["text"]) == ("sendMessage", True, "hello")
        last_id = ""
        await bot("editMessageText", chat_id=li.id, message_id=sent["message_id"], text="changed")
        async for line in lines:
            if line.startswith("id: "):
                last_id = line.removeprefix("id: ")
            if line == "event: edited":
                break
    await bot("deleteMessage", chat_id=li.id, message_id=sent["message_id"])
    async with page.stream("GET", "/events", headers={"last-event-id": last_id}) as stream:
        deleted = await next_event(stream.aiter_lines(), "deleted")
    assert deleted == {"person_id": li.id, "message_ids": [sent["message_id"]]}


@pytest.mark.parametrize("last_id", ["1", "99999999999999999", "9" * 5000, "no number", "-1"])
async def test_reader_with_a_number_of_another_time_hears_what_happens_now(
    page: httpx.AsyncClient, li: Person, last_id: str
) -> None:
    """A page that was open over a restart, or for too long: nothing is replayed, nothing is held back."""
    async with page.stream("GET", "/events", headers={"last-event-id": last_id}) as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == "retry: 500"
        await li.says("now")
        assert (await next_event(lines, "message"))["message"]["text"] == "now"


async def test_state_says_who_is_there_and_whether_the_bot_runs(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """The bot runs if it has polled within the last seconds."""
    state = (await page.get("/state")).json()
    assert [person["id"] for person in state["people"]] == [li.id]
    assert state["bot"]["running"] is True
    assert abs(state["now"] - bot.server.clock.now()) <= 1


async def test_files_go_up_with_a_caption_and_come_back_harmless(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """An HTML file that somebody sent does not run as a page of ours."""
    files = {"file": ("evil.html", b"<script>alert(1)</script>", "text/html")}
    answer = await page.post(f"/people/{li.id}/document", files=files, data={"caption": "look"})
    assert answer.status_code == 200
    (update,) = await bot.updates()
    assert update["message"]["caption"] == "look"
    file = await page.get(f"/files/{update['message']['document']['file_id']}")
    assert file.content == b"<script>alert(1)</script>"
    assert file.headers["content-security-policy"] == "sandbox"
    photo = {"file": ("p.png", samples.PHOTO.content, "image/png")}
    await page.post(f"/people/{li.id}/photo", files=photo)
    await done(page, f"/people/{li.id}/sticker")
    await done(page, f"/people/{li.id}/voice")
    assert len(await bot.updates()) == 3


async def test_caption_is_no_longer_than_telegram_allows(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """With a file, with an album, and when it is edited."""
    photos = {f"file{n}": (f"{n}.png", samples.PHOTO.content, "image/png") for n in ("", 1)}
    for kind in ("photo", "album"):
        answer = await page.post(f"/people/{li.id}/{kind}", files=photos, data={"caption": "x" * 1025})
        assert (answer.status_code, answer.json()["error"]) == (400, "A caption has at most 1024 characters.")
    await page.post(f"/people/{li.id}/photo", files=photos, data={"caption": "x" * 1024})
    (update,) = await bot.updates()
    edited = {"message_id": update["message"]["message_id"], "text": "x" * 1025}
    answer = await page.post(f"/people/{li.id}/edit", json=edited)
    assert answer.json()["error"] == "A caption has at most 1024 characters."
    await done(page, f"/people/{li.id}/edit", **{**edited, "text": ""})
    assert "caption" not in (await bot.updates())[0]["edited_message"]


async def test_several_files_go_up_as_one_album(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """An update each, in their order, the caption with the first; documents as well; or nothing at all."""
    photos = {f"file{n}": (f"{n}.png", samples.png(64 + n, 64), "image/png") for n in range(3)}
    answer = await page.post(f"/people/{li.id}/album", files=photos, data={"caption": "all", "kind": "photo"})
    assert answer.status_code == 200, answer.text
    messages = [update["message"] for update in await bot.updates()]
    assert [message["photo"][-1]["width"] for message in messages] == [64, 65, 66]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["all", None, None]
    documents = {f"file{n}": (f"{n}.txt", b"text", "text/plain") for n in range(2)}
    await page.post(f"/people/{li.id}/album", files=documents, data={"kind": "document"})
    assert [update["message"]["document"]["file_name"] for update in await bot.updates()] == ["0.txt", "1.txt"]
    broken = {**photos, "file9": ("9.png", b"no picture", "image/png")}
    refused = await page.post(f"/people/{li.id}/album", files=broken)
    assert (refused.status_code, refused.json()["error"]) == (400, "Bad Request: IMAGE_PROCESS_FAILED")
    alone = await page.post(f"/people/{li.id}/album", files={"file": photos["file0"]})
    assert alone.json()["error"] == "An album has 2 to 10 photos or documents."
    assert await bot.updates() == []


async def test_new_keyboard_alone_is_no_edit_that_is_shown(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """Telegram hides it (`edit_hide`) from clients; the bot gets its edit_date all the same."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await bot("sendMessage", chat_id=li.id, text="hello", reply_markup=keyboard)
    where = {"chat_id": li.id, "message_id": sent["message_id"]}
    assert "edit_date" in await bot("editMessageReplyMarkup", **where)
    assert (await page.get(f"/people/{li.id}/messages")).json()["rewritten"] == []
    await bot("editMessageText", **where, text="changed")
    await bot("editMessageReplyMarkup", **where, reply_markup=keyboard)
    assert (await page.get(f"/people/{li.id}/messages")).json()["rewritten"] == [sent["message_id"]]
    await done(page, f"/people/{li.id}/delete", message_ids=[sent["message_id"]])
    assert (await page.get(f"/people/{li.id}/messages")).json()["rewritten"] == []


async def test_clock_faults_and_limits_are_switched_from_the_page(bot: Bot, page: httpx.AsyncClient) -> None:
    """What a visitor asks for happens to the bot's next calls."""
    before = bot.server.clock.now()
    assert (await done(page, "/clock", advance=3600))["now"] >= before + 3600
    state = await done(page, "/faults", kind="refuse", error_code=429, retry_after=3, method="getMe", times=2)
    expected = {"kind": "refuse", "method": "getMe", "times": 2, "error_code": 429, "retry_after": 3}
    assert state == {"faults": [expected], "rates": False}
    assert (await bot.refused("getMe")).code == 429
    assert await done(page, "/faults", clear=True, rates=True) == {"faults": [], "rates": True}
    await bot("getMe")


async def test_page_hears_when_a_fault_was_met(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """What waits now, whoever asked for it; and the call says which fault it met."""
    async with page.stream("GET", "/events") as stream:
        lines = stream.aiter_lines()
        bot.server.faults.slows(0.01, "sendMessage")
        waiting = {"kind": "slow", "method": "sendMessage", "times": 1, "seconds": 0.01}
        assert await next_event(lines, "trouble") == {"faults": [waiting], "rates": False}
        assert (await page.get("/state")).json()["trouble"]["faults"] == [waiting]
        await bot("sendMessage", chat_id=li.id, text="late")
        assert (await next_event(lines, "call"))["fault"] == "slow"
        assert await next_event(lines, "trouble") == {"faults": [], "rates": False}


async def test_page_hears_of_a_topic_however_soon_it_is_gone_again(
    server: BotApiServer, page: httpx.AsyncClient, li: Person
) -> None:
    """Opened and deleted at once: both are told, so that no page keeps what is no more."""
    group = server.group("Staff", [li], forum=True)
    async with page.stream("GET", "/events") as stream:
        lines = stream.aiter_lines()
        while (await next_event(lines, "group"))["topics"]:
            pass
        group.deletes_topic(group.opens_topic("Returns", li.user))
        assert [topic["name"] for topic in (await next_event(lines, "group"))["topics"]] == ["Returns"]
        assert (await next_event(lines, "group"))["topics"] == []


async def test_commands_are_shown_as_the_persons_client_would(bot: Bot, page: httpx.AsyncClient, li: Person) -> None:
    """In the client's language, which can be changed."""
    for code, text in (("ru", "Начать"), ("zh", "开始")):
        await bot("setMyCommands", commands=[{"command": "start", "description": text}], language_code=code)
    shown = (await page.get(f"/people/{li.id}/commands")).json()["commands"]
    assert shown == [{"command": "start", "description": "开始"}]
    await done(page, f"/people/{li.id}/language", language_code="ru")
    shown = (await page.get(f"/people/{li.id}/commands")).json()["commands"]
    assert shown == [{"command": "start", "description": "Начать"}]


@pytest.mark.parametrize(
    ("path", "values", "error"),
    [
        ("/people", {"first_name": " "}, "A first name has 1 to 64 characters."),
        ("/people/5/say", {"text": "x"}, "There is nobody with the id 5."),
        ("/people/{li}/say", {}, "The request lacks “text”, or it has the wrong type."),
        ("/people/{li}/say", {"text": "  "}, "A message needs a text."),
        ("/people/{li}/say", {"text": "\u200b"}, "A message needs a text."),
        ("/people/{li}/edit", {"message_id": 1, "text": " \u3000"}, "A message needs a text."),
        ("/people/{li}/edit", {"message_id": 1, "text": "x" * 4097}, "A message has at most 4096 characters."),
        ("/people/{li}/start", {"parameter": "a b"}, "A start parameter has 1 to 64 of A-Z, a-z, 0-9, _ and -."),
        ("/people/{li}/press", {"message_id": 99, "data": "x"}, "There is no message 99 in this chat."),
        ("/people/{li}/edit", {"message_id": 99, "text": "x"}, "Message 99 is not this person's."),
        ("/clock", {"advance": -1}, "The clock moves forward, by at most ten years."),
        ("/faults", {"knd": "slow"}, SHAPE),
        ("/faults", {"kind": "refuse", "error_code": 200}, "A refusal has an error_code from 400 to 599."),
        ("/faults", {"kind": "slow", "seconds": 1e9}, "A fault slows a call by 0 to 3600 seconds."),
        ("/faults", {"kind": "slow", "method": 5}, "A fault's method and description are texts."),
        (
            "/faults",
            {"kind": "cut_after", "times": 0},
            "A fault happens 1 to 1000 times; retry_after is at most 3600 seconds.",
        ),
        ("/clock", {"advance": 10**400}, "The clock moves forward, by at most ten years."),
        ("/people/{li}/delete", {"message_ids": [True]}, "“message_ids” holds numbers."),
        ("/faults", {"kind": "slow", "error_code": "x"}, "A refusal has an error_code from 400 to 599."),
        ("/faults", {"kind": "slow", "seconds": True}, "A fault slows a call by 0 to 3600 seconds."),
        ("/faults", {"kind": "slow", "chat_id": "x"}, "A fault's chat_id is a number."),
        ("/faults", {"kind": "flood"}, "A fault is one of refuse, slow, cut_before, cut_after, duplicate_updates."),
    ],
)
async def test_what_can_not_be_is_said_in_one_sentence(
    page: httpx.AsyncClient, li: Person, path: str, values: Json, error: str
) -> None:
    """A 400 with the reason."""
    answer = await page.post(path.replace("{li}", str(li.id)), json=values)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/groups/abc/messages", "“group” is a number."),
        ("/groups/-5/messages", "There is no such group."),
        ("/people/{li}/commands?chat=abc", "“chat” is a number."),
    ],
)
async def test_odd_address_is_answered_in_one_sentence(
    page: httpx.AsyncClient, li: Person, path: str, error: str
) -> None:
    answer = await page.get(path.replace("{li}", str(li.id)))
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize(
    "headers",
    [{"host": "evil.example:80"}, {"origin": "https://evil.example"}],
    ids=["a name that points here", "a page from elsewhere"],
)
async def test_other_sites_are_turned_away(page: httpx.AsyncClient, headers: dict[str, str]) -> None:
    """DNS rebinding and requests from a page that the visitor has open beside ours."""
    assert (await page.get("/state", headers=headers)).status_code == 403
