"""Pictures, albums, files, voice messages and stickers, from both sides."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from seller_bot.demo import samples
from seller_bot.demo.people import Person

from .played_bot import PlayedBot
from .visitor import Visitor


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    path = tmp_path / "screenshot.png"
    path.write_bytes(samples.PHOTO.content)
    return path


async def test_a_picture_is_sent_with_a_caption(emma: Person, visitor: Visitor, screenshot: Path) -> None:
    """The paper clip, a picture, a look at it, a caption: it stands in the chat and opens large."""
    await visitor.sees("attach").click()
    async with visitor.page.expect_file_chooser() as choosing:
        await visitor.sees("attach-photo").click()
    await (await choosing.value).set_files(screenshot)
    await visitor.sees("caption").fill("This is what I see")
    await visitor.sees("caption").press("Enter")
    picture = visitor.messages.last.get_by_test_id("picture")
    await expect(picture).to_be_visible()
    await expect(visitor.sees("message-text").last).to_have_text("This is what I see")
    assert "photo" in emma.messages[-1].json
    await expect(picture.locator("img")).to_have_js_property("complete", True)
    assert await picture.locator("img").evaluate("image => image.naturalWidth") > 0
    await picture.click()
    await expect(visitor.sees("viewer")).to_be_visible()
    await visitor.sees("viewer").click()
    await expect(visitor.sees("viewer")).to_have_count(0)


async def test_a_file_is_sent_as_it_is(emma: Person, visitor: Visitor, screenshot: Path) -> None:
    """Sent as a file, a picture keeps its name and is offered for download."""
    await visitor.sees("attach").click()
    async with visitor.page.expect_file_chooser() as choosing:
        await visitor.sees("attach-file").click()
    await (await choosing.value).set_files(screenshot)
    await visitor.sees("dialog-send").click()
    file = visitor.messages.last.get_by_test_id("file")
    await expect(file).to_contain_text("screenshot.png")
    async with visitor.page.expect_download() as downloading:
        await file.click()
    downloaded = await (await downloading.value).path()
    assert downloaded.read_bytes() == samples.PHOTO.content
    assert emma.messages[-1].json["document"]["file_name"] == "screenshot.png"


async def test_what_is_not_sent_after_all_stays_unsent(emma: Person, visitor: Visitor, screenshot: Path) -> None:
    """Cancel sends nothing."""
    await visitor.sees("attach").click()
    async with visitor.page.expect_file_chooser() as choosing:
        await visitor.sees("attach-photo").click()
    await (await choosing.value).set_files(screenshot)
    await visitor.sees("dialog-cancel").click()
    await expect(visitor.sees("send-files")).to_have_count(0)
    assert len(emma.messages) == 1


async def test_voice_messages_and_stickers_are_samples(emma: Person, visitor: Visitor) -> None:
    """A press sends one of each."""
    await visitor.sees("attach").click()
    await visitor.sees("attach-voice").click()
    await expect(visitor.messages.last.get_by_role("button", name="Play: Voice message")).to_be_visible()
    await visitor.sees("attach").click()
    await visitor.sees("attach-sticker").click()
    await expect(visitor.messages).to_have_count(3)
    assert ["voice" in emma.messages[1].json, "sticker" in emma.messages[2].json] == [True, True]
    await expect(visitor.messages.last.get_by_role("img", name="Sticker")).to_be_visible()


async def test_an_album_is_one_bubble(emma: Person, visitor: Visitor) -> None:
    """Pictures of one album stand together, with one caption and one time."""
    await emma.sends_album(samples.PHOTO, samples.PHOTO, samples.PHOTO, caption="All three")
    await expect(visitor.sees("tile")).to_have_count(3)
    await expect(visitor.messages).to_have_count(2)
    await expect(visitor.sees("message-text").last).to_have_text("All three")
    await expect(visitor.messages.last.locator("time")).to_have_count(1)


@pytest.fixture
def screenshots(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.png" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_bytes(samples.png(120 + number, 90))
    return paths


async def test_several_pictures_are_sent_as_one_album(emma: Person, visitor: Visitor, screenshots: list[Path]) -> None:
    """Chosen together, they are one album with one caption; what is more than ten begins another."""
    await visitor.sees("attach").click()
    async with visitor.page.expect_file_chooser() as choosing:
        await visitor.sees("attach-photo").click()
    await (await choosing.value).set_files(screenshots)
    await visitor.sees("caption").fill("All of it")
    await visitor.sees("dialog-send").click()
    await expect(visitor.sees("tile")).to_have_count(12)
    await expect(visitor.messages).to_have_count(3)
    sent = [message.json for message in emma.messages[1:]]
    assert [message["photo"][-1]["width"] for message in sent] == list(range(120, 132))
    assert [message["media_group_id"] == sent[0]["media_group_id"] for message in sent] == [True] * 10 + [False] * 2
    assert [message.get("caption") for message in sent] == ["All of it"] + [None] * 11
    await expect(visitor.person(emma.id)).to_contain_text("You: Album")


async def test_pictures_and_files_do_not_mix(emma: Person, visitor: Visitor, screenshots: list[Path]) -> None:
    """As files they keep their names, one bubble under the other in one album."""
    await visitor.sees("attach").click()
    async with visitor.page.expect_file_chooser() as choosing:
        await visitor.sees("attach-file").click()
    await (await choosing.value).set_files(screenshots[:2])
    await visitor.sees("dialog-send").click()
    await expect(visitor.sees("file")).to_have_text([re.compile(r"0\.png"), re.compile(r"1\.png")])
    await expect(visitor.messages).to_have_count(2)
    assert ["document" in message.json for message in emma.messages[1:]] == [True, True]


async def test_an_album_of_the_bot_is_a_grid(bot: PlayedBot, emma: Person, visitor: Visitor) -> None:
    """Two beside each other, equally large."""
    sent = await bot.calls("sendPhoto", chat_id=emma.id, photo=(await photo_id(emma)))
    file_id = sent["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": file_id, "caption": text} for text in ("Look", "", "", "")]
    await bot.calls("sendMediaGroup", chat_id=emma.id, media=media)
    await expect(visitor.sees("tile")).to_have_count(4)
    boxes = [await visitor.sees("tile").nth(number).bounding_box() for number in range(4)]
    assert all(boxes)
    places = [(round(box["x"]), round(box["y"])) for box in boxes if box]
    assert (len({x for x, _ in places}), len({y for _, y in places})) == (2, 2)
    await expect(visitor.sees("message-text").last).to_have_text("Look")


async def photo_id(emma: Person) -> str:
    await emma.sends_photo()
    file_id: str = emma.messages[-1].json["photo"][-1]["file_id"]
    return file_id


async def test_contacts_places_and_forwards_are_shown(emma: Person, visitor: Visitor) -> None:
    """What a person can also send is shown, if plainly."""
    await emma.sends_contact()
    await emma.sends_location()
    await emma.forwards(emma.messages[0])
    await expect(visitor.messages).to_have_count(4)
    await expect(visitor.messages.nth(2)).to_contain_text("Location")
    await expect(visitor.messages.nth(3)).to_contain_text("Forwarded from")
