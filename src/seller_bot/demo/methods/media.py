"""Sending files: photos, documents, voice messages and their kin, and albums; files up and down."""

from typing import Any

from seller_bot.demo import access, fields
from seller_bot.demo.errors import bad_request
from seller_bot.demo.fields import WrongField
from seller_bot.demo.media import attached, media_content
from seller_bot.demo.methods.delivery import deliver, delivered_where, for_bot
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import (
    ABOVE,
    CAPTION,
    DELIVERY,
    REPLY,
    SENDING,
    given_caption,
)
from seller_bot.demo.parameters import Given, Json, Parameter, between, boolean, parsed_json, string
from seller_bot.demo.texts import caption, dropped_entities
from seller_bot.demo.world import World

MOST_IN_ALBUM = 10
LENGTH = between(0, 10_000)
DURATION = Parameter("duration", between(0, 86_400), default=0)
SIZE = (Parameter("width", LENGTH, default=0), Parameter("height", LENGTH, default=0))
SPOILER = Parameter("has_spoiler", boolean, default=False)
THUMBNAIL = Parameter("thumbnail", string)
TITLES = (Parameter("performer", string, default=""), Parameter("title", string, default=""))
KINDS: dict[str, tuple[Parameter, ...]] = {
    "photo": (*CAPTION, ABOVE, SPOILER),
    "document": (*CAPTION, THUMBNAIL, Parameter("disable_content_type_detection", boolean, default=False)),
    "voice": (*CAPTION, DURATION),
    "audio": (*CAPTION, DURATION, *TITLES, THUMBNAIL),
    "video": (
        *CAPTION,
        ABOVE,
        SPOILER,
        DURATION,
        *SIZE,
        THUMBNAIL,
        Parameter("cover", string),
        Parameter("start_timestamp", between(0, 86_400), default=0),
        Parameter("supports_streaming", boolean, default=False),
    ),
    "animation": (*CAPTION, ABOVE, SPOILER, DURATION, *SIZE, THUMBNAIL),
    "sticker": (Parameter("emoji", string, default=""),),
    "video_note": (DURATION, Parameter("length", LENGTH, default=0), THUMBNAIL),
}
"""By kind: what its send method takes besides the file itself and what all send methods take."""
SHOWN = {"show_caption_above_media": "show_caption_above_media", "has_spoiler": "has_media_spoiler"}
GROUPED = {"photo": "picture", "video": "picture", "live_photo": "picture", "document": "document", "audio": "audio"}


def declare_sending(kind: str, parameters: tuple[Parameter, ...]) -> None:
    @method("send" + kind.title().replace("_", ""), Parameter(kind, string, default=""), *parameters, *SENDING)
    def send(world: World, given: Given) -> Json:
        upload = attached(given.files, given[kind], kind)
        if upload is None:
            raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
        words = given_caption(world, given) if "caption" in given.values else {}
        shown = {told: True for asked, told in SHOWN.items() if given.get(asked)}
        content = media_content(world.files, kind, upload, given.values)
        return for_bot(deliver(world, given, kind, {**content, **words, **shown}))


for each, its_parameters in KINDS.items():
    declare_sending(each, its_parameters)


def media_list(value: str) -> list[Any]:
    found = parsed_json(value, "media")
    if not isinstance(found, list):
        raise bad_request("Expected an Array of InputMedia")
    return found


@method(
    "sendMediaGroup",
    Parameter("media", media_list, missing='parameter "media" is required', shape="InputMedia"),
    REPLY,
    *DELIVERY,
)
def send_media_group(world: World, given: Given) -> list[Json]:
    contents = [album_item(world, item, given) for item in given["media"]]
    if not contents:
        raise bad_request("there are no messages to send")
    if len(contents) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len({GROUPED[item["type"]] for item in given["media"]}) > 1:
        mixed = next(kind for kind in ("document", "audio") if any(kind in content for content in contents))
        raise bad_request(f"{mixed} can't be mixed with other media types")
    if len(contents) == 1:
        given.violations.append("media: an album of one; the documentation asks for 2 to 10")
    chat, delivery = delivered_where(world, given)
    for item in given["media"]:
        access.sending_allowed(world, chat, item["type"])
    group = {"media_group_id": world.next_media_group()} if len(contents) > 1 else {}
    return [world.post(chat, world.bot, {**delivery, **group, **content}) for content in contents]


def album_item(world: World, item: Any, given: Given) -> Json:
    kind, content = input_media(world, item, given)
    if kind == "animation":
        raise bad_request("can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup")
    return content


def input_media(world: World, item: Any, given: Given) -> tuple[str, Json]:
    """The kind and the content of an InputMedia: its file, its caption and how they are shown."""
    try:
        if not isinstance(item, dict):
            raise WrongField("expected an Object")
        text, mode = fields.string(item, "caption"), fields.string(item, "parse_mode")
        words = caption(text, mode, item.get("caption_entities"), world.known)
        given.violations.extend(dropped_entities(words))
        shown = {told: True for asked, told in SHOWN.items() if fields.boolean(item, asked)}
        upload = attached(given.files, fields.string(item, "media"), "")
        if upload is None:
            raise WrongField("media not found")
        kind = fields.string(item, "type", required=True)
        if kind not in (*GROUPED, "animation") or kind == "live_photo":
            raise WrongField(f'type "{kind}" is unsupported')
        sides = {name: fields.integer(item, name) for name in ("width", "height", "duration")}
        values = {**sides, **{name: fields.string(item, name) for name in ("performer", "title")}}
    except WrongField as wrong:
        raise bad_request(f"can't parse InputMedia: {wrong}") from None
    return kind, {**media_content(world.files, kind, upload, values), **words.json("caption"), **shown}


@method("getFile", Parameter("file_id", string, default=""))
def get_file(world: World, given: Given) -> Json:
    file = world.files.downloadable(given["file_id"])
    return {**file.json(), "file_path": file.path}
