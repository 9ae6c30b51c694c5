"""Small files to send: a picture, a document, a sticker, a voice message, a film."""

import math
import struct
import zlib
from collections.abc import Iterable

from seller_bot.demo.bodies import Upload

Pixel = tuple[int, int, int, int]
BLUE: Pixel = (34, 158, 217, 255)
WHITE: Pixel = (255, 255, 255, 255)
YELLOW: Pixel = (255, 204, 77, 255)
BROWN: Pixel = (102, 69, 0, 255)
VOICE_SECONDS = 3
RATE = 8000


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def picture(width: int, height: int, rows: Iterable[bytes]) -> bytes:
    """A PNG of these rows of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def face(x: float, y: float, sharpness: float) -> Pixel:
    """A smile; `sharpness` is one over the width of its soft edges."""

    def inside(distance: float) -> float:
        return min(1.0, max(0.0, 0.5 - distance * sharpness))

    across, down = 2 * x - 1, 2 * y - 1
    eye = inside(math.hypot((abs(across) - 0.34) * 1.5, down + 0.22) - 0.17)
    lips = inside(abs(math.hypot(across, down - 0.02) - 0.55) - 0.065) * inside(0.18 - down)
    red, green, blue, _ = mixed(YELLOW, BROWN, max(eye, lips))
    return red, green, blue, round(255 * inside(math.hypot(across, down) - 0.95))


def mixed(under: Pixel, over: Pixel, share: float) -> Pixel:
    red, green, blue, full = (round(a + (b - a) * share) for a, b in zip(under, over, strict=True))
    return red, green, blue, full


def png(width: int, height: int) -> bytes:
    """A picture with eight stripes."""
    return picture(width, height, (bytes(BLUE if 8 * y // height % 2 else WHITE) * width for y in range(height)))


def sticker(side: int) -> bytes:
    places = [at / side for at in range(side)]
    return picture(side, side, (b"".join(bytes(face(x, y, side / 2)) for x in places) for y in places))


def tone(seconds: int, hertz: float) -> bytes:
    """A WAV that browsers play, though a message calls it audio/ogg, as Telegram's voice messages are."""
    samples = bytes(128 + round(40 * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(RATE * seconds))
    head = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, RATE, RATE, 1, 8, b"data", len(samples))
    return b"RIFF" + struct.pack("<I", 4 + len(head) + len(samples)) + b"WAVE" + head + samples


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""

PHOTO = Upload("screenshot.png", png(640, 360), "image/png")
DOCUMENT = Upload("contract.pdf", PDF, "application/pdf")
STICKER = Upload("sticker.png", sticker(160), "image/png")
VOICE = Upload("voice.wav", tone(VOICE_SECONDS, 440), "audio/wav")
VIDEO = Upload("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(60), "video/mp4")
