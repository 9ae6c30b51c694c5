"""Groups on the page: who is in them, what one does there, and what the page is told."""

from collections.abc import AsyncIterator

import httpx
import pytest

from seller_bot.demo import samples
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot
from tests.demo.test_page_api import Json, done, next_event


@pytest.fixture
async def page(server: BotApiServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.url}/demo") as client:
        yield client


@pytest.fixture
async def staff(bot: Bot, page: httpx.AsyncClient, li: Person) -> Json:
    """A forum that Li made on the page; the bot administers it and has taken all updates so far."""
    group = await done(page, "/groups", title="Staff", members=[li.id], forum=True, administrator=True)
    await bot.updates()
    return group


async def test_group_is_made_of_people_and_the_bot(
    bot: Bot, server: BotApiServer, page: httpx.AsyncClient, li: Person
) -> None:
    """The first chosen person owns it; the bot learns that it was added, as a member or as an administrator."""
    anna = server.person("Anna")
    group = await done(page, "/groups", title=" Shop ", members=[li.id, anna.id])
    assert group == {
        "id": group["id"],
        "title": "Shop",
        "forum": False,
        "members": [li.id, anna.id, server.world.bot.id],
        "administrators": [li.id],
        "general": "General",
        "topics": [],
    }
    assert (await bot.updates())[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert (await page.get("/state")).json()["groups"] == [group]
    led = await done(page, "/groups", title="Led", members=[anna.id], forum=True, administrator=True)
    assert (led["forum"], led["administrators"]) == (True, [anna.id, server.world.bot.id])


async def test_person_acts_in_a_topic_of_a_group(bot: Bot, page: httpx.AsyncClient, li: Person, staff: Json) -> None:
    """The same acts as in the private chat, with `chat` and `thread`."""
    person = f"/people/{li.id}"
    thread = (await done(page, f"{person}/open_topic", chat=staff["id"], name="Li's shop"))["thread"]
    where = {"chat": staff["id"], "thread": thread}
    keyboard = {"inline_keyboard": [[{"text": "Take it", "callback_data": "take"}]]}
    sent = await bot("sendMessage", chat_id=staff["id"], message_thread_id=thread, text="a case", reply_markup=keyboard)
    await done(page, f"{person}/say", text="hello", reply_to_message_id=sent["message_id"], **where)
    await done(page, f"{person}/press", message_id=sent["message_id"], data="take", **where)
    await done(page, f"{person}/sticker", **where)
    photo = {"file": ("p.png", samples.PHOTO.content, "image/png")}
    assert (await page.post(f"{person}/photo", files=photo, data={k: str(v) for k, v in where.items()})).is_success
    opened, said, pressed, sticker, picture = await bot.updates()
    assert opened["message"]["forum_topic_created"]["name"] == "Li's shop"
    assert said["message"]["reply_to_message"]["message_id"] == sent["message_id"]
    assert pressed["callback_query"]["message"]["chat"]["id"] == staff["id"]
    threads = {update["message"]["message_thread_id"] for update in (opened, said, sticker, picture)}
    assert threads == {thread}
    await done(page, f"{person}/edit", message_id=said["message"]["message_id"], text="hello!", **where)
    (edited,) = await bot.updates()
    assert edited["edited_message"]["text"] == "hello!"
    shown = (await page.get(f"/groups/{staff['id']}/messages")).json()
    assert shown["rewritten"] == [said["message"]["message_id"]]
    await done(page, f"{person}/rename_topic", name="Li's second shop", **where)
    await done(page, f"{person}/close_topic", **where)
    await done(page, f"{person}/reopen_topic", **where)
    renamed, closed, reopened = (update["message"] for update in await bot.updates())
    assert renamed["forum_topic_edited"] == {"name": "Li's second shop"}
    assert (closed["forum_topic_closed"], reopened["forum_topic_reopened"]) == ({}, {})
    assert {message["message_thread_id"] for message in (renamed, closed, reopened)} == {thread}
    await done(page, f"{person}/delete_topic", **where)
    refusal = await bot.refused("sendMessage", chat_id=staff["id"], message_thread_id=thread, text="anybody?")
    assert refusal.description == "Bad Request: message thread not found"


async def test_page_is_told_of_groups_and_what_is_said_there(
    bot: Bot, server: BotApiServer, page: httpx.AsyncClient, li: Person, staff: Json
) -> None:
    """Topics that the bot opens, closes or renames, members that come; messages under their own name."""
    async with page.stream("GET", "/events") as stream:
        lines = stream.aiter_lines()
        topic = await bot("createForumTopic", chat_id=staff["id"], name="A case", icon_color=9367192)
        while not (told := (await next_event(lines, "group"))["topics"]):
            pass
        assert told == [{**topic, "closed": False}]
        message = (await next_event(lines, "group_message"))["message"]
        assert message["forum_topic_created"]["name"] == "A case"
        assert message["message_thread_id"] == message["message_id"] == topic["message_thread_id"]
        where = {"chat_id": staff["id"], "message_thread_id": topic["message_thread_id"]}
        await bot("closeForumTopic", **where)
        assert (await next_event(lines, "group"))["topics"][0]["closed"]


@pytest.mark.parametrize(
    ("path", "values", "error"),
    [
        ("/groups", {"title": " ", "members": [1]}, "A title has 1 to 128 characters."),
        ("/groups", {"title": "x", "members": []}, "A group needs people, and they have to be there."),
        ("/groups", {"title": "x", "members": [5]}, "A group needs people, and they have to be there."),
        ("/groups", {"title": "x", "members": ["Li"]}, "“members” holds numbers."),
        ("/people/{anna}/say", {"text": "x", "chat": "{staff}"}, "This person is not in that group."),
        ("/people/{li}/say", {"text": "x", "chat": -5}, "This person is not in that group."),
        ("/people/{li}/say", {"text": "x", "chat": "{staff}", "thread": 99}, "Nothing can be written in this topic."),
        ("/people/{li}/open_topic", {"name": " ", "chat": "{staff}"}, "A topic needs a name."),
        ("/people/{li}/delete", {"message_ids": [{}]}, "“message_ids” holds numbers."),
    ],
)
async def test_what_can_not_be_in_a_group_is_said_in_one_sentence(
    server: BotApiServer, page: httpx.AsyncClient, li: Person, staff: Json, path: str, values: Json, error: str
) -> None:
    """A 400 with the reason."""
    anna = server.person("Anna")
    path = path.replace("{li}", str(li.id)).replace("{anna}", str(anna.id))
    given = {name: staff["id"] if value == "{staff}" else value for name, value in values.items()}
    answer = await page.post(path, json=given)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


async def test_member_has_a_say_over_own_messages_only(
    bot: Bot, server: BotApiServer, page: httpx.AsyncClient, li: Person, staff: Json
) -> None:
    """Members delete what is theirs and write in no closed topic; an administrator may do both."""
    anna = server.person("Anna")
    group = server.group("Shop", [li, anna], forum=True, bot="administrator")
    group.permits(can_manage_topics=False)
    thread = group.opens_topic("Case", li.user)
    group.chat.topics[thread].closed = True
    await li.says("mine", chat=group)
    message_id = li.messages_in(group)[-1].message_id
    where = {"chat": group.id, "thread": 0}
    refused = await page.post(f"/people/{anna.id}/delete", json={"message_ids": [message_id], **where})
    assert refused.json()["error"] == f"Message {message_id} is not this person's."
    refused = await page.post(f"/people/{anna.id}/say", json={"text": "x", "chat": group.id, "thread": thread})
    assert refused.json()["error"] == "Nothing can be written in this topic."
    refused = await page.post(f"/people/{anna.id}/open_topic", json={"name": "x", "chat": group.id})
    assert refused.json()["error"] == "This person may not change topics here."
    refused = await page.post(f"/people/{anna.id}/delete_topic", json={"chat": group.id, "thread": thread})
    assert refused.json()["error"] == "This person may not delete topics here."
    await done(page, f"/people/{li.id}/say", text="still here", chat=group.id, thread=thread)
    await done(page, f"/people/{li.id}/delete", message_ids=[message_id], **where)


async def test_group_that_became_another_one_is_gone_from_the_page(
    server: BotApiServer, page: httpx.AsyncClient, li: Person
) -> None:
    """Only the supergroup is left."""
    old = server.group("Shop", [li], basic=True)
    new = old.migrates(li.user)
    groups = (await page.get("/state")).json()["groups"]
    assert [group["id"] for group in groups] == [new.id]
    assert (await page.get(f"/groups/{old.id}/messages")).json() == {"error": "There is no such group."}


async def test_commands_of_a_group_depend_on_who_asks(
    bot: Bot, server: BotApiServer, page: httpx.AsyncClient, li: Person, staff: Json
) -> None:
    """The narrowest scope that holds for this member."""
    anna = server.person("Anna", "ru")
    group = server.group("Shop", [li, anna])
    for scope in ("default", "all_group_chats", "all_chat_administrators"):
        commands = [{"command": scope, "description": scope}]
        await bot("setMyCommands", commands=commands, scope={"type": scope})
    shown = [
        (await page.get(f"/people/{person.id}/commands", params={"chat": group.id})).json()["commands"][0]["command"]
        for person in (li, anna)
    ]
    assert shown == ["all_chat_administrators", "all_group_chats"]
