"""Files up and down: ids that last, sizes that hold, albums."""

import httpx

from seller_bot.demo import samples
from seller_bot.demo.files import LARGEST_DOWNLOAD, LARGEST_PHOTO
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot, Json

PICTURE = ("screenshot.png", samples.PHOTO.content, "image/png")
PAPER = ("договор.pdf", samples.DOCUMENT.content, "application/pdf")


async def download(bot: Bot, file_id: str) -> bytes:
    path = (await bot("getFile", file_id=file_id))["file_path"]
    answer = await bot.client.get(f"{bot.server.url}/file/bot{bot.server.token}/{path}")
    assert answer.status_code == 200
    return answer.content


async def test_photo_that_a_person_sends_can_be_fetched_and_sent_on(bot: Bot, li: Person) -> None:
    """Several sizes, a caption with its entities, one id that stays good."""
    await li.sends_photo(caption="my shop: ozon.ru")
    (update,) = await bot.updates()
    message = update["message"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(320, 180), (640, 360)]
    assert message["caption_entities"][0]["type"] == "url"
    file_id = message["photo"][-1]["file_id"]
    assert await download(bot, file_id) == samples.PHOTO.content
    again = await bot("sendPhoto", chat_id=li.id, photo=file_id)
    assert again["photo"][-1]["file_id"] == file_id


async def test_document_keeps_its_name_and_type(bot: Bot, li: Person) -> None:
    """Also one in Cyrillic; a new caption comes by an edit."""
    sent = await bot("sendDocument", {"document": PAPER}, chat_id=li.id, caption="<b>sign</b>", parse_mode="HTML")
    document = sent["document"]
    assert (document["file_name"], document["mime_type"]) == ("договор.pdf", "application/pdf")
    assert await download(bot, document["file_id"]) == samples.DOCUMENT.content
    edited = await bot("editMessageCaption", chat_id=li.id, message_id=sent["message_id"], caption="signed")
    assert (edited["caption"], edited["document"]) == ("signed", document)
    assert "caption_entities" not in edited


async def test_album_comes_as_one_message_a_picture(bot: Bot, li: Person) -> None:
    """Both ways: what the bot sends with attach://, and what a person sends."""
    media: list[Json] = [{"type": "photo", "media": f"attach://p{n}", "caption": f"picture {n}"} for n in (1, 2)]
    sent = await bot("sendMediaGroup", {"p1": PICTURE, "p2": PICTURE}, chat_id=li.id, media=media)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message["caption"] for message in sent] == ["picture 1", "picture 2"]
    await li.sends_album(caption="mine")
    updates = await bot.updates()
    assert len({update["message"]["media_group_id"] for update in updates}) == 1
    assert [update["message"].get("caption") for update in updates] == ["mine", None]


async def test_media_of_a_message_can_be_replaced(bot: Bot, li: Person) -> None:
    """A text becomes a picture with a caption, the picture a document."""
    sent = await bot("sendMessage", chat_id=li.id, text="wait")
    where = {"chat_id": li.id, "message_id": sent["message_id"]}
    picture: Json = {"type": "photo", "media": "attach://new", "caption": "here"}
    edited = await bot("editMessageMedia", {"new": PICTURE}, **where, media=picture)
    assert (edited["caption"], "text" in edited) == ("here", False)
    paper: Json = {"type": "document", "media": "attach://new"}
    edited = await bot("editMessageMedia", {"new": PAPER}, **where, media=paper)
    assert ("photo" in edited, "caption" in edited) == (False, False)
    assert edited["document"]["file_name"] == "договор.pdf"


async def test_files_too_big_to_send_or_fetch_are_refused(bot: Bot, server: BotApiServer, li: Person) -> None:
    """10 MB for a photo, 50 MB for an upload, 20 MB for a download."""
    size = LARGEST_PHOTO + 1
    refusal = await bot.refused("sendPhoto", {"photo": ("big.png", bytes(size), "image/png")}, chat_id=li.id)
    assert refusal.description == (
        f"Bad Request: file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
    )
    sent = await bot("sendDocument", {"document": ("big.bin", bytes(LARGEST_DOWNLOAD + 1))}, chat_id=li.id)
    refusal = await bot.refused("getFile", file_id=sent["document"]["file_id"])
    assert refusal.description == "Bad Request: file is too big"
    refusal = await bot.refused("sendDocument", {"document": ("huge.bin", bytes(51 << 20))}, chat_id=li.id)
    assert (refusal.code, refusal.description) == (413, "Request Entity Too Large")


async def test_stickers_voice_contacts_and_places(bot: Bot, li: Person) -> None:
    """What else a person may send instead of an answer."""
    await li.sends_sticker()
    await li.sends_voice()
    await li.sends_contact()
    await li.sends_location()
    await li.sends_video()
    messages = [update["message"] for update in await bot.updates()]
    kinds = [next(kind for kind in ("sticker", "voice", "contact", "location", "video") if kind in m) for m in messages]
    assert kinds == ["sticker", "voice", "contact", "location", "video"]
    assert messages[2]["contact"]["user_id"] == li.id


async def test_file_of_another_bot_or_of_nobody_is_not_found(server: BotApiServer) -> None:
    """A path opens only under the bot's own token."""
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/file/bot{server.token}/photos/file_0.jpg")
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found")


async def test_album_that_is_sent_again_is_an_album_again(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Copied or forwarded it gets an id of its own; one picture that is left alone is no album."""
    await li.sends_album(caption="two")
    await li.says("between")
    pictures = [message.message_id for message in li.messages if "photo" in message.json]
    again = {"chat_id": li.id, "from_chat_id": li.id}
    copied = await bot("copyMessages", **again, message_ids=pictures)
    forwarded = await bot("forwardMessages", **again, message_ids=pictures)
    alone = await bot("copyMessages", **again, message_ids=pictures[:1])
    groups = [li.chat.messages[sent["message_id"]].get("media_group_id") for sent in [*copied, *forwarded, *alone]]
    assert groups[0] == groups[1] != groups[2] == groups[3]
    assert li.chat.messages[pictures[0]]["media_group_id"] not in groups
    assert groups[4] is None


async def test_what_can_not_be_sent_again_is_skipped(bot: Bot, server: BotApiServer, li: Person) -> None:
    """Of several messages the protected and the service ones; alone they leave nothing to forward."""
    group = server.group("Shop", [li])
    plain = await bot("sendMessage", chat_id=group.id, text="open")
    secret = await bot("sendMessage", chat_id=group.id, text="secret", protect_content=True)
    again = {"chat_id": li.id, "from_chat_id": group.id}
    ids = [1, plain["message_id"], secret["message_id"]]
    assert len(await bot("forwardMessages", **again, message_ids=ids)) == 1
    refusal = await bot.refused("forwardMessages", **again, message_ids=[1, secret["message_id"]])
    assert refusal.description == "Bad Request: there are no messages to forward"
