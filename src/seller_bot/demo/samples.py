"""Small files to send: a picture, a document, a sticker, a voice message, a film."""

import struct
import zlib
from base64 import b64decode

from seller_bot.demo.bodies import Upload

COLORS = (b"\x22\x9e\xd9", b"\xff\xff\xff")


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int) -> bytes:
    """A picture of two colours, striped, so that one sees which way is up."""
    rows = b"".join(b"\0" + COLORS[row * 8 // height % 2] * width for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
WEBP = b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")

PHOTO = Upload("screenshot.png", png(640, 360), "image/png")
DOCUMENT = Upload("contract.pdf", PDF, "application/pdf")
STICKER = Upload("sticker.webp", WEBP, "image/webp")
VOICE = Upload("voice.oga", b"OggS" + bytes(60), "audio/ogg")
VIDEO = Upload("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(60), "video/mp4")
