"""What a message says of a file: sizes, lengths, names; from an upload or from a file_id."""

from collections.abc import Mapping
from typing import Any

from seller_bot.demo.bodies import Upload
from seller_bot.demo.errors import bad_request
from seller_bot.demo.files import LARGEST_PHOTO, LARGEST_UPLOAD, File, Files, image_size

Json = dict[str, Any]
ATTACHED = "attach://"
LARGEST_SIDES = 10_000
LARGEST_RATIO = 20
THUMBNAIL_SIDE = 320


def attached(files: Mapping[str, Upload], value: str, name: str) -> Upload | str | None:
    """The upload that a value names, or that came under the parameter's own name; or a file_id, or an address."""
    if value.startswith(ATTACHED):
        return files.get(value.removeprefix(ATTACHED))
    return value or files.get(name)


def media_content(files: Files, kind: str, given: Upload | str, values: Mapping[str, Any]) -> Json:
    """The part of a message that shows this file: `{"photo": [...]}`, `{"document": {...}}`."""
    if isinstance(given, str):
        if given.lower().startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        file = files.known(given, kind)
    else:
        file = kept(files, kind, given)
    if kind == "photo":
        return {"photo": photo_sizes(files, file)}
    return {kind: {**file.json(), **described(files, file, values)}}


def kept(files: Files, kind: str, upload: Upload) -> File:
    size = len(upload.content)
    if kind == "photo" and size > LARGEST_PHOTO:
        limit = f"the maximum size is {LARGEST_PHOTO} bytes"
        raise bad_request(f"file of size {size} bytes is too big for a photo; {limit}")
    if size > LARGEST_UPLOAD:
        raise bad_request("file is too big")
    if kind == "photo" and size:
        check_photo(upload.content)
    return files.keep(kind, upload.file_name, upload.content, upload.mime_type)


def check_photo(content: bytes) -> None:
    sides = image_size(content)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = sides
    if not width or not height or width + height > LARGEST_SIDES or max(sides) > LARGEST_RATIO * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def photo_sizes(files: Files, file: File) -> list[Json]:
    """A small size and the whole one, as Telegram makes several of every photo; here they share their content."""
    width, height = image_size(file.content) or (1, 1)
    scale = min(1.0, THUMBNAIL_SIDE / max(width, height))
    whole = {**file.json(), "width": width, "height": height}
    if scale == 1:
        return [whole]
    small = files.keep("thumbnail", file.name, file.content, file.mime_type)
    shown = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return [{**small.json(), **shown}, whole]


def described(files: Files, file: File, values: Mapping[str, Any]) -> Json:
    width, height = image_size(file.content) or (values.get("width") or 0, values.get("height") or 0)
    named = {"file_name": file.name, "mime_type": file.mime_type} if file.name else {"mime_type": file.mime_type}
    lasting = {"duration": values.get("duration") or 0}
    match file.kind:
        case "sticker":
            sides = {"width": width or 512, "height": height or 512}
            return {
                "type": "regular",
                **sides,
                "is_animated": False,
                "is_video": False,
                "emoji": values.get("emoji") or "👍",
            }
        case "voice":
            return {**lasting, "mime_type": "audio/ogg"}
        case "video_note":
            return {**lasting, "length": values.get("length") or 240}
        case "video" | "animation":
            return {**named, **lasting, "width": width, "height": height}
        case "audio":
            titles = {name: values[name] for name in ("performer", "title") if values.get(name)}
            return {**named, **lasting, **titles}
    return named
