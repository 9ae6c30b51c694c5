"""What drawings are made of: a plain account of nobody's, its menu, its pages, and the marks upon them.

It has no logo and no colour of Ozon's. What is not spoken of is a grey bar, so that the names stand out.
"""

from collections.abc import Sequence

from seller_bot.pictures.canvas import Canvas, Point, width_of

WIDTH, MARGIN, INSET = 1080, 36, 48
LEFT, RIGHT = MARGIN + INSET, WIDTH - MARGIN - INSET
TOP_BAR, ROW, GAP, INDENT, CRUMB_GAP = 92, 88, 20, 54, 48
NAME, SMALL, FIGURE = 46, 36, 32
BADGE = 26
AFTER_BADGE = 2 * BADGE + 24

GROUND, CARD, FRAME, WHITE = "#dfe5ea", "#fcfdfd", "#c3ccd4", "#ffffff"
INK, FAINT, BAR, PALE = "#1f2933", "#66717d", "#c9d1d9", "#e5e9ee"
PATH, PRESS, PRESS_GROUND = "#2f7d6d", "#d9601a", "#fdf0e6"


class Account:
    """A card of that height, filled from the top down: `y` is how far."""

    def __init__(self, height: float) -> None:
        self.canvas = Canvas(WIDTH, round(height), GROUND)
        self.canvas.plate((MARGIN, MARGIN), (WIDTH - MARGIN, height - MARGIN), 32, CARD, FRAME, 2)
        self._top_bar()
        self.y: float = MARGIN + TOP_BAR + GAP

    @property
    def filled(self) -> float:
        """The height that is enough."""
        return self.y + GAP + MARGIN

    def row(self, height: float = ROW) -> float:
        """The middle of a new row."""
        self.y += height
        return self.y - height / 2

    def _top_bar(self) -> None:
        middle, low = MARGIN + TOP_BAR / 2, MARGIN + TOP_BAR
        for above in (-13, 0, 13):
            self._bar((LEFT + 8, middle + above), 36, BAR, 6)
        self._bar((LEFT + AFTER_BADGE, middle), 180, BAR)
        self.canvas.disc((RIGHT - 26, middle), 26, BAR)
        self.canvas.disc((RIGHT - 26, middle - 7), 8, CARD)
        self.canvas.plate((RIGHT - 41, middle + 5), (RIGHT - 11, middle + 16), 5.5, CARD)
        self.canvas.line([(MARGIN + 2, low), (WIDTH - MARGIN - 2, low)], PALE, 2)

    # The menu.

    def menu_bar(self, level: int, width: float) -> None:
        """An item that is not spoken of."""
        x, y = LEFT + level * INDENT, self.row()
        self.canvas.plate((x + BADGE - 14, y - 14), (x + BADGE + 14, y + 14), 8, PALE)
        self._bar((x + AFTER_BADGE, y), width, PALE)

    def menu_item(self, level: int, number: int, name: str) -> None:
        """An item to be opened on the way."""
        x, y = LEFT + level * INDENT, self.row()
        self.badge((x + BADGE, y), number)
        self.text((x + AFTER_BADGE, y), name)
        self.canvas.line([(RIGHT - 40, y - 7), (RIGHT - 26, y + 7), (RIGHT - 12, y - 7)], PATH, 5)

    def menu_end(self, level: int, number: int, name: str) -> Point:
        """The item to which the way leads; the place at which to point."""
        x, y = LEFT + level * INDENT, self.row(ROW + 12)
        end = x + AFTER_BADGE + width_of(name, NAME) + 32
        self._ring((x - 20, y - 44), (end, y + 44))
        self.badge((x + BADGE, y), number, PRESS)
        self.text((x + AFTER_BADGE, y), name)
        return end - 16, y + 14

    # Pages.

    def crumbs(self, names: Sequence[str]) -> None:
        """The end of the way on which one came to the page, as much of it as fits."""
        y = self.row(68)
        while sum(width_of(name, SMALL) + CRUMB_GAP for name in names) > RIGHT - LEFT:
            names = names[1:]
        x = float(LEFT)
        for name in names:
            self.text((x, y), name, SMALL, FAINT)
            x += width_of(name, SMALL) + CRUMB_GAP
            middle = x - CRUMB_GAP / 2
            self.canvas.line([(middle - 5, y - 9), (middle + 4, y), (middle - 5, y + 9)], BAR, 4)

    def heading(self, name: str, number: int = 0) -> None:
        """With a number it is one of the things to press."""
        y = self.row()
        if number:
            self.badge((LEFT + BADGE, y), number)
        self.text((LEFT + (AFTER_BADGE if number else 0), y), name)

    def company(self, x: float, y: float, width: float, colour: str = PALE, size: float = 1) -> None:
        """The sign and the name of somebody; in a darker colour, of the one that is meant."""
        side = 30 * size
        self.canvas.plate((x, y - side), (x + 2 * side, y + side), 16 * size, colour)
        self._bar((x + 2 * side + 24, y - 14 * size), width, colour, 20 * size)
        self._bar((x + 2 * side + 24, y + 16 * size), width * 0.6, colour if colour == PALE else BAR, 14 * size)

    def person(self, y: float, width: float, colour: str = PALE) -> None:
        self.canvas.disc((LEFT + 30, y), 30, colour)
        self._bar((LEFT + 84, y), width, colour)

    def role(self, y: float, name: str) -> None:
        """At the end of a person's row."""
        width = width_of(name, SMALL) + 56
        self.canvas.plate((RIGHT - width, y - 32), (RIGHT, y + 32), 32, WHITE, FRAME, 3)
        self.text((RIGHT - width + 28, y), name, SMALL)

    def other_role(self, y: float) -> None:
        self.canvas.plate((RIGHT - 190, y - 26), (RIGHT, y + 26), 26, PALE)

    def words(self, *widths: float) -> None:
        """Lines that nobody needs to read."""
        for width in widths:
            self._bar((LEFT, self.row(44)), width, PALE, 18)

    def search_field(self, number: int) -> None:
        """A name is written into it."""
        y = self._field(number)
        x = LEFT + AFTER_BADGE + 40
        self.canvas.disc((x, y - 3), 15, FAINT)
        self.canvas.disc((x, y - 3), 10, WHITE)
        self.canvas.line([(x + 10, y + 7), (x + 22, y + 19)], FAINT, 5)
        self._written(x + 48, y)

    def field(self, number: int) -> None:
        """Something is written into it."""
        y = self._field(number)
        self._written(LEFT + AFTER_BADGE + 32, y)

    def _field(self, number: int) -> float:
        y = self.row(ROW + 12)
        self.badge((LEFT + BADGE, y), number)
        self.canvas.plate((LEFT + AFTER_BADGE, y - 38), (RIGHT, y + 38), 18, WHITE, PATH, 3)
        return y

    def _written(self, x: float, y: float, width: float = 250) -> None:
        self._bar((x, y), width, BAR)
        self.canvas.line([(x + width + 14, y - 20), (x + width + 14, y + 20)], PATH, 4)

    def button(self, y: float, name: str, number: int = 0) -> Point:
        """To be pressed, at the end of a row; the place at which to point."""
        start = RIGHT - width_of(name, NAME) - 72
        self._ring((start - (AFTER_BADGE if number else 0), y - 44), (RIGHT, y + 44))
        if number:
            self.badge((start - AFTER_BADGE + 24 + BADGE, y), number, PRESS)
        self.text((start + 36, y), name)
        return RIGHT - 20, y + 14

    # Marks.

    def badge(self, middle: Point, number: int, colour: str = PATH) -> None:
        self.canvas.disc(middle, BADGE, colour)
        self.canvas.text((middle[0], middle[1] - 1), str(number), FIGURE, WHITE, "mm")

    def ring_row(self) -> float:
        """A new row, all of which is meant; its middle."""
        y = self.row(ROW + 24)
        self._ring((LEFT - 24, y - 50), (RIGHT + 24, y + 50))
        return y

    def tick(self, y: float) -> None:
        """It is there."""
        x = RIGHT - 30
        self.canvas.disc((x, y), 28, PATH)
        self.canvas.line([(x - 13, y + 1), (x - 4, y + 10), (x + 13, y - 9)], WHITE, 6)

    def point(self, tip: Point) -> None:
        """An arrow that points there, as the one of a mouse does."""
        shape = ((0, 0), (0, 58), (13, 46), (22, 67), (34, 62), (25, 41), (43, 41))
        points = [(tip[0] + x, tip[1] + y) for x, y in shape]
        self.canvas.line([*points, points[0], points[1]], WHITE, 10)
        self.canvas.area(points, INK)

    def text(self, at: Point, text: str, size: int = NAME, colour: str = INK) -> None:
        """Its middle is that of its small letters: the font leaves more room above them than below."""
        self.canvas.text((at[0], at[1] - size / 16), text, size, colour, "lm")

    def _ring(self, at: Point, to: Point) -> None:
        self.canvas.plate(at, to, 28, PRESS_GROUND, PRESS, 6)

    def _bar(self, at: Point, width: float, colour: str, height: float = 22) -> None:
        self.canvas.plate((at[0], at[1] - height / 2), (at[0] + width, at[1] + height / 2), height / 2, colour)
