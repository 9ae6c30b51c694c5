"""What Telegram refuses, this server refuses, in the same words."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from seller_bot.demo import samples
from seller_bot.demo.groups import Group
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot
from tests.demo.refusals import ROWS, Row

Scene = dict[str, Any]


@pytest.fixture(scope="session")
async def stage() -> AsyncIterator[tuple[Bot, Scene]]:
    """A bot, and the ids of everything that the rows speak of; no row changes anything."""
    async with BotApiServer() as server, httpx.AsyncClient() as client:
        bot = Bot(server, client)
        yield bot, await scene(server, bot)


async def scene(server: BotApiServer, bot: Bot) -> Scene:
    li, anna, boris = (server.person(name) for name in ("Li", "Anna", "Boris"))
    await li.says("/start")
    await boris.says("/start")
    boris.blocks()
    boris.hides()
    groups = groups_of(server, li)
    staff = groups["staff"]
    topic = staff.opens_topic("Done", li.user)
    closed_topic = groups["forum"].opens_topic("Closed", li.user)
    groups["forum"].chat.topics[closed_topic].closed = True
    gone_topic = groups["forum"].opens_topic("Gone", li.user)
    groups["forum"].deletes_topic_unnoticed(gone_topic)
    await li.says("mine", chat=groups["silent"])
    ids = {name: group.id for name, group in groups.items()} | {"li": li.id, "anna": anna.id, "boris": boris.id}
    topics = {"topic": topic, "closed_topic": closed_topic, "gone_topic": gone_topic}
    hidden = {"hidden_link": f"tg://user?id={boris.id}"}
    return {**ids, **topics, **hidden, **await messages(bot, li, groups["silent"])}


def groups_of(server: BotApiServer, li: Person) -> dict[str, Group]:
    silent = server.group("Silent", [li])
    silent.permits(can_send_messages=False, can_pin_messages=False)
    closed = server.group("Closed", [li])
    closed.removes(server.world.bot, li.user)
    foreign = server.group("Foreign", [li])
    foreign.removes(server.world.bot, li.user, "left")
    upgraded = server.group("Upgraded", [li], basic=True)
    upgraded.migrates(li.user)
    forum = server.group("Forum", [li], forum=True)
    forum.permits(can_manage_topics=False)
    staff = server.group("Staff", [li], forum=True, bot="administrator")
    found = {"silent": silent, "closed": closed, "foreign": foreign, "upgraded": upgraded}
    return {**found, "forum": forum, "staff": staff}


async def messages(bot: Bot, li: Person, silent: Group) -> Scene:
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot("sendMessage", chat_id=li.id, text="press", reply_markup=keyboard)
    query = await li.presses("go")
    own = await bot("sendMessage", chat_id=li.id, text="hello")
    keyed = await bot("sendMessage", chat_id=li.id, text="keys", reply_markup={"keyboard": [["A"]]})
    picture, paper = samples.PHOTO, samples.DOCUMENT
    photo = await bot("sendPhoto", {"photo": (picture.file_name, picture.content)}, chat_id=li.id)
    document = await bot("sendDocument", {"document": (paper.file_name, paper.content)}, chat_id=li.id)
    media = [{"type": "photo", "media": photo["photo"][-1]["file_id"]}] * 2
    album = await bot("sendMediaGroup", chat_id=li.id, media=media)
    sound = samples.VOICE
    voice = await bot("sendVoice", {"voice": (sound.file_name, sound.content)}, chat_id=li.id)
    gone = await bot("sendMessage", chat_id=li.id, text="gone")
    li.deletes_unnoticed(gone["message_id"])
    return {
        "gone": gone["message_id"],
        "grouped": album[0]["message_id"],
        "voice": voice["message_id"],
        "own": own["message_id"],
        "his": li.messages[0].message_id,
        "keyed": keyed["message_id"],
        "photo": photo["message_id"],
        "photo_file": photo["photo"][-1]["file_id"],
        "document_file": document["document"]["file_id"],
        "theirs": li.messages_in(silent)[-1].message_id,
        "query": query,
    }


def filled(value: Any, scene: Scene) -> Any:
    """`{li}` and the like, at any depth, become what they stand for."""
    if isinstance(value, str):
        name = value[1:-1]
        return scene[name] if value == f"{{{name}}}" and name in scene else value
    if isinstance(value, list):
        return [filled(item, scene) for item in value]
    return {name: filled(item, scene) for name, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method}: {row.description[:80]}")
async def test_call_is_refused_in_telegrams_words(stage: tuple[Bot, Scene], row: Row) -> None:
    """The status, the code and the description, to the letter."""
    bot, scene = stage
    refusal = await bot.refused(row.method, row.files or None, **filled(row.parameters, scene))
    assert (refusal.code, refusal.description) == (row.code, row.description)


def test_table_is_long_and_every_row_names_its_source() -> None:
    """At least sixty calls, each with a place to look it up."""
    assert len(ROWS) >= 60
    assert all(row.source.startswith(("live", "client ", "tdlib ", "doc: ", "known")) for row in ROWS)
