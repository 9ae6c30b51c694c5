"""Steps that say where to click come with a picture, and never wait for one or get lost with it."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from seller_bot.conversation.turn import Button, Pressed, Say
from seller_bot.demo.server import BotApiServer
from seller_bot.demo.views import Message
from seller_bot.pictures.files import PictureFile
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.telegram import illustrations
from seller_bot.telegram.outbound import calls
from seller_bot.turns.models import ReceivedUpdate
from tests.support.databases import DATABASES, NewDatabase
from tests.support.running import TOKEN, Bot, SetClock, at_work
from tests.support.transcript import Chat, picture, recognise

UPLOAD = "an upload"
TO_THE_CONTACTS = ["/bind", "[admin]", "[agreed]", "Sunrise & Co"]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(token=TOKEN, port=0) as server:
        yield server
    assert server.violations == []


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    url = new_database(request.param)
    migrate.upgrade(url)
    return url


@pytest_asyncio.fixture
async def bot(server: BotApiServer, database_url: str) -> AsyncIterator[Bot]:
    async with at_work(server, database_url, []) as bot:
        yield bot


async def at_contacts(bot: Bot, locale: str = "en") -> tuple[Chat, Message]:
    """A new seller at the step that says where the contacts are, and how it was shown."""
    seller = Chat(bot, locale)
    for line in TO_THE_CONTACTS:
        (*_, last) = (await seller.exchange(line)).messages
    return seller, last


def photos(server: BotApiServer) -> list[str]:
    """How each photo came that was taken: as an upload, else by its file_id."""
    given = [call.params["photo"] for call in server.calls if call.method == "sendPhoto" and call.ok]
    return [UPLOAD if photo.startswith("<") else photo for photo in given]


async def digests(bot: Bot) -> Sequence[str]:
    """What is noted of the one drawing that was shown, when it is."""
    async with asyncio.timeout(10):
        while not (found := await bot.rows(select(PictureFile.digest))):
            await asyncio.sleep(0.01)
    return found


async def test_a_step_comes_with_its_picture_its_words_and_its_buttons(bot: Bot) -> None:
    seller, shown = await at_contacts(bot, "ru")
    assert picture(shown, bot) == "useful_contacts"
    assert bot.server.world.files.by_id[shown.json["photo"][-1]["file_id"]].name == "useful_contacts.ru.png"
    assert "<b>Настройки → Управление аккаунтом → Полезные контакты</b>" in shown.html
    assert [button.data.split(":")[2] for button in shown if button.data] == ["opened", "not_there", "back"]
    assert seller.described([shown]) == ["bot: binding.open_contacts [opened | not_there | back]"]


async def test_who_comes_later_gets_the_file_that_is_there(bot: Bot) -> None:
    _, first = await at_contacts(bot)
    _, second = await at_contacts(bot)
    file_id = first.json["photo"][-1]["file_id"]
    assert photos(bot.server) == [UPLOAD, file_id]
    assert second.json["photo"] == first.json["photo"]


async def test_the_file_is_known_after_a_restart_as_long_as_it_looks_the_same(
    server: BotApiServer, database_url: str
) -> None:
    async with at_work(server, database_url, []) as bot:
        _, first = await at_contacts(bot)
        (digest,) = await digests(bot)
    async with at_work(server, database_url, []) as bot:
        await at_contacts(bot)
        with bot.database.unit_of_work() as session:
            session.execute(update(PictureFile).values(digest="of an older drawing"))
    async with at_work(server, database_url, []) as bot:
        await at_contacts(bot)
        async with asyncio.timeout(10):
            while await digests(bot) != [digest]:
                await asyncio.sleep(0.01)
    assert photos(server) == [UPLOAD, first.json["photo"][-1]["file_id"], UPLOAD]


async def test_a_file_that_telegram_has_lost_is_uploaded_anew(bot: Bot) -> None:
    await at_contacts(bot)
    bot.server.world.files.by_id.clear()
    _, shown = await at_contacts(bot)
    assert picture(shown, bot) == "useful_contacts"
    await at_contacts(bot)
    assert photos(bot.server) == [UPLOAD, UPLOAD, shown.json["photo"][-1]["file_id"]]


async def test_who_wants_no_pictures_gets_the_words(server: BotApiServer, database_url: str) -> None:
    async with at_work(server, database_url, [], SELLER_BOT_PICTURES="false") as bot:
        seller, shown = await at_contacts(bot)
        assert "photo" not in shown.json
        assert seller.described([shown]) == ["bot: binding.open_contacts [opened | not_there | back]"]
    assert photos(server) == []


async def test_a_drawing_that_is_not_there_is_no_reason_to_be_silent(server: BotApiServer, database_url: str) -> None:
    """What another version left to be sent may name one."""
    async with at_work(server, database_url, []) as bot:
        await (chat := Chat(bot, "en")).exchange("/start")
    said = Say(
        key="menu.home",
        picture="of_another_version",
        buttons=(Button(label="menu.title", presses=Pressed(flow="menu")),),
    )
    left = ReceivedUpdate(
        id=7, chat_id=chat.person.id, received_at=SetClock()(), calls=calls([said], chat_id=chat.person.id, locale="en")
    )
    database = Database(database_url)
    with database.unit_of_work() as session:
        session.add(left)
    await database.close()
    async with at_work(server, database_url, []):
        shown = await chat.person.sees(timeout=10)
    assert recognise(shown.text, "en") == "menu.home"
    assert "photo" not in shown.json


@pytest.mark.parametrize("trouble", ["refused", "too large", "cut"])
async def test_what_cannot_be_uploaded_is_said_at_once(bot: Bot, trouble: str) -> None:
    match trouble:
        case "refused":
            bot.server.faults.refuses(500, method="sendPhoto", times=2)
        case "too large":
            bot.server.faults.refuses(413, method="sendPhoto", times=2)
        case "cut":
            bot.server.faults.cuts_before(method="sendPhoto", times=2)
    seller, shown = await at_contacts(bot)
    assert "photo" not in shown.json
    assert seller.described([shown]) == ["bot: binding.open_contacts [opened | not_there | back]"]
    assert len([call for call in bot.server.calls if call.method == "sendPhoto"]) == (2 if trouble == "cut" else 1)


async def test_an_upload_in_doubt_is_tried_once_more_as_any_message_is(bot: Bot) -> None:
    """The words would be a second message, with a keyboard of their own, beside a picture that has arrived."""
    bot.server.faults.cuts_after(method="sendPhoto")
    seller = Chat(bot, "en")
    for line in TO_THE_CONTACTS[:-1]:
        await seller.exchange(line)
    messages = (await seller.exchange(TO_THE_CONTACTS[-1])).messages
    assert [picture(message, bot) for message in messages] == ["useful_contacts"] * 2
    assert photos(bot.server) == [UPLOAD, UPLOAD]


async def test_a_refusal_that_is_not_about_the_file_leaves_it_to_the_others(bot: Bot) -> None:
    _, first = await at_contacts(bot)
    await digests(bot)
    bot.server.faults.refuses(400, method="sendPhoto", description="Bad Request: TOPIC_CLOSED")
    _, shown = await at_contacts(bot)
    assert "photo" not in shown.json
    await at_contacts(bot)
    assert photos(bot.server) == [UPLOAD, first.json["photo"][-1]["file_id"]]


async def test_a_drawing_is_uploaded_once_though_many_are_to_get_it(bot: Bot) -> None:
    sellers = [Chat(bot, "en") for _ in range(5)]
    for seller in sellers:
        for line in TO_THE_CONTACTS[:-1]:
            await seller.exchange(line)
    bot.server.faults.slows(0.3, method="sendPhoto")
    for seller in sellers:
        await seller.person.says(TO_THE_CONTACTS[-1])
    shown = [await seller.person.sees(timeout=10) for seller in sellers]
    assert [picture(message, bot) for message in shown] == ["useful_contacts"] * len(sellers)
    assert photos(bot.server).count(UPLOAD) == 1


async def test_who_waits_for_an_upload_that_takes_long_gets_the_words(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(illustrations, "MOMENT", 0.01)
    first, second = Chat(bot, "en"), Chat(bot, "en")
    for line in TO_THE_CONTACTS[:-1]:
        await first.exchange(line)
        await second.exchange(line)
    bot.server.faults.slows(5, method="sendPhoto")
    await first.person.says(TO_THE_CONTACTS[-1])
    async with asyncio.timeout(10):
        while bot.server.faults.waiting:
            await asyncio.sleep(0.01)
    (shown,) = (await second.exchange(TO_THE_CONTACTS[-1])).messages
    assert "photo" not in shown.json


async def test_a_picture_waits_where_telegram_asks_for_it(bot: Bot) -> None:
    """Too many messages at once: the words alone would be one more."""
    bot.server.faults.refuses(429, method="sendPhoto", retry_after=1)
    _, shown = await at_contacts(bot)
    assert picture(shown, bot) == "useful_contacts"


async def test_a_press_under_a_picture_is_marked_there(bot: Bot) -> None:
    seller, shown = await at_contacts(bot)
    await seller.exchange("[opened]")
    marked = next(message for message in seller.person.messages if message.message_id == shown.message_id)
    assert [button.label[0] for button in marked] == ["✓"]
    assert (marked.text, picture(marked, bot)) == (shown.text, "useful_contacts")


async def test_right_after_words_that_were_not_understood_the_picture_is_still_in_sight(bot: Bot) -> None:
    """Once more it would push the hint away; who comes back to the step sees it again."""
    seller, _ = await at_contacts(bot)
    hint, again = (await seller.exchange("hm")).messages
    assert [picture(message, bot) for message in (hint, again)] == ["", ""]
    await seller.exchange("hm")
    (resumed,) = (await seller.exchange("[resume]")).messages
    assert picture(resumed, bot) == "useful_contacts"


async def test_the_last_of_several_messages_has_the_picture(bot: Bot) -> None:
    seller = Chat(bot, "en")
    for line in ["/unbind", "[admin]", "[go_on]", "[found]", "Sunrise & Co", "[no_button]", "[draft]"]:
        await seller.exchange(line)
    for line in ["Lin Home", "October", "[agreed]"]:
        await seller.exchange(line)
    messages = (await seller.exchange("[no_button]")).messages
    assert [picture(message, bot) for message in messages] == ["", "", "", "support_messages"]


async def test_what_a_crash_left_unsent_comes_with_its_picture(server: BotApiServer, database_url: str) -> None:
    async with at_work(server, database_url, []) as bot:
        seller = Chat(bot, "en")
        for line in TO_THE_CONTACTS[:-1]:
            await seller.exchange(line)
        server.faults.refuses(502, method="sendPhoto")
        server.faults.refuses(502, method="sendMessage", times=1000)
        await seller.person.says(TO_THE_CONTACTS[-1])
        async with asyncio.timeout(10):
            while not any(call.method == "sendPhoto" for call in server.calls):
                await asyncio.sleep(0.01)
    assert seller.person.unseen == []
    server.faults.clear()
    async with at_work(server, database_url, []) as bot:
        shown = await seller.person.sees(timeout=10)
        assert picture(shown, bot) == "useful_contacts"
        assert seller.described([shown]) == ["bot: binding.open_contacts [opened | not_there | back]"]
