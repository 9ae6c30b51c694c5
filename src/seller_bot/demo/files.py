"""Files: kept by content, known by file_ids that last, found by paths."""

import hashlib
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from typing import Any

from seller_bot.demo.errors import bad_request
from seller_bot.demo.unicode import whole

Json = dict[str, Any]
MEGABYTE = 1 << 20
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_DOWNLOAD = 20 * MEGABYTE
FOLDERS = {"photo": "photos", "document": "documents", "sticker": "stickers", "voice": "voice", "video": "videos"}
FOLDERS |= {"audio": "music", "animation": "animations", "video_note": "video_notes", "thumbnail": "thumbnails"}
NAMES = {"photo": "Photo", "document": "Document", "sticker": "Sticker", "voice": "VoiceNote", "video": "Video"}
NAMES |= {"audio": "Audio", "animation": "Animation", "video_note": "VideoNote", "thumbnail": "Thumbnail"}
"""As tdlib names the types in its refusals."""


@dataclass(frozen=True, slots=True)
class File:
    id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    content: bytes
    path: str

    def json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}

    def keep(self, kind: str, name: str, content: bytes, mime_type: str = "application/octet-stream") -> File:
        """The same content sent twice as the same kind is one file with one id."""
        name = whole(name)
        if not content:
            raise bad_request("file must be non-empty")
        digest = hashlib.sha256(kind.encode() + b"\0" + name.encode() + b"\0" + content).digest()
        file_id = urlsafe_b64encode(b"\2\1" + kind[:2].encode() + digest).decode()
        if known := self.by_id.get(file_id):
            return known
        unique_id = "AgAD" + urlsafe_b64encode(hashlib.sha256(content).digest()[:9]).decode()
        number = len(self.by_id)
        suffix = name.rpartition(".")[2] if "." in name else {"photo": "jpg", "voice": "oga"}.get(kind, "bin")
        path = f"{FOLDERS[kind]}/file_{number}.{suffix}"
        return self.add(File(file_id, unique_id, kind, name, mime_type, content, path))

    def add(self, file: File) -> File:
        self.by_id[file.id] = file
        self.by_path[file.path] = file
        return file

    def known(self, file_id: str, kind: str) -> File:
        """The file of this id, to be sent again as what it was."""
        file = self.by_id.get(file_id)
        if file is None:
            raise bad_request(f"wrong remote file identifier specified: {unreadable(file_id)}")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {NAMES[file.kind]} as {NAMES[kind]}")
        return file

    def downloadable(self, file_id: str) -> File:
        if not file_id:
            raise bad_request("file_id not specified")
        file = self.by_id.get(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        if len(file.content) > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return file


def unreadable(file_id: str) -> str:
    """Why tdlib can't read a file_id that is none."""
    if len(file_id) % 4 == 1:
        return "Wrong padding in the string"
    try:
        urlsafe_b64decode(file_id + "=" * (-len(file_id) % 4))
    except (Error, ValueError):
        return "Wrong character in the string"
    return "can't unserialize it. Wrong last symbol"


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30:
        return webp_size(content)
    return jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def webp_size(content: bytes) -> tuple[int, int] | None:
    match content[12:16]:
        case b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", content[26:30])
            return width & 0x3FFF, height & 0x3FFF
    return None


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
