"""A picture to draw on, with smooth lines and with letters of all our languages."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "font" / "NotoSansCJKsc-subset.otf"
SMOOTH = 2
"""It is drawn so many times larger, and made smaller at the end."""

MISSING = "\uffff"
CUT = "..."
"""A Chinese font has the single character of it in the middle of the line."""

Point = tuple[float, float]


class Canvas:
    """Drawn upon by pixels of the finished picture; `anchor` is Pillow's, like "rm": right end, middle of the line."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        self._image = Image.new("RGB", (width * SMOOTH, height * SMOOTH), paper)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, at: Point, text: str, size: int, colour: str, anchor: str = "la") -> None:
        self._draw.text(_scaled(at), text, fill=colour, font=_font(size), anchor=anchor)

    def box(self, at: Point, to: Point, colour: str) -> None:
        if to[0] > at[0]:
            self._draw.rectangle((*_scaled(at), *(value - 1 for value in _scaled(to))), fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: int) -> None:
        self._draw.line([_scaled(point) for point in points], fill=colour, width=width * SMOOTH, joint="curve")

    def area(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([_scaled(point) for point in points], fill=colour)

    def plate(self, at: Point, to: Point, radius: float, colour: str, edge: str = "", width: int = 0) -> None:
        """A box with round corners; with an edge of that width, which lies within it."""
        place, outline = (*_scaled(at), *_scaled(to)), edge or None
        self._draw.rounded_rectangle(place, radius * SMOOTH, colour or None, outline, width * SMOOTH)

    def disc(self, middle: Point, radius: float, colour: str) -> None:
        (x, y), reach = _scaled(middle), radius * SMOOTH
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def png(self) -> bytes:
        file = io.BytesIO()
        # Few colours, flat areas: a palette makes it a third as large.
        self._image.reduce(SMOOTH).quantize(128, dither=Image.Dither.NONE).save(file, "PNG")
        return file.getvalue()


def width_of(text: str, size: int) -> float:
    return float(_font(size).getlength(text)) / SMOOTH


def fitted(text: str, size: int, width: float) -> str:
    """As much of the text as fits, of letters that can be drawn: an emoji is left out."""
    drawable = "".join(letter for letter in text if _is_drawable(letter)).strip()
    if width_of(drawable, size) <= width:
        return drawable
    while drawable and width_of(f"{drawable}{CUT}", size) > width:
        drawable = drawable[:-1]
    return f"{drawable.rstrip()}{CUT}"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size * SMOOTH)


def _is_drawable(letter: str) -> bool:
    return letter == " " or bytes(_font(16).getmask(letter)) != bytes(_font(16).getmask(MISSING))


def _scaled(point: Point) -> Point:
    return point[0] * SMOOTH, point[1] * SMOOTH
